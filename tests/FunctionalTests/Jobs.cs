using System.Text;
using System.Text.Json;
using Platform.Contracts;
using Platform.Synthetic;
using Platform.Tests;
using Refit;

namespace Platform.FunctionalTests;

/// <summary>Imports, submits and waits, tolerating services that are being killed.</summary>
internal static class Jobs
{
    private static readonly TimeSpan Limit = TimeSpan.FromMinutes(4);

    public static async Task<ImportResult> Import(
        this SharedPlatform platform,
        string pool,
        Stream file,
        string? format = null
    ) => await platform.Dataset.Import(pool, format, file, TestContext.Current.CancellationToken);

    public static async Task<ImportResult> Import(this SharedPlatform platform, string pool, string path)
    {
        await using var file = File.OpenRead(path);
        return await platform.Import(pool, file);
    }

    /// <summary>Imports the first problems of the shipped sample as a pool.</summary>
    public static async Task<ImportResult> ImportSample(this SharedPlatform platform, string pool, int problems)
    {
        var lines = await File.ReadAllLinesAsync(Checkout.Sample, TestContext.Current.CancellationToken);
        var text = string.Join('\n', lines.Take(problems));
        return await platform.Import(pool, new MemoryStream(Encoding.UTF8.GetBytes(text)));
    }

    /// <summary>Imports problems of the family chain as a pool without solutions.</summary>
    public static Task<ImportResult> ImportChains(this SharedPlatform platform, string pool, int seed, int problems)
    {
        var lines = SyntheticProblems
            .Make("chain", SyntheticSplit.Test, seed, problems, 4, 5)
            .Select(p =>
                JsonSerializer.Serialize(
                    new
                    {
                        problem = p.Statement,
                        answer = $"{p.Answer}",
                        solutions = Array.Empty<object>(),
                    }
                )
            );
        return platform.Import(pool, new MemoryStream(Encoding.UTF8.GetBytes(string.Join('\n', lines))));
    }

    public static async Task<Guid> Submit(
        this SharedPlatform platform,
        string pool,
        string[]? models = null,
        int? samples = null,
        VoteTies? ties = null,
        StepOptions? steps = null
    )
    {
        var id = Guid.CreateVersion7();
        var body = new SubmitEvaluation(id, pool, models, samples, Ties: ties, Steps: steps);
        await platform.Broker.Submit(JsonSerializer.SerializeToUtf8Bytes(body, JsonSerializerOptions.Web));
        return id;
    }

    public static async Task<EvaluationStatus> End(this SharedPlatform platform, Guid evaluation) =>
        await platform.Until(evaluation, s => s.Ended is not null);

    /// <summary>Polls until a condition holds; errors on the way are expected while services are down.</summary>
    public static Task<EvaluationStatus> Until(
        this SharedPlatform platform,
        Guid evaluation,
        Func<EvaluationStatus, bool> holds
    ) => platform.Poll($"Evaluation {evaluation}", c => platform.Dataset.GetEvaluation(evaluation, c), holds);

    /// <summary>Repeats a request until the response is as expected.</summary>
    public static async Task<T> Poll<T>(
        this SharedPlatform platform,
        string what,
        Func<CancellationToken, Task<T>> ask,
        Func<T, bool> holds
    )
    {
        using var limit = CancellationTokenSource.CreateLinkedTokenSource(TestContext.Current.CancellationToken);
        limit.CancelAfter(Limit);
        object? last = "nothing yet";
        while (!limit.IsCancellationRequested)
        {
            try
            {
                var answer = await ask(limit.Token);
                last = answer;
                if (holds(answer))
                {
                    return answer;
                }
            }
            catch (Exception e) when (e is ApiException or HttpRequestException or OperationCanceledException)
            {
                last = e.Message;
            }

            await Task.Delay(100, CancellationToken.None);
        }

        throw new TimeoutException($"{what} did not get there: {last}\n{platform.Log()}");
    }

    /// <summary>Returns the report of an evaluation, which must complete.</summary>
    public static async Task<EvaluationReport> Report(this SharedPlatform platform, Guid evaluation)
    {
        var status = await platform.End(evaluation);
        Assert.True(status.State == "completed", $"{status.State}: {string.Join("; ", status.Reasons)}");
        return await platform.Dataset.GetReport(evaluation, TestContext.Current.CancellationToken);
    }

    public static double At(this EvaluationReport report, string strategy, int n) =>
        report.Strategies.Single(s => s.Name == strategy).Curve.Single(p => p.N == n).Accuracy;
}
