using System.Text.Json;
using Parquet.Schema;

namespace Platform.Dataset.Formats;

/// <summary>The type of a column that holds every value that was added to it.</summary>
internal sealed class ParquetShape
{
    private readonly List<(string Name, ParquetShape Shape)> _fields = [];
    private readonly Dictionary<string, ParquetShape> _byName = [];
    private ParquetShape? _item;
    private Kind _kind;

    private enum Kind
    {
        Nothing,
        Truth,
        Whole,
        Real,
        Text,
        List,
        Struct,
    }

    /// <summary>Widens the type to hold the value.</summary>
    public void Add(JsonElement value)
    {
        var kind = Of(value);
        _kind =
            kind == Kind.Nothing || kind == _kind ? _kind
            : _kind == Kind.Nothing ? kind
            : (_kind, kind) is (Kind.Whole, Kind.Real) or (Kind.Real, Kind.Whole) ? Kind.Real
            : Kind.Text;
        if (kind == Kind.List)
        {
            _item ??= new ParquetShape();
            foreach (var item in value.EnumerateArray())
            {
                _item.Add(item);
            }
        }
        else if (kind == Kind.Struct)
        {
            foreach (var property in value.EnumerateObject())
            {
                if (!_byName.TryGetValue(property.Name, out var field))
                {
                    _byName.Add(property.Name, field = new ParquetShape());
                    _fields.Add((property.Name, field));
                }

                field.Add(property.Value);
            }
        }
    }

    /// <summary>Returns the columns of an object.</summary>
    public IEnumerable<Field> Fields() => _fields.Select(field => field.Shape.Named(field.Name));

    private Field Named(string name) =>
        _kind switch
        {
            Kind.Truth => new DataField(name, typeof(bool), isNullable: true),
            Kind.Whole => new DataField(name, typeof(long), isNullable: true),
            Kind.Real => new DataField(name, typeof(double), isNullable: true),
            Kind.List => new ListField(name, _item!.Named("element")),
            Kind.Struct => new StructField(name, [.. Fields()]),
            _ => new DataField(name, typeof(string), isNullable: true),
        };

    /// <summary>An object without fields has no columns, and is a text.</summary>
    private static Kind Of(JsonElement value) =>
        value.ValueKind switch
        {
            JsonValueKind.True or JsonValueKind.False => Kind.Truth,
            JsonValueKind.Number => value.TryGetInt64(out _) ? Kind.Whole : Kind.Real,
            JsonValueKind.String => Kind.Text,
            JsonValueKind.Array => Kind.List,
            JsonValueKind.Object => value.EnumerateObject().Any() ? Kind.Struct : Kind.Text,
            _ => Kind.Nothing,
        };
}
