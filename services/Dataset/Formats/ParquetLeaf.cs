using System.Globalization;
using System.Text;
using System.Text.Json;
using Parquet;
using Parquet.Data;
using Parquet.Schema;

namespace Platform.Dataset.Formats;

/// <summary>The values of one leaf column with a cursor that moves forward.</summary>
internal abstract class ParquetLeaf(DataField field, RawColumnData data) : IDisposable
{
    private static readonly UTF8Encoding Utf8 = new(false, throwOnInvalidBytes: true);

    private readonly bool _defines = field.MaxDefinitionLevel > 0;
    private readonly bool _repeats = field.MaxRepetitionLevel > 0;
    private int _at;
    private int _value;

    /// <summary>Definition level of the next entry.</summary>
    public int Definition => _defines ? data.DefinitionLevels[_at] : 0;

    /// <summary>Repetition level of the next entry; -1 behind the last.</summary>
    public int Repetition =>
        !_repeats ? 0
        : _at < data.RepetitionLevels.Length ? data.RepetitionLevels[_at]
        : -1;

    /// <summary>Reads a column.</summary>
    public static async Task<ParquetLeaf> Read(
        ParquetRowGroupReader rows,
        DataField field,
        CancellationToken cancellationToken
    )
    {
        var data = await rows.ReadRawColumnDataBaseAsync(field, cancellationToken);
        return data switch
        {
            RawColumnData<ReadOnlyMemory<char>> text => new Leaf<ReadOnlyMemory<char>>(
                field,
                text,
                (writer, value) => writer.WriteStringValue(value.Span)
            ),
            RawColumnData<ReadOnlyMemory<byte>> bytes => new Leaf<ReadOnlyMemory<byte>>(field, bytes, WriteBytes),
            RawColumnData<bool> truth => new Leaf<bool>(
                field,
                truth,
                (writer, value) => writer.WriteBooleanValue(value)
            ),
            RawColumnData<byte> number => Whole(field, number),
            RawColumnData<sbyte> number => Whole(field, number),
            RawColumnData<short> number => Whole(field, number),
            RawColumnData<ushort> number => Whole(field, number),
            RawColumnData<int> number => Whole(field, number),
            RawColumnData<uint> number => Whole(field, number),
            RawColumnData<long> number => Whole(field, number),
            RawColumnData<ulong> number => new Leaf<ulong>(field, number, (w, value) => w.WriteNumberValue(value)),
            RawColumnData<float> number => Real(field, number),
            RawColumnData<double> number => Real(field, number),
            RawColumnData<decimal> number => new Leaf<decimal>(field, number, (w, value) => w.WriteNumberValue(value)),
            RawColumnData<DateTime> time => Printed(field, time),
            RawColumnData<DateOnly> date => Printed(field, date),
            RawColumnData<TimeOnly> time => Printed(field, time),
            RawColumnData<TimeSpan> time => Printed(field, time),
            RawColumnData<Guid> id => Printed(field, id),
            _ => throw new NotSupportedException($"the column {field.Path} has the unknown type {field.ClrType.Name}"),
        };
    }

    /// <summary>Writes the next value, or null.</summary>
    public void Write(Utf8JsonWriter writer)
    {
        if (Definition == field.MaxDefinitionLevel)
        {
            Write(writer, _value++);
        }
        else
        {
            writer.WriteNullValue();
        }

        _at++;
    }

    /// <summary>Passes over the entry of an enclosing value that is null or empty.</summary>
    public void Skip() => _at++;

    public void Dispose() => data.Dispose();

    protected abstract void Write(Utf8JsonWriter writer, int value);

    private static Leaf<T> Whole<T>(DataField field, RawColumnData<T> data)
        where T : struct, IConvertible =>
        new(field, data, (writer, value) => writer.WriteNumberValue(value.ToInt64(CultureInfo.InvariantCulture)));

    private static Leaf<T> Printed<T>(DataField field, RawColumnData<T> data)
        where T : struct, IFormattable =>
        new(
            field,
            data,
            (writer, value) => writer.WriteStringValue(value.ToString(null, CultureInfo.InvariantCulture))
        );

    /// <summary>Writes NaN and infinity as JSON files have them, so that they are refused in the same way.</summary>
    private static Leaf<T> Real<T>(DataField field, RawColumnData<T> data)
        where T : struct, IFormattable =>
        new(
            field,
            data,
            (writer, value) =>
                writer.WriteRawValue(value.ToString("R", CultureInfo.InvariantCulture), skipInputValidation: true)
        );

    /// <summary>Columns of texts may be declared as bytes.</summary>
    private static void WriteBytes(Utf8JsonWriter writer, ReadOnlyMemory<byte> value)
    {
        try
        {
            writer.WriteStringValue(Utf8.GetString(value.Span));
        }
        catch (DecoderFallbackException)
        {
            writer.WriteBase64StringValue(value.Span);
        }
    }

    private sealed class Leaf<T>(DataField field, RawColumnData<T> data, Action<Utf8JsonWriter, T> write)
        : ParquetLeaf(field, data)
        where T : struct
    {
        protected override void Write(Utf8JsonWriter writer, int value) => write(writer, data.Values[value]);
    }
}
