using Platform.Contracts;
using Platform.Tests;

namespace Platform.FunctionalTests.Evaluations;

/// <summary>The main job on real solutions; the expected figures are published in the data's own README.</summary>
public sealed class RealSolutionsTests(SharedPlatform platform)
{
    [Fact]
    public async Task The_Qwen_pool_gives_its_published_figures()
    {
        var file = RealData.File("candidates/math_100x8_with_rm_scores.jsonl");
        var imported = await platform.Import("qwen", file);

        var first = await platform.Submit("qwen", ties: VoteTies.First);
        var report = await platform.Report(first);
        var uniform = await platform.Report(await platform.Submit("qwen"));

        Assert.Equal((100, 800, 0), (imported.Problems, imported.Solutions, imported.ErrorCount));
        var orm = Assert
            .Single(report.Strategies, s => s.Name.StartsWith("orm:imported-", StringComparison.Ordinal))
            .Name;
        Assert.Equal(0.91, report.At("pass", 1), 9);
        // The published figure counts the first of tied answers.
        Assert.Equal(0.93, report.At("majority", 8), 9);
        Assert.Equal(0.925, uniform.At("majority", 8), 9);
        Assert.Equal((VoteTies.First, VoteTies.Uniform), (report.Lineage.VoteTies, uniform.Lineage.VoteTies));
        Assert.Equal(
            VoteTies.First,
            (await platform.Dataset.GetEvaluation(first, TestContext.Current.CancellationToken)).Ties
        );
        Assert.Equal(0.94, report.At(orm, 8), 9);
        Assert.Equal(0.96, report.At("pass", 8), 9);
    }

    [Fact]
    public async Task The_GSM8K_pool_is_evaluated_whole()
    {
        var imported = await platform.Import("gsm8k", RealData.File("gsm8k/example_model_solutions.jsonl"));

        var report = await platform.Report(await platform.Submit("gsm8k"));
        var pool = await platform.Dataset.GetPool("gsm8k", TestContext.Current.CancellationToken);

        Assert.Equal((1319, 5276, 0), (imported.Problems, imported.Solutions, imported.ErrorCount));
        Assert.Equal((double)pool.Correct / pool.Solutions, report.At("pass", 1), 3);
        Assert.Empty(report.Failures);
    }

    [Fact]
    public async Task The_Game_of_24_pool_gives_its_published_figures()
    {
        var imported = await platform.Import("game24", RealData.File("game24/gpt4_cot_100samples_even.json"));

        var report = await platform.Report(await platform.Submit("game24"));

        Assert.Equal((50, 5000, 0), (imported.Problems, imported.Solutions, imported.ErrorCount));
        Assert.Equal(0.042, report.At("pass", 1), 3);
        Assert.Equal(0.48, report.At("pass", 100), 9);
    }

    [Fact]
    public async Task Importing_twice_changes_nothing()
    {
        var file = RealData.File("candidates/math_100x8_with_rm_scores.jsonl");
        await platform.Import("twice", file);
        var before = await platform.Dataset.GetPool("twice", TestContext.Current.CancellationToken);

        var again = await platform.Import("twice", file);

        Assert.Equal((0, 0, 0, 800), (again.Problems, again.Solutions, again.Scores, again.Unchanged));
        Assert.Equivalent(before, await platform.Dataset.GetPool("twice", TestContext.Current.CancellationToken));
    }
}
