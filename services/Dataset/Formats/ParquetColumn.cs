using System.Text.Json;
using Parquet;
using Parquet.Schema;

namespace Platform.Dataset.Formats;

/// <summary>The values of one leaf column that are to be written, with their levels.</summary>
internal abstract class ParquetColumn(DataField field)
{
    private readonly List<int> _definitions = [];
    private readonly List<int> _repetitions = [];

    protected DataField Field { get; } = field;

    protected ReadOnlyMemory<int>? Repetitions =>
        Field.MaxRepetitionLevel > 0 ? _repetitions.ToArray() : (ReadOnlyMemory<int>?)null;

    protected ReadOnlyMemory<int> Definitions => _definitions.ToArray();

    public static ParquetColumn Of(DataField field) =>
        field.ClrType == typeof(bool) ? new Column<bool>(field, value => value.GetBoolean())
        : field.ClrType == typeof(long) ? new Column<long>(field, value => value.GetInt64())
        : field.ClrType == typeof(double) ? new Column<double>(field, value => value.GetDouble())
        : new Column<ReadOnlyMemory<char>>(
            field,
            value => (value.ValueKind == JsonValueKind.String ? value.GetString()! : value.GetRawText()).AsMemory()
        );

    /// <summary>Adds a value, or null.</summary>
    public void Add(JsonElement value, int repetition)
    {
        var absent = value.ValueKind is JsonValueKind.Undefined or JsonValueKind.Null;
        Skip(absent ? Field.MaxDefinitionLevel - 1 : Field.MaxDefinitionLevel, repetition);
        if (!absent)
        {
            Add(value);
        }
    }

    /// <summary>Adds an entry without a value.</summary>
    public void Skip(int definition, int repetition)
    {
        _definitions.Add(definition);
        _repetitions.Add(repetition);
    }

    public virtual Task Write(ParquetRowGroupWriter group, CancellationToken cancellationToken)
    {
        _definitions.Clear();
        _repetitions.Clear();
        return Task.CompletedTask;
    }

    protected abstract void Add(JsonElement value);

    private sealed class Column<T>(DataField field, Func<JsonElement, T> read) : ParquetColumn(field)
        where T : struct
    {
        private readonly List<T> _values = [];

        public override async Task Write(ParquetRowGroupWriter group, CancellationToken cancellationToken)
        {
            await group.WriteAllPartsAsync<T>(Field, _values.ToArray(), Definitions, Repetitions, cancellationToken);
            _values.Clear();
            await base.Write(group, cancellationToken);
        }

        protected override void Add(JsonElement value) => _values.Add(read(value));
    }
}
