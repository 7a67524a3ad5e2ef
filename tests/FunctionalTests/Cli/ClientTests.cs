using System.Text.Json;
using Platform.Contracts;
using Platform.Tests;

namespace Platform.FunctionalTests.Cli;

public sealed class ClientTests(SharedPlatform platform)
{
    private static T Read<T>(string json) => JsonSerializer.Deserialize<T>(json, JsonSerializerOptions.Web)!;

    [Fact]
    public async Task A_pool_is_imported_evaluated_through_the_queue_and_found_again()
    {
        var lines = await File.ReadAllLinesAsync(Checkout.Sample, TestContext.Current.CancellationToken);
        var file = string.Join('\n', [.. lines.Take(3), "no line of a pool"]);
        string[] evaluate = ["evaluate", "--pool", "client", "--model", "prm-bootstrap", "--json"];

        var imported = await Client.Run(platform, file, "import", "-", "--pool", "client", "--json");
        Assert.Equal(1, imported.Code);
        Assert.Equal(
            (192, 4),
            (Read<ImportResult>(imported.Out).Solutions, Read<ImportResult>(imported.Out).Errors[0].Line)
        );

        var evaluated = await Client.Run(platform, "", evaluate);
        Assert.True(evaluated.Code == 0, evaluated.Error);
        var report = Read<EvaluationReport>(evaluated.Out);
        Assert.Equal(("client", 3, 192), (report.Pool, report.Problems, report.Solutions));
        Assert.Contains(report.Strategies, s => s.Name == "prm.product");

        var repeated = await Client.Run(platform, "", evaluate);
        Assert.Equal(evaluated.Out, repeated.Out);
        var forced = await Client.Run(platform, "", [.. evaluate, "--new"]);
        Assert.NotEqual(report.Evaluation, Read<EvaluationReport>(forced.Out).Evaluation);

        var page = Path.GetTempFileName();
        var written = await Client.Run(platform, "", "report", $"{report.Evaluation}", "--html", page);
        Assert.Equal((0, ""), (written.Code, written.Out));
        Assert.Contains("<svg", await File.ReadAllTextAsync(page, TestContext.Current.CancellationToken));
        File.Delete(page);
        var shown = await Client.Run(platform, "", "report", $"{report.Evaluation}");
        Assert.Contains("N=64", shown.Out);
        Assert.DoesNotContain('\e', shown.Out);
    }

    [Fact]
    public async Task A_rejected_submission_gives_every_reason()
    {
        var rejected = await Client.Run(
            platform,
            "",
            "evaluate",
            "--pool",
            "not-there",
            "--model",
            "nor-this",
            "--json"
        );

        Assert.Equal((2, ""), (rejected.Code, rejected.Out));
        Assert.Contains("not-there", rejected.Error);
        Assert.Contains("nor-this", rejected.Error);
    }
}
