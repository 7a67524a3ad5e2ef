using System.Text.Json;
using Platform.Contracts;

namespace Platform.FunctionalTests.Evaluations;

public sealed class RecoveryTests(SharedPlatform platform)
{
    private const int Problems = 30;
    private static readonly string[] Models = ["prm-maths", "orm-maths"];

    [Fact]
    public async Task An_evaluation_survives_kill_9_of_anything_and_two_scorers_equal_one()
    {
        await platform.ImportSample("disturbed", Problems);
        await platform.ImportSample("undisturbed", Problems);
        var finished = (await platform.Dataset.GetPool("disturbed", TestContext.Current.CancellationToken)).Finished;
        var before = await Scored();

        var disturbed = await platform.Submit("disturbed", Models);
        var total = Models.Length * finished;
        foreach (
            var (share, victim) in new[]
            {
                (0.1, "scorer-1"),
                (0.25, "dataset"),
                (0.4, "rabbitmq"),
                (0.6, "postgres"),
                (0.7, "selector"),
            }
        )
        {
            await platform.Until(disturbed, s => Done(s) >= share * total);
            platform.Kill(victim);
        }

        var after = await platform.Report(disturbed);
        var status = await platform.Until(disturbed, s => s.State == "completed");
        Assert.Equal((total, 0), (Done(status), Failed(status)));
        Assert.Equal(before.Select(n => n + finished), await Scored());

        await platform.StopAsync();
        await platform.StartAsync(scorers: 1);
        var calm = await platform.Report(await platform.Submit("undisturbed", Models));
        await platform.StopAsync();
        await platform.StartAsync(scorers: 2);

        Assert.Equal(Numbers(calm), Numbers(after));
        Assert.Equal(before.Select(n => n + 2 * finished), await Scored());
    }

    [Fact]
    public async Task Every_scorer_consumes_again_after_the_broker_was_killed_again_and_again()
    {
        for (var kill = 0; kill < 3; kill++)
        {
            platform.Kill("rabbitmq");
            foreach (var queue in new[] { Queues.ScoreSolutions, Queues.ScoreInteractively })
            {
                await platform.Poll(
                    $"Consumers of {queue} after kill {kill}",
                    c => platform.Broker.Consumers(queue, c),
                    consumers => consumers == 2
                );
            }
        }

        await platform.ImportSample("broker-killed", 5);
        Assert.Empty((await platform.Report(await platform.Submit("broker-killed", Models))).Failures);
    }

    private async Task<long[]> Scored()
    {
        var models = await platform.Dataset.GetModels(TestContext.Current.CancellationToken);
        return [.. Models.Select(name => models.Where(m => m.Name == name).Sum(m => m.Scored))];
    }

    private static long Done(EvaluationStatus status) => status.Stages.Where(s => s.Stage == "score").Sum(s => s.Done);

    private static long Failed(EvaluationStatus status) => status.Stages.Sum(s => s.Failed);

    /// <summary>Returns every count and every curve, to the last bit.</summary>
    private static string Numbers(EvaluationReport report) =>
        JsonSerializer.Serialize(report with { Evaluation = Guid.Empty, Pool = "", Lineage = null! });
}
