using System.Text;
using System.Text.Json;
using Platform.Contracts;
using Platform.Dataset.Exports;
using Platform.Dataset.Formats;
using Platform.Dataset.Pools;

namespace Platform.UnitTests.Dataset.Exports;

/// <summary>Imports and exports with a real Postgres.</summary>
internal static class ExportUnderTest
{
    private static CancellationToken Token => TestContext.Current.CancellationToken;

    public static Task<ImportResult> Import(this DatasetUnderTest dataset, string text, string pool = "p") =>
        dataset.Import(new MemoryStream(Encoding.UTF8.GetBytes(text)), pool);

    public static Task<ImportResult> Import(this DatasetUnderTest dataset, Stream file, string pool = "p") =>
        new PoolWriter(dataset.Source, TimeProvider.System).Write(pool, new PoolReader(), file, null, Token);

    public static async Task<(byte[] File, ExportSummary Summary)> Export(
        this DatasetUnderTest dataset,
        ExportOptions options,
        string pool = "p"
    )
    {
        await using var file = (await new PoolExport(dataset.Source).Write(pool, ExportRequest.Read(options), Token))!;
        var bytes = new MemoryStream();
        await file.Content.CopyToAsync(bytes, Token);
        return (bytes.ToArray(), file.Summary);
    }

    public static async Task<string> Exported(
        this DatasetUnderTest dataset,
        ExportOptions options,
        string pool = "p"
    ) => Encoding.UTF8.GetString((await dataset.Export(options, pool)).File);

    /// <summary>The records of a file: lines, or the elements of an array.</summary>
    public static IReadOnlyList<JsonElement> Records(string text) =>
        text.TrimStart().StartsWith('[')
            ? [.. JsonElement.Parse(text).EnumerateArray()]
            : [.. text.Split('\n', StringSplitOptions.RemoveEmptyEntries).Select(line => JsonElement.Parse(line))];

    /// <summary>Fails with the first record that differs; the order of fields does not count.</summary>
    public static void Same(string expected, string actual)
    {
        var (before, after) = (Records(expected), Records(actual));
        foreach (var (wanted, got) in before.Zip(after))
        {
            Assert.True(JsonElement.DeepEquals(wanted, got), $"{wanted}\nbecame\n{got}");
        }

        Assert.Equal(before.Count, after.Count);
    }
}
