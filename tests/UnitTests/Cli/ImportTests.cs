using System.Text.Json;
using Microsoft.AspNetCore.Http;
using Platform.Contracts;

namespace Platform.UnitTests.Cli;

public sealed class ImportTests
{
    private static ImportResult Result(params ImportError[] errors) =>
        new("mine", "pool", 30, 5, 20, 0, 0, errors.Length, errors);

    [Fact]
    public async Task A_file_arrives_as_it_is()
    {
        await using var dataset = await FakeDataset.Start();
        var path = Path.GetTempFileName();
        var content = Enumerable.Range(0, 300_000).Select(i => (byte)(i * 31)).ToArray();
        await File.WriteAllBytesAsync(path, content, TestContext.Current.CancellationToken);
        (string Pool, string? Format, byte[] Body) got = default;
        dataset.OnImport = (pool, format, body) =>
        {
            got = (pool, format, body);
            return Results.Ok(Result());
        };
        var run = new CommandRun(dataset);

        Assert.Equal(0, await run.Run(["import", path, "--pool", "mine", "--format", "gsm8k"]));

        File.Delete(path);
        Assert.Equal(("mine", "gsm8k"), (got.Pool, got.Format));
        Assert.Equal(content, got.Body);
        Assert.Contains("new solutions", run.Out);
        Assert.Contains("100 %", run.Error);
    }

    [Fact]
    public async Task Standard_input_is_a_file_too()
    {
        await using var dataset = await FakeDataset.Start();
        var got = Array.Empty<byte>();
        dataset.OnImport = (_, _, body) =>
        {
            got = body;
            return Results.Ok(Result());
        };

        Assert.Equal(0, await new CommandRun(dataset) { Input = [1, 2, 3] }.Run(["import", "-", "--pool", "mine"]));

        Assert.Equal([1, 2, 3], got);
    }

    [Fact]
    public async Task Lines_that_failed_are_named_and_the_exit_code_says_so()
    {
        await using var dataset = await FakeDataset.Start();
        var errors = Enumerable.Range(1, 23).Select(i => new ImportError(i, $"reason {i}")).ToArray();
        dataset.OnImport = (_, _, _) => Results.Ok(Result(errors));
        var run = new CommandRun(dataset);

        Assert.Equal(1, await run.Run(["import", "-", "--pool", "mine"]));

        Assert.Contains("line 20: reason 20", run.Error);
        Assert.DoesNotContain("line 21", run.Error);
        Assert.Contains("and 3 more", run.Error);
    }

    [Fact]
    public async Task Json_holds_every_error_and_nothing_else_stands_beside_it()
    {
        await using var dataset = await FakeDataset.Start();
        var errors = Enumerable.Range(1, 23).Select(i => new ImportError(i, $"reason {i}")).ToArray();
        dataset.OnImport = (_, _, _) => Results.Ok(Result(errors));
        var run = new CommandRun(dataset);

        Assert.Equal(1, await run.Run(["import", "-", "--pool", "mine", "--json"]));

        using var json = JsonDocument.Parse(run.Out);
        Assert.Equal(23, json.RootElement.GetProperty("errors").GetArrayLength());
    }

    [Fact]
    public async Task Dataset_refusal_is_printed_as_its_sentence()
    {
        await using var dataset = await FakeDataset.Start();
        dataset.OnImport = (_, _, _) => Results.Problem("The disk is full.", statusCode: 507);
        var run = new CommandRun(dataset);

        Assert.Equal(1, await run.Run(["import", "-", "--pool", "mine"]));

        Assert.Equal("The disk is full.", run.Error.Trim());
    }

    [Fact]
    public async Task A_file_that_is_not_there_is_wrong_usage()
    {
        await using var dataset = await FakeDataset.Start();
        var run = new CommandRun(dataset);

        Assert.Equal(2, await run.Run(["import", "/not/there.jsonl", "--pool", "mine"]));

        Assert.Contains("/not/there.jsonl", run.Error);
        Assert.DoesNotContain("   at ", run.Error);
    }
}
