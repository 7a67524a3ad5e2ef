using System.Buffers;
using System.Text.Encodings.Web;
using System.Text.Json;
using Platform.Dataset.Json;

namespace Platform.Dataset.Formats;

/// <summary>
/// The fields of an imported record that no column of the database holds: unknown ones, and known ones that are null. They are
/// stored as <c>{"FORMAT": {...}}</c> beside the solution or its labels, and the format's writer adds them to what the columns
/// hold, so that an export has the fields of the import.
/// </summary>
internal static class KeptFields
{
    private static readonly JsonWriterOptions Options = new()
    {
        Encoder = JavaScriptEncoder.UnsafeRelaxedJsonEscaping,
        SkipValidation = true,
    };

    /// <summary>Returns the JSON of kept fields in UTF-8.</summary>
    /// <param name="format">Name of the format whose writer reads them.</param>
    /// <param name="write">Writes one value, an object.</param>
    public static byte[] Of(string format, Action<Utf8JsonWriter> write)
    {
        var bytes = new ArrayBufferWriter<byte>(1024);
        using (var json = new Utf8JsonWriter(bytes, Options))
        {
            json.WriteStartObject();
            json.WritePropertyName(format);
            write(json);
            json.WriteEndObject();
        }

        return bytes.WrittenSpan.ToArray();
    }

    /// <summary>Returns the kept fields of a flat record; an object even if there are none, since that says which fields are absent.</summary>
    /// <param name="format">Name of the format.</param>
    /// <param name="record">The record.</param>
    /// <param name="read">Names of the fields that the columns hold, unless they are null.</param>
    public static byte[] Of(string format, Field record, params string[] read) =>
        Of(
            format,
            json =>
            {
                json.WriteStartObject();
                Others(json, record, read);
                json.WriteEndObject();
            }
        );

    /// <summary>Returns only these fields of a record, as far as it has them.</summary>
    public static byte[] Only(string format, Field record, params string[] names) =>
        Of(
            format,
            json =>
            {
                json.WriteStartObject();
                foreach (var property in record.Value.EnumerateObject())
                {
                    if (Array.Exists(names, property.NameEquals))
                    {
                        json.WritePropertyName(property.Name);
                        Value(json, record.Member(property));
                    }
                }

                json.WriteEndObject();
            }
        );

    /// <summary>Writes the fields of an object that are null or not among those that are read.</summary>
    public static void Others(Utf8JsonWriter json, Field record, params ReadOnlySpan<string> read)
    {
        foreach (var property in record.Value.EnumerateObject())
        {
            var known = false;
            foreach (var name in read)
            {
                known |= property.NameEquals(name);
            }

            if (!known || property.Value.ValueKind == JsonValueKind.Null)
            {
                json.WritePropertyName(Name(record, property));
                Value(json, record.Member(property));
            }
        }
    }

    /// <summary>Writes a value that the database can keep, or throws.</summary>
    public static void Value(Utf8JsonWriter json, Field value)
    {
        switch (value.Kind)
        {
            case JsonValueKind.Object:
                json.WriteStartObject();
                foreach (var property in value.Value.EnumerateObject())
                {
                    json.WritePropertyName(Name(value, property));
                    Value(json, value.Member(property));
                }

                json.WriteEndObject();
                break;
            case JsonValueKind.Array:
                json.WriteStartArray();
                foreach (var item in value.Items())
                {
                    Value(json, item);
                }

                json.WriteEndArray();
                break;
            case JsonValueKind.String:
                json.WriteStringValue(value.Text());
                break;
            case JsonValueKind.Number when IsExcessive(value):
                throw value.Wrong("is a number that the database cannot keep");
            default:
                json.WriteRawValue(value.Value.GetRawText(), skipInputValidation: true);
                break;
        }
    }

    /// <summary>The database keeps numbers exactly, within limits; one number beyond them would end the import of a whole batch.</summary>
    private static bool IsExcessive(Field value)
    {
        var digits = value.Value.GetRawText();
        var exponent = digits.AsSpan().IndexOfAny('e', 'E');
        return digits.Length > 10_000
            || (value.Number() == 0 && exponent > 0 && digits.AsSpan(0, exponent).ContainsAnyInRange('1', '9'));
    }

    private static string Name(Field record, JsonProperty property) =>
        property.Name.Contains('\0')
            ? throw record.Wrong(
                "has a field whose name holds the character NUL (\\u0000), which the database cannot keep"
            )
            : property.Name;
}
