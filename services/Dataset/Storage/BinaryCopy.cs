using System.Buffers;
using System.Buffers.Binary;
using System.Text;
using Npgsql;

namespace Platform.Dataset.Storage;

/// <summary>
/// Writes rows with Postgres' binary COPY. Npgsql's importer resolves a converter for each value and awaits each write, which
/// took longer than everything else in an import; here a row is encoded into a buffer, and the buffer is sent when it is full.
/// Values are written in the order of the columns, after <see cref="Row"/>.
/// </summary>
internal sealed class BinaryCopy : IAsyncDisposable
{
    private const int Full = 64 << 10;
    private const int TextType = 25;
    private const int DoubleType = 701;

    private readonly NpgsqlRawCopyStream _stream;
    private readonly short _columns;
    private readonly ArrayBufferWriter<byte> _rows = new(2 * Full);
    private bool _completed;

    private BinaryCopy(NpgsqlRawCopyStream stream, int columns)
    {
        (_stream, _columns) = (stream, (short)columns);
        _rows.Write("PGCOPY\n"u8);
        _rows.Write<byte>([0xFF, (byte)'\r', (byte)'\n', 0, 0, 0, 0, 0, 0, 0, 0, 0]);
    }

    /// <param name="connection">An open connection.</param>
    /// <param name="table">The table.</param>
    /// <param name="columns">Its columns, in the order in which values are written.</param>
    /// <param name="cancellationToken">Stops the command.</param>
    public static async Task<BinaryCopy> Begin(
        NpgsqlConnection connection,
        string table,
        string[] columns,
        CancellationToken cancellationToken
    ) =>
        new(
            await connection.BeginRawBinaryCopyAsync(
                $"copy {table} ({string.Join(", ", columns)}) from stdin (format binary)",
                cancellationToken
            ),
            columns.Length
        );

    /// <summary>Begins a row.</summary>
    public async ValueTask Row(CancellationToken cancellationToken)
    {
        if (_rows.WrittenCount >= Full)
        {
            await Send(cancellationToken);
        }

        BinaryPrimitives.WriteInt16BigEndian(_rows.GetSpan(2), _columns);
        _rows.Advance(2);
    }

    public void Null() => Raw(-1);

    public void Write(int value)
    {
        Raw(4);
        Raw(value);
    }

    public void Write(long value)
    {
        Raw(8);
        BinaryPrimitives.WriteInt64BigEndian(_rows.GetSpan(8), value);
        _rows.Advance(8);
    }

    public void Write(double? value)
    {
        if (value is { } number)
        {
            Raw(number);
        }
        else
        {
            Null();
        }
    }

    public void Write(bool? value)
    {
        if (value is { } truth)
        {
            Raw(1);
            _rows.Write<byte>([(byte)(truth ? 1 : 0)]);
        }
        else
        {
            Null();
        }
    }

    public void Write(string? value)
    {
        if (value is null)
        {
            Null();
        }
        else
        {
            Raw(value);
        }
    }

    /// <summary>Writes a value of type jsonb.</summary>
    public void WriteJson(string? json)
    {
        if (json is null)
        {
            Null();
            return;
        }

        const byte version = 1;
        Raw(Encoding.UTF8.GetByteCount(json) + 1);
        _rows.Write<byte>([version]);
        Encoding.UTF8.GetBytes(json, _rows);
    }

    /// <summary>Writes a value of type jsonb, given in UTF-8.</summary>
    public void WriteUtf8Json(byte[]? json)
    {
        if (json is null)
        {
            Null();
            return;
        }

        const byte version = 1;
        Raw(json.Length + 1);
        _rows.Write<byte>([version]);
        _rows.Write(json);
    }

    public void Write(IReadOnlyList<string> values)
    {
        var length = ArrayHeader;
        foreach (var value in values)
        {
            length += 4 + Encoding.UTF8.GetByteCount(value);
        }

        Raw(values.Count == 0 ? EmptyHeader : length);
        Header(values.Count, TextType);
        foreach (var value in values)
        {
            Raw(value);
        }
    }

    /// <summary>Writes the rows one after the other as one array.</summary>
    public void Write(IReadOnlyList<double[]> rows)
    {
        var count = 0;
        foreach (var row in rows)
        {
            count += row.Length;
        }

        Raw(count == 0 ? EmptyHeader : ArrayHeader + count * 12);
        Header(count, DoubleType);
        foreach (var row in rows)
        {
            foreach (var value in row)
            {
                Raw(value);
            }
        }
    }

    /// <summary>Stores the rows; without it, none is stored.</summary>
    public async Task Complete(CancellationToken cancellationToken)
    {
        BinaryPrimitives.WriteInt16BigEndian(_rows.GetSpan(2), -1);
        _rows.Advance(2);
        await Send(cancellationToken);
        _completed = true;
        await _stream.DisposeAsync();
    }

    public async ValueTask DisposeAsync()
    {
        if (!_completed)
        {
            _completed = true;
            await _stream.CancelAsync();
        }
    }

    /// <summary>Dimensions, nulls, type of the elements, and the length and the lower bound of the dimension.</summary>
    private const int ArrayHeader = 20;

    private const int EmptyHeader = 12;

    private void Header(int count, int type)
    {
        Raw(count == 0 ? 0 : 1);
        Raw(0);
        Raw(type);
        if (count > 0)
        {
            Raw(count);
            Raw(1);
        }
    }

    private void Raw(int value)
    {
        BinaryPrimitives.WriteInt32BigEndian(_rows.GetSpan(4), value);
        _rows.Advance(4);
    }

    private void Raw(double value)
    {
        Raw(8);
        BinaryPrimitives.WriteDoubleBigEndian(_rows.GetSpan(8), value);
        _rows.Advance(8);
    }

    private void Raw(string value)
    {
        var span = _rows.GetSpan(4 + Encoding.UTF8.GetMaxByteCount(value.Length));
        var length = Encoding.UTF8.GetBytes(value, span[4..]);
        BinaryPrimitives.WriteInt32BigEndian(span, length);
        _rows.Advance(4 + length);
    }

    private async ValueTask Send(CancellationToken cancellationToken)
    {
        await _stream.WriteAsync(_rows.WrittenMemory, cancellationToken);
        _rows.ResetWrittenCount();
    }
}
