namespace Platform.Dataset.Formats;

/// <summary>Looks at the next bytes of a stream before they are read. It leaves the stream open.</summary>
internal sealed class PeekStream(Stream inner) : ReadStream
{
    private byte[] _ahead = [];
    private int _start;
    private int _end;
    private long _position;

    /// <summary>Bytes read so far.</summary>
    public override long Position
    {
        get => _position;
        set => throw new NotSupportedException();
    }

    /// <summary>Returns the next bytes, fewer than asked for only at the end.</summary>
    public async ValueTask<ReadOnlyMemory<byte>> Peek(int count, CancellationToken cancellationToken)
    {
        if (_end - _start < count)
        {
            var ahead = new byte[count];
            _ahead.AsSpan(_start.._end).CopyTo(ahead);
            (_ahead, _start, _end) = (ahead, 0, _end - _start);
            _end += await inner.ReadAtLeastAsync(
                ahead.AsMemory(_end),
                count - _end,
                throwOnEndOfStream: false,
                cancellationToken
            );
        }
        return _ahead.AsMemory(_start, Math.Min(count, _end - _start));
    }

    public override async ValueTask<int> ReadAsync(Memory<byte> buffer, CancellationToken cancellationToken = default)
    {
        var read = Math.Min(buffer.Length, _end - _start);
        _ahead.AsMemory(_start, read).CopyTo(buffer);
        _start += read;
        if (read == 0)
        {
            read = await inner.ReadAsync(buffer, cancellationToken);
        }

        _position += read;
        return read;
    }
}
