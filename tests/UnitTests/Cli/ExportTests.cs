using System.Security.Cryptography;
using System.Text;
using System.Text.Json;
using Microsoft.AspNetCore.Http;
using Platform.Contracts;

namespace Platform.UnitTests.Cli;

public sealed class ExportTests : IDisposable
{
    private readonly string folder = Directory.CreateTempSubdirectory("export-test-").FullName;
    private readonly byte[] file = Encoding.UTF8.GetBytes("{\"prompt\":\"é\"}\n{\"prompt\":\"b\"}\n");

    public void Dispose() => Directory.Delete(folder, recursive: true);

    private ExportSummary Summary =>
        new(
            "mine",
            7,
            "trl",
            "lines",
            "file",
            "positive",
            null,
            [],
            new Dictionary<string, IReadOnlyList<string>> { ["not-in"] = ["math500"] },
            2,
            2,
            3,
            1,
            new Dictionary<string, long> { ["no step is labelled"] = 4 },
            new Dictionary<string, long> { ["math500"] = 1 },
            file.Length,
            Convert.ToHexStringLower(SHA256.HashData(file))
        );

    private string At(string name) => Path.Combine(folder, name);

    [Fact]
    public async Task Every_option_arrives()
    {
        await using var dataset = await FakeDataset.Start();
        ExportOptions? got = null;
        dataset.OnExport = (_, options) =>
        {
            got = options;
            return (file, Summary);
        };
        var run = new CommandRun(dataset);

        Assert.Equal(
            0,
            await run.Run(
                [
                    .. (string[])["export", "mine", "--format", "trl", "--neutral", "drop", "--labeller", "oracle"],
                    .. (string[])["--not-quality-control", "--not-screening", "--finish-reason", "solution"],
                    .. (string[])["--finish-reason", "give_up", "--generation", "1", "--generation", "2"],
                    .. (string[])["--annotator", "a b", "--not-in", "math500", "--refuse-overlap", "--model", "rm"],
                    .. (string[])["--out", At("a.jsonl.gz")],
                ]
            )
        );

        Assert.Equal(
            JsonSerializer.Serialize(
                new ExportOptions
                {
                    Format = "trl",
                    Labeller = "oracle",
                    Neutral = "drop",
                    Layout = "lines",
                    Gzip = true,
                    Model = ["rm"],
                    NotQualityControl = true,
                    NotScreening = true,
                    FinishReason = ["solution", "give_up"],
                    Generation = [1, 2],
                    Annotator = ["a b"],
                    NotIn = ["math500"],
                    RefuseOverlap = true,
                }
            ),
            JsonSerializer.Serialize(got)
        );
    }

    [Fact]
    public async Task The_file_stands_beside_what_it_holds()
    {
        await using var dataset = await FakeDataset.Start();
        dataset.OnExport = (_, _) => (file, Summary);
        var run = new CommandRun(dataset);

        Assert.Equal(0, await run.Run(["export", "mine", "--format", "trl", "--out", At("a.jsonl")]));

        Assert.Equal(file, await File.ReadAllBytesAsync(At("a.jsonl"), TestContext.Current.CancellationToken));
        using var beside = JsonDocument.Parse(
            await File.ReadAllTextAsync(At("a.jsonl.export.json"), TestContext.Current.CancellationToken)
        );
        Assert.Equal("positive", beside.RootElement.GetProperty("neutral").GetString());
        Assert.Equal(Summary.Sha256, beside.RootElement.GetProperty("sha256").GetString());
        Assert.Contains("Exported 2 records of 2 problems as trl; 3 neutral labels became positive", run.Error);
        Assert.Contains("Left out 4 solutions: no step is labelled", run.Error);
        Assert.Contains("Left out 1 problem that is in math500", run.Error);
        Assert.Equal("", run.Out);
    }

    [Fact]
    public async Task Standard_output_holds_the_file_only()
    {
        await using var dataset = await FakeDataset.Start();
        dataset.OnExport = (_, _) => (file, Summary);
        var run = new CommandRun(dataset);

        Assert.Equal(0, await run.Run(["export", "mine", "--format", "trl"]));

        Assert.Equal(Encoding.UTF8.GetString(file), run.Out.ReplaceLineEndings("\n"));
    }

    [Fact]
    public async Task A_file_that_changed_on_its_way_is_not_kept()
    {
        await using var dataset = await FakeDataset.Start();
        dataset.OnExport = (_, _) => ([1, 2, 3], Summary);
        await File.WriteAllTextAsync(At("a.jsonl"), "old", TestContext.Current.CancellationToken);
        var run = new CommandRun(dataset);

        Assert.Equal(1, await run.Run(["export", "mine", "--out", At("a.jsonl")]));

        Assert.Equal("old", await File.ReadAllTextAsync(At("a.jsonl"), TestContext.Current.CancellationToken));
        Assert.Equal([At("a.jsonl")], Directory.GetFiles(folder));
        Assert.Contains("not the one that was sent", run.Error);
    }

    [Fact]
    public async Task A_refusal_is_printed_as_its_sentence()
    {
        await using var dataset = await FakeDataset.Start();
        // The first answer is to the question whether Dataset is there.
        dataset.Instead.Enqueue(Results.Ok(Array.Empty<ModelSummary>()));
        dataset.Instead.Enqueue(Results.Problem("neutral: say what they become.", statusCode: 400));
        var run = new CommandRun(dataset);

        Assert.Equal(1, await run.Run(["export", "mine", "--format", "trl", "--out", At("a.jsonl")]));

        Assert.Contains("neutral: say what they become.", run.Error);
        Assert.Empty(Directory.GetFiles(folder));
    }

    [Theory]
    [InlineData("a.parquet", "parquet")]
    [InlineData("a.json", "json")]
    [InlineData("a.jsonl", "lines")]
    [InlineData("a.txt", null)]
    public async Task The_extension_chooses_the_layout(string name, string? layout)
    {
        await using var dataset = await FakeDataset.Start();
        ExportOptions? got = null;
        dataset.OnExport = (_, options) =>
        {
            got = options;
            return (file, Summary);
        };

        Assert.Equal(0, await new CommandRun(dataset).Run(["export", "mine", "--format", "trl", "--out", At(name)]));

        Assert.Equal((layout, null), (got!.Layout, got.Gzip));
    }

    [Fact]
    public async Task A_parquet_file_needs_a_name()
    {
        var run = new CommandRun(null);

        Assert.Equal(2, await run.Run(["export", "mine", "--parquet"]));

        Assert.Contains("--out", run.Error);
    }
}
