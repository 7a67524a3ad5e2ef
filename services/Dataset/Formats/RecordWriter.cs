using System.Globalization;
using System.Text.Json;

namespace Platform.Dataset.Formats;

/// <summary>
/// Writes an object of an exported record: the fields that the database has columns for, then the kept ones of the imported
/// record. A field without a value is null in a record that was not imported; in an imported one it is what it was there,
/// null or absent.
/// </summary>
internal sealed class RecordWriter
{
    private readonly Utf8JsonWriter _json;
    private readonly JsonElement _kept;
    private readonly List<string> _written = [];

    private RecordWriter(Utf8JsonWriter json, JsonElement kept)
    {
        (_json, _kept) = (json, kept);
        json.WriteStartObject();
    }

    private bool Imported => _kept.ValueKind == JsonValueKind.Object;

    /// <param name="json">Where the object is written.</param>
    /// <param name="kept">The kept fields; undefined if the object was not imported in this format.</param>
    public static RecordWriter Begin(Utf8JsonWriter json, JsonElement kept) => new(json, kept);

    /// <summary>Returns a member of an object; undefined if it is no object or has no such member.</summary>
    public static JsonElement Member(JsonElement element, string name) =>
        element.ValueKind == JsonValueKind.Object && element.TryGetProperty(name, out var value) ? value : default;

    /// <summary>Writes a name; the caller writes the value.</summary>
    public void Name(string name)
    {
        _written.Add(name);
        _json.WritePropertyName(name);
    }

    public void Text(string name, string? value)
    {
        if (Has(name, value is not null))
        {
            _json.WriteStringValue(value);
        }
    }

    public void Texts(string name, IReadOnlyList<string>? values)
    {
        if (Has(name, values is not null))
        {
            _json.WriteStartArray();
            foreach (var value in values!)
            {
                _json.WriteStringValue(value);
            }

            _json.WriteEndArray();
        }
    }

    public void Truth(string name, bool? value)
    {
        if (Has(name, value is not null))
        {
            _json.WriteBooleanValue(value!.Value);
        }
    }

    public void Number(string name, double? value)
    {
        if (Has(name, value is not null))
        {
            _json.WriteNumberValue(value!.Value);
        }
    }

    /// <summary>Writes a value that the kept fields of an imported record have, if they have it: text, truth or number.</summary>
    public void Default(string name, object? value)
    {
        if (!Has(name, !Imported && value is not null))
        {
            return;
        }

        if (value is string text)
        {
            _json.WriteStringValue(text);
        }
        else if (value is bool truth)
        {
            _json.WriteBooleanValue(truth);
        }
        else
        {
            _json.WriteNumberValue(Convert.ToInt64(value, CultureInfo.InvariantCulture));
        }
    }

    /// <summary>Writes the members of another object.</summary>
    public void Members(JsonElement other)
    {
        foreach (var property in other.EnumerateObject())
        {
            Name(property.Name);
            property.Value.WriteTo(_json);
        }
    }

    /// <summary>Writes the kept fields that have not been written, and ends the object.</summary>
    public void End()
    {
        if (Imported)
        {
            foreach (var property in _kept.EnumerateObject())
            {
                if (!_written.Exists(property.NameEquals))
                {
                    property.WriteTo(_json);
                }
            }
        }

        _json.WriteEndObject();
    }

    /// <summary>
    /// Writes the name if there is a value; otherwise writes the field that was imported, or null if nothing was imported.
    /// </summary>
    private bool Has(string name, bool value)
    {
        if (value)
        {
            Name(name);
        }
        else if (!Imported)
        {
            Name(name);
            _json.WriteNullValue();
        }
        else if (_kept.TryGetProperty(name, out var kept))
        {
            Name(name);
            kept.WriteTo(_json);
        }

        return value;
    }
}
