using System.Buffers;
using System.Runtime.CompilerServices;
using System.Text.Json;
using Parquet;
using Platform.Dataset.Json;

namespace Platform.Dataset.Formats;

/// <summary>
/// Reads the rows of a Parquet file as JSON records with the columns as fields, lists and structs included, so that every
/// format can be a Parquet file. One row group is in memory at a time.
/// </summary>
internal static class ParquetRecords
{
    public static ReadOnlySpan<byte> Magic => "PAR1"u8;

    public static async IAsyncEnumerable<RawRecord> Read(
        Stream file,
        [EnumeratorCancellation] CancellationToken cancellationToken
    )
    {
        // A Parquet file has its index at the end, and a reader must seek.
        await using var copy = new FileStream(
            Path.Combine(Path.GetTempPath(), Path.GetRandomFileName()),
            new FileStreamOptions
            {
                Mode = FileMode.CreateNew,
                Access = FileAccess.ReadWrite,
                Options = FileOptions.DeleteOnClose | FileOptions.Asynchronous,
            }
        );
        await file.CopyToAsync(copy, cancellationToken);
        await using var reader = await Try(() =>
            ParquetReader.CreateAsync(copy, leaveStreamOpen: true, cancellationToken: cancellationToken)
        );
        var json = new ArrayBufferWriter<byte>();
        await using var writer = new Utf8JsonWriter(json, new JsonWriterOptions { SkipValidation = true });
        var number = 0;
        for (var group = 0; group < reader.RowGroupCount; group++)
        {
            var rows = reader.OpenRowGroupReader(group);
            using var columns = await Try(() => ParquetColumns.Read(rows, reader.Schema, cancellationToken));
            for (var row = 0L; row < rows.RowCount; row++)
            {
                json.ResetWrittenCount();
                writer.Reset();
                columns.WriteRow(writer);
                await writer.FlushAsync(cancellationToken);
                yield return new RawRecord(++number, json.WrittenMemory, null);
            }
        }
    }

    private static async Task<T> Try<T>(Func<Task<T>> read)
    {
        try
        {
            return await read();
        }
        catch (Exception e) when (e is not (OperationCanceledException or UnreadableException))
        {
            throw new UnreadableException($"the Parquet file cannot be read: {e.Message}", e);
        }
    }
}
