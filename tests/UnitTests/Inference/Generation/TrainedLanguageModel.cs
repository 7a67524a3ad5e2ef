using System.Text.Json;
using Platform.Contracts;
using Platform.Inference;
using Platform.Training;

namespace Platform.UnitTests.Inference.Generation;

/// <summary>
/// A language model of two layers, trained briefly on sums by the platform's own trainer; shared by tests. Its KV cache is
/// written in place.
/// </summary>
public class TrainedLanguageModel : IDisposable
{
    private readonly string _folder = Directory.CreateTempSubdirectory("trained-language-model-").FullName;

    public TrainedLanguageModel()
        : this(width: 32) { }

    /// <param name="width">With two heads.</param>
    protected TrainedLanguageModel(int width)
    {
        var random = new Random(3);
        var examples = Enumerable
            .Range(0, 240)
            .Select(_ =>
            {
                var (a, b, c) = (random.Next(9), random.Next(9), random.Next(9));
                return new TrainingExample(
                    $"What is {a} + {b} + {c}?",
                    [$"{a} + {b} = {a + b}", $"{a + b} + {c} = {a + b + c}", $"# Answer\n{a + b + c}"],
                    null,
                    true
                );
            });
        var set = Path.Combine(_folder, "examples.jsonl");
        File.WriteAllLines(set, examples.Select(e => JsonSerializer.Serialize(e, JsonSerializerOptions.Web)));
        var recipe = new TrainingRecipe
        {
            Layers = 2,
            Width = width,
            Heads = 2,
            Context = 48,
            LargestNumber = 30,
            Pieces = 12,
            Epochs = 6,
            Batch = 24,
            LearningRate = 1e-2,
            WarmUp = 5,
            Threads = 1,
        };
        Folder = ModelTrainer.Train(
            new(Guid.Empty, "lm-tiny", Objective.Language, recipe, "", set, null, null, _folder),
            _ => { },
            TestContext.Current.CancellationToken
        );
        Model = LanguageModel.Load(Folder, new(Provider.Cpu, 1));
    }

    public string Folder { get; }

    public LanguageModel Model { get; }

    public void Dispose()
    {
        Dispose(disposing: true);
        GC.SuppressFinalize(this);
    }

    protected virtual void Dispose(bool disposing)
    {
        Model.Dispose();
        Directory.Delete(_folder, recursive: true);
    }
}
