using System.Text.Json;
using Parquet;
using Parquet.Schema;

namespace Platform.Dataset.Formats;

/// <summary>
/// Writes JSON lines as a Parquet file with a row per line. The columns are those of the lines: lists and objects are nested
/// columns, an absent field is null, and values of several types are texts. One row group is in memory at a time.
/// </summary>
internal static class ParquetFile
{
    private const int RowGroupBytes = 8 << 20;

    /// <param name="lines">The lines, from the start; they are read twice.</param>
    /// <param name="to">Where the file is written.</param>
    /// <param name="cancellationToken">Stops reading and writing.</param>
    public static async Task Write(Stream lines, Stream to, CancellationToken cancellationToken)
    {
        var root = new ParquetShape();
        lines.Position = 0;
        await foreach (var record in new RecordSplitter(lines).Split(cancellationToken))
        {
            using var line = JsonDocument.Parse(record.Bytes);
            root.Add(line.RootElement);
        }

        var schema = new ParquetSchema(root.Fields());
        await using var writer = await ParquetWriter.CreateAsync(schema, to, cancellationToken: cancellationToken);
        var rows = new ParquetRows(schema);
        lines.Position = 0;
        var bytes = 0L;
        await foreach (var record in new RecordSplitter(lines).Split(cancellationToken))
        {
            using var line = JsonDocument.Parse(record.Bytes);
            rows.Add(line.RootElement);
            bytes += record.Bytes.Length;
            if (bytes >= RowGroupBytes)
            {
                await rows.Write(writer, cancellationToken);
                bytes = 0;
            }
        }

        if (bytes > 0)
        {
            await rows.Write(writer, cancellationToken);
        }
    }
}
