using System.Runtime.CompilerServices;
using Platform.Dataset.Json;

namespace Platform.Dataset.Formats;

/// <summary>
/// Opens a file by its content: it decompresses what is compressed, also twice, and splits JSON or Parquet into records.
/// </summary>
internal static class FileRecords
{
    private const int MostLayers = 3;

    /// <exception cref="UnreadableException">The rest of the file cannot be read; the message says why.</exception>
    public static async IAsyncEnumerable<RawRecord> Read(
        Stream file,
        [EnumeratorCancellation] CancellationToken cancellationToken
    )
    {
        var content = new PeekStream(file);
        for (var layer = 0; layer < MostLayers; layer++)
        {
            var head = await content.Peek(Compression.Head, cancellationToken);
            if (Compression.Of(head.Span) is not { } compression)
            {
                break;
            }

            content = new PeekStream(new Decompressed(compression, content));
        }
        var start = await content.Peek(ForeignContent.Head, cancellationToken);
        if (start.Span.StartsWith(ParquetRecords.Magic))
        {
            await foreach (var record in ParquetRecords.Read(content, cancellationToken))
            {
                yield return record;
            }
        }
        else if (ForeignContent.Reason(start.Span) is { } reason)
        {
            throw new UnreadableException(reason);
        }
        else
        {
            await foreach (var record in new RecordSplitter(content).Split(cancellationToken))
            {
                yield return record;
            }
        }
    }
}
