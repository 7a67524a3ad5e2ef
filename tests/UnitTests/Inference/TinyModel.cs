using System.Text.Json;
using System.Text.Json.Nodes;
using Platform.Inference;

namespace Platform.UnitTests.Inference;

/// <summary>
/// A reward model's directory for one test: a tiny graph, one token per letter (id = ASCII), and a self-test computed by the
/// test. Sequence: <c>statement '\n' step '|' step '|'</c>.
/// </summary>
internal sealed class TinyModel : IDisposable
{
    public string Path { get; } = Directory.CreateTempSubdirectory("tiny-model-").FullName;

    public TinyModel(
        byte[] graph,
        string kind,
        string read,
        object head,
        string[] classes,
        double[][] expected,
        object? change = null
    )
    {
        File.WriteAllBytes(System.IO.Path.Combine(Path, "model.onnx"), graph);
        Manifest = JsonSerializer
            .SerializeToNode(
                new
                {
                    name = "tiny",
                    kind,
                    classes,
                    maximumTokens = 40,
                    tokenizer = new
                    {
                        kind = "bytes",
                        vocabulary = 128,
                        pad = 0,
                        reserved = new[] { 0 },
                    },
                    template = new
                    {
                        prefix = new[] { new { text = "{statement}\n" } },
                        step = new[] { new { text = "{step}" } },
                        separator = new[] { (int)'|' },
                    },
                    read,
                    head,
                    output = "scores",
                    golden = new
                    {
                        statement = "q",
                        steps = new[] { "a", "bc" },
                        expected,
                        tolerance = 1e-5,
                    },
                }
            )!
            .AsObject();
        if (change is not null)
        {
            foreach (var (key, value) in JsonSerializer.SerializeToNode(change)!.AsObject())
            {
                Manifest[key] = value?.DeepClone();
            }
        }

        Save();
    }

    public JsonObject Manifest { get; }

    public void Save() => File.WriteAllText(System.IO.Path.Combine(Path, "reward-model.json"), Manifest.ToJsonString());

    public RewardModel Load() => RewardModel.Load(Path, new RewardModelOptions(Provider.Cpu, 1));

    public void Dispose() => Directory.Delete(Path, recursive: true);

    /// <summary>Returns a table of seeded values, one row per token.</summary>
    public static float[,] Table(int columns, int seed)
    {
        var random = new Random(seed);
        var table = new float[128, columns];
        for (var row = 0; row < 128; row++)
        {
            for (var column = 0; column < columns; column++)
            {
                table[row, column] = (float)(random.NextDouble() * 8 - 4);
            }
        }

        return table;
    }

    /// <summary>Returns the softmax of some entries of a row, computed naively.</summary>
    public static double[] Softmax(float[,] table, int row, params int[] columns)
    {
        var powers = columns.Select(c => Math.Exp(table[row, c])).ToArray();
        return [.. powers.Select(p => p / powers.Sum())];
    }
}
