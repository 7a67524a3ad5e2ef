using System.Text.Json;
using Platform.Contracts;
using Platform.Inference;
using Platform.Inference.Generation;
using Platform.Synthetic;
using Platform.Synthetic.Game24;
using Platform.Tests;

namespace Platform.UnitTests.Inference;

public sealed class ShippedModelTests
{
    private const long Megabyte = 1_000_000;

    public static TheoryData<string> RewardModels => [.. With("reward-model.json")];
    public static TheoryData<string> LanguageModels => [.. With("language-model.json")];
    public static TheoryData<string> All => [.. With("training.json")];

    private static IEnumerable<string> With(string file) =>
        Directory
            .GetDirectories(Checkout.At("models"))
            .Where(d => File.Exists(Path.Combine(d, file)))
            .Select(d => Path.GetFileName(d))
            .Order(StringComparer.Ordinal);

    [Theory]
    [MemberData(nameof(RewardModels))]
    public void A_reward_model_loads_and_gives_its_golden_example(string name)
    {
        using var model = RewardModel.Load(Checkout.At($"models/{name}"), new(Provider.Cpu, 1));
        Assert.Equal(name, model.Manifest.Name);
    }

    [Theory]
    [MemberData(nameof(LanguageModels))]
    public void A_language_model_loads_and_writes_its_golden_completion(string name)
    {
        using var model = LanguageModel.Load(Checkout.At($"models/{name}"), new(Provider.Cpu, 1));
        Assert.Equal(name, model.Name);
    }

    [Fact]
    public void Models_say_how_they_were_made_and_stay_under_forty_megabytes()
    {
        var models = Directory.GetDirectories(Checkout.At("models"));
        Assert.All(models, m => Assert.True(File.Exists(Path.Combine(m, "README.md"))));
        Assert.Equal(models.Select(Path.GetFileName).Order(), With("training.json").Order());
        var bytes = models.SelectMany(Directory.GetFiles).Sum(f => new FileInfo(f).Length);
        Assert.InRange(bytes, 1, 40 * Megabyte);
    }

    [Theory]
    [MemberData(nameof(All))]
    public void The_lineage_names_its_training_set_and_holds_its_curve(string name)
    {
        var lineage = JsonSerializer.Deserialize<TrainingLineage>(
            File.ReadAllText(Checkout.At($"models/{name}/training.json")),
            JsonSerializerOptions.Web
        )!;
        Assert.Equal(64, lineage.TrainingSet.Length);
        Assert.NotEmpty(lineage.Curve);
        Assert.All(lineage.Curve, p => Assert.True(double.IsFinite(p.Loss)));
    }

    [Fact]
    public void The_language_model_solves_some_held_out_problems_and_not_all()
    {
        using var model = LanguageModel.Load(Checkout.At("models/lm-maths"), new(Provider.Cpu, 1));
        var problems = SyntheticProblems
            .Exact.SelectMany(f => SyntheticProblems.Make(f, SyntheticSplit.Test, seed: 5, count: 10))
            .ToList();
        var loop = new DecodeLoop(model, 32);
        var right = 0;
        foreach (var problem in problems)
        {
            loop.Add(
                new(model.Prompt(problem.Statement), 1, 1, 1, 160, []),
                text =>
                    right += text.Text.TrimEnd().EndsWith($"# Answer\n{problem.Answer}", StringComparison.Ordinal)
                        ? 1
                        : 0,
                TestContext.Current.CancellationToken
            );
        }

        while (loop.Step()) { }
        Assert.InRange(right, problems.Count / 5, problems.Count * 9 / 10);
    }

    [Fact]
    public void The_Game_of_24_model_tells_a_way_to_24_from_a_dead_end()
    {
        using var model = RewardModel.Load(Checkout.At("models/prm-game24"), new(Provider.Cpu, 1));
        double Correct(params string[] steps) =>
            1 - model.Score(Game24Puzzle.Of(4, 5, 6, 10).Statement, steps).Probabilities![^1][0];
        Assert.True(Correct("10 - 4 = 6 (left: 5 6 6)") > 0.5);
        Assert.True(Correct("10 - 4 = 7 (left: 5 6 7)") < 0.5);
        Assert.True(Correct("10 - 4 = 6 (left: 5 6 6)", "6 / 6 = 1 (left: 1 5)") < 0.5);
    }
}
