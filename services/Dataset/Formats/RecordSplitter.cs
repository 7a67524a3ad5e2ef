using System.Runtime.CompilerServices;
using System.Text;

namespace Platform.Dataset.Formats;

/// <summary>
/// Splits a file into JSON records and never holds more than one in memory. A record is a line or, if the file is a JSON
/// array or pretty-printed, a JSON value, or an element of the arrays of MR-Ben's object.
/// </summary>
internal sealed class RecordSplitter(Stream file, int longest = RecordSplitter.Longest)
{
    /// <summary>Maximum length of a record in bytes; a longer one is an error and is not kept in memory.</summary>
    public const int Longest = 64 << 20;

    /// <summary>Bytes that decide whether records are lines.</summary>
    private const int Head = 16 << 10;

    private byte[] _buffer = new byte[64 << 10];
    private int _start; // start of the current record
    private int _end; // end of the bytes read
    private bool _ended;

    public async IAsyncEnumerable<RawRecord> Split(
        [EnumeratorCancellation] CancellationToken cancellationToken = default
    )
    {
        while (!_ended && _end < Head)
        {
            await Fill(cancellationToken);
        }

        var head = WithoutMark(_buffer.AsSpan(0, _end));
        _start = _end - head.Length;
        head = head[..Math.Min(head.Length, Head)];
        var grouped = IsGroups(head);
        var ends = new RecordEnds(grouped || IsValues(head), grouped);
        var scanned = _start;
        var tooLong = false;
        for (var number = 1; ; )
        {
            var length = ends.Find(_buffer.AsSpan(scanned.._end));
            scanned = length < 0 ? _end : scanned + length;
            tooLong |= scanned - _start > longest;
            if (length < 0 && !_ended)
            {
                if (tooLong)
                {
                    _start = _end; // discard it and only look for its end
                }

                scanned -= _start;
                await Fill(cancellationToken);
                continue;
            }

            var bytes = Trim(_buffer.AsMemory(_start..scanned), ends);
            _start = scanned;
            if (ends.IsHeading)
            {
                bytes = default;
            }

            if (tooLong)
            {
                yield return new RawRecord(number, default, $"longer than {longest:N0} bytes");
            }
            else if (!bytes.IsEmpty)
            {
                yield return new RawRecord(number, bytes, null);
            }

            if (tooLong || !bytes.IsEmpty || ends.CountsEmpty)
            {
                number++;
            }

            tooLong = false;
            if (length >= 0)
            {
                continue;
            }

            if (ends.Missing is { } missing)
            {
                yield return new RawRecord(number, default, missing);
            }

            yield break;
        }
    }

    /// <summary>Moves the current record to the start of the buffer and reads more bytes after it.</summary>
    private async ValueTask Fill(CancellationToken cancellationToken)
    {
        _buffer.AsSpan(_start.._end).CopyTo(_buffer);
        (_start, _end) = (0, _end - _start);
        if (_end == _buffer.Length)
        {
            Array.Resize(ref _buffer, _buffer.Length * 2);
        }

        var read = await file.ReadAsync(_buffer.AsMemory(_end), cancellationToken);
        _ended = read == 0;
        _end += read;
    }

    /// <summary>
    /// Returns true if, after comments, the file starts with an array or with an object that continues on the next line.
    /// </summary>
    private static bool IsValues(ReadOnlySpan<byte> head)
    {
        head = head.TrimStart(" \t\r\n"u8);
        while ((head.StartsWith("//"u8) || head.StartsWith("#"u8)) && head.IndexOf((byte)'\n') is var end and > 0)
        {
            head = head[end..].TrimStart(" \t\r\n"u8);
        }

        var line = head.IndexOf((byte)'\n');
        return head.StartsWith("["u8)
            || (
                line > 0
                && head.StartsWith("{"u8)
                && head[line..].TrimStart(" \t\r\n"u8) is { IsEmpty: false } next
                && next[0] != '{'
                && new RecordEnds(values: true).Find(head[..line]) < 0
            );
    }

    /// <summary>Returns true for MR-Ben's object from a question's UUID to the array of its solutions.</summary>
    private static bool IsGroups(ReadOnlySpan<byte> head)
    {
        head = head.TrimStart(" \t\r\n"u8);
        if (!Take(ref head, "{"u8) || !Take(ref head, "\""u8) || head.IndexOf((byte)'"') is not (>= 0 and var end))
        {
            return false;
        }

        head = head[(end + 1)..];
        return Take(ref head, ":"u8)
            && Take(ref head, "["u8)
            && Take(ref head, "{"u8)
            && Take(ref head, "\"Question_UUID\""u8);

        static bool Take(ref ReadOnlySpan<byte> text, ReadOnlySpan<byte> mark)
        {
            text = text.TrimStart(" \t\r\n"u8);
            if (!text.StartsWith(mark))
            {
                return false;
            }

            text = text[mark.Length..];
            return true;
        }
    }

    private static ReadOnlySpan<byte> WithoutMark(ReadOnlySpan<byte> head) =>
        head.StartsWith(Encoding.UTF8.Preamble) ? head[Encoding.UTF8.Preamble.Length..] : head;

    private static ReadOnlyMemory<byte> Trim(ReadOnlyMemory<byte> record, RecordEnds ends)
    {
        var span = record.Span;
        var from = span.IndexOfAnyExcept(ends.Around);
        return from < 0 ? default : record[from..(span.LastIndexOfAnyExcept(ends.Around) + 1)];
    }
}

/// <summary>A record's bytes, valid until the next record is requested, or an error.</summary>
internal readonly record struct RawRecord(int Number, ReadOnlyMemory<byte> Bytes, string? Error);
