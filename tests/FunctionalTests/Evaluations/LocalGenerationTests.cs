using System.Text.Json;
using Platform.Contracts;
using Platform.FunctionalTests.Trainings;
using Platform.Tests;

namespace Platform.FunctionalTests.Evaluations;

public sealed class LocalGenerationTests(SharedPlatform platform)
{
    private static CancellationToken Token => TestContext.Current.CancellationToken;

    [Fact]
    public async Task A_language_model_that_was_just_trained_writes_solutions_the_same_ones_after_a_kill()
    {
        await platform.ImportSample("to-write", problems: 6);
        var training = await platform.Trained(
            await platform.Train(Objective.Language, "lm-writes", "to-write", TrainingJobs.Tiny with { Epochs = 4 })
        );
        var first = await Evaluate("written-1", kill: false);
        var second = await Evaluate("written-2", kill: true);

        Assert.Equal(first, second);
        Assert.Equal(4 * 24, (await platform.Dataset.GetPool("written-1", Token)).Solutions);
        Assert.Equal(training.Model, (await platform.Dataset.GetModel("lm-writes", "language", Token)).Version);
    }

    [Fact]
    public async Task A_language_model_that_does_not_exist_ends_the_evaluation_with_the_reason()
    {
        var nobody = new string('0', 64);
        await ImportProblems("not-written");
        var status = await platform.End(await Submit("not-written", 2, nobody));
        Assert.Equal("failed", status.State);
        Assert.Contains(status.Reasons, r => r.Contains($"Dataset does not know the model {nobody}."));
    }

    /// <summary>Returns the report's numbers for 24 samples of each of four problems.</summary>
    private async Task<string> Evaluate(string pool, bool kill)
    {
        await ImportProblems(pool);
        var id = await Submit(pool, 24, "lm-writes");
        if (kill)
        {
            await platform.Until(id, s => s.Stages.Any(stage => stage.Done > 0));
            platform.Kill("generator");
        }
        var report = await platform.Report(id);
        Assert.Empty(report.Failures);
        return JsonSerializer.Serialize(report.Strategies);
    }

    private async Task ImportProblems(string pool)
    {
        var lines = await File.ReadAllLinesAsync(Checkout.Sample, Token);
        var problems = lines
            .Skip(6)
            .Take(4)
            .Select(line => JsonSerializer.Deserialize<JsonElement>(line))
            .Select(p => new
            {
                problem = p.GetProperty("problem").GetString(),
                answer = p.GetProperty("answer").GetString(),
                solutions = Array.Empty<object>(),
            });
        var text = string.Join('\n', problems.Select(p => JsonSerializer.Serialize(p)));
        await platform.Import(pool, new MemoryStream(System.Text.Encoding.UTF8.GetBytes(text)));
    }

    private async Task<Guid> Submit(string pool, int samples, string model)
    {
        var id = Guid.CreateVersion7();
        var job = new SubmitEvaluation(id, pool, Samples: samples, Sampling: new Sampling(MaxTokens: 64, Model: model));
        await platform.Broker.Submit(JsonSerializer.SerializeToUtf8Bytes(job, JsonSerializerOptions.Web));
        return id;
    }
}
