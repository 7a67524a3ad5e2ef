using Platform.Dataset.Json;

namespace Platform.Dataset.Formats;

/// <summary>Decompressed content; damaged data is an <see cref="UnreadableException"/>.</summary>
internal sealed class Decompressed(Compression compression, PeekStream file) : ReadStream
{
    private Stream? _content;

    public override async ValueTask<int> ReadAsync(Memory<byte> buffer, CancellationToken cancellationToken = default)
    {
        try
        {
            _content ??= await compression.Decompress(file, cancellationToken);
            return await _content.ReadAsync(buffer, cancellationToken);
        }
        // A failure of the file itself, such as a client that went away, is an IOException. The libraries throw many types.
        catch (Exception e)
            when (e is EndOfStreamException or not (IOException or OperationCanceledException or UnreadableException))
        {
            throw new UnreadableException(
                $"the {compression.Name} data cannot be read behind byte {file.Position}: it is damaged or was cut off",
                e
            );
        }
    }

    protected override void Dispose(bool disposing)
    {
        _content?.Dispose();
        base.Dispose(disposing);
    }
}
