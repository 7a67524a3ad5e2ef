using System.Text.Json;
using Platform.Contracts;
using Platform.DatasetClient;
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
        string[] evaluate = ["evaluate", "--pool", "client", "--model", "prm-maths", "--json"];

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

    [Fact]
    public async Task A_model_is_trained_through_the_queue_written_to_disk_and_found_again()
    {
        await platform.ImportSample("client-train", problems: 2);
        var output = Path.Combine(Path.GetTempPath(), $"client-train-{Guid.NewGuid():N}");
        string[] train =
        [
            .. (string[])["train", "process", "--pool", "client-train", "--name", "prm-client", "--json"],
            .. (string[])["--layers", "1", "--width", "16", "--heads", "2", "--epochs", "0.5", "--threads", "1"],
        ];

        var trained = await Client.Run(platform, "", [.. train, "--out", output]);
        Assert.True(trained.Code == 0, trained.Error);
        var training = Read<TrainingStatus>(trained.Out);
        Assert.Equal(("prm-client", "completed", 128), (training.Name, training.State, training.Examples!.Value));
        var files = await ModelDirectory.List(output, TestContext.Current.CancellationToken);
        Assert.Equal(training.Model, ModelDirectory.Version(files));
        Directory.Delete(output, recursive: true);

        var repeated = await Client.Run(platform, "", train);
        Assert.Equal(training.Id, Read<TrainingStatus>(repeated.Out).Id);
        var shown = await Client.Run(platform, "", "trainings", $"{training.Id}");
        Assert.Contains(training.Model!, shown.Out);
        var refused = await Client.Run(platform, "", "cancel", $"{training.Id}");
        Assert.Equal(1, refused.Code);
        Assert.Contains("cannot be cancelled", refused.Error);
        var wrong = await Client.Run(platform, "", [.. train, "--batch", "0"]);
        Assert.Equal((2, ""), (wrong.Code, wrong.Out));
        Assert.Contains("recipe.batch: must be a whole number from 1 to 65536; got 0.", wrong.Error);
    }
}
