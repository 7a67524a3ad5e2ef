using System.Text.Json;

namespace Platform.Dataset.Formats;

/// <summary>A value of a record with its path, for error messages.</summary>
internal readonly record struct Field(JsonElement Value, FieldPath? Path = null)
{
    /// <summary>Returns null if the field is absent or null.</summary>
    public Field? this[string name] =>
        Value.ValueKind == JsonValueKind.Object
        && Value.TryGetProperty(name, out var value)
        && value.ValueKind != JsonValueKind.Null
            ? new Field(value, new FieldPath(Path, name))
            : null;

    public Field Required(string name) =>
        this[name] ?? throw new UnreadableException($"{new FieldPath(Path, name)} is missing");

    public string Text()
    {
        if (Value.ValueKind != JsonValueKind.String)
            throw Wrong($"must be text, not {Kind(Value)}");
        return Decode(Value) switch
        {
            null => throw Wrong("holds half a surrogate pair or broken UTF-8"),
            var text when text.Contains('\0') => throw Wrong(
                "holds the character NUL (\\u0000), which the database cannot keep"
            ),
            var text => text,
        };
    }

    private static string? Decode(JsonElement text)
    {
        try
        {
            return text.GetString();
        }
        catch (InvalidOperationException)
        {
            return null;
        }
    }

    /// <summary>Returns text, or a number as written.</summary>
    public string TextOrNumber() => Value.ValueKind == JsonValueKind.Number ? Value.GetRawText() : Text();

    public string NotBlank() => Text() is var text && string.IsNullOrWhiteSpace(text) ? throw Wrong("is empty") : text;

    public bool Truth() =>
        Value.ValueKind switch
        {
            JsonValueKind.True => true,
            JsonValueKind.False => false,
            _ => throw Wrong($"must be true or false, not {Kind(Value)}"),
        };

    public double Number() =>
        Value.ValueKind == JsonValueKind.Number && Value.GetDouble() is var number && double.IsFinite(number)
            ? number
            : throw Wrong($"must be a finite number, not {Kind(Value)}");

    public int WholeNumber() =>
        Value.ValueKind == JsonValueKind.Number && Value.TryGetInt32(out var number)
            ? number
            : throw Wrong($"must be a whole number, not {Kind(Value)}");

    /// <summary>Returns the items of an array.</summary>
    public Field[] Items()
    {
        if (Value.ValueKind != JsonValueKind.Array)
            throw Wrong($"must be an array, not {Kind(Value)}");
        var items = new Field[Value.GetArrayLength()];
        var index = 0;
        foreach (var item in Value.EnumerateArray())
            items[index] = new Field(item, new FieldPath(Path, null, index++));
        return items;
    }

    /// <summary>
    /// Returns the texts of an array. They make up most of a pool file, so paths are created only for wrong values.
    /// </summary>
    public string[] Texts()
    {
        if (Value.ValueKind != JsonValueKind.Array)
            throw Wrong($"must be an array, not {Kind(Value)}");
        var texts = new string[Value.GetArrayLength()];
        var index = 0;
        foreach (var item in Value.EnumerateArray())
        {
            texts[index] =
                item.ValueKind == JsonValueKind.String && Decode(item) is { } text && !text.Contains('\0')
                    ? text
                    : new Field(item, new FieldPath(Path, null, index)).Text();
            index++;
        }
        return texts;
    }

    public double[] Numbers() => Array.ConvertAll(Items(), item => item.Number());

    public IEnumerable<(string Name, Field Field)> Properties()
    {
        var (value, path) = this;
        return value.ValueKind == JsonValueKind.Object
            ? value.EnumerateObject().Select(p => (p.Name, new Field(p.Value, new FieldPath(path, p.Name))))
            : throw Wrong($"must be an object, not {Kind(value)}");
    }

    public UnreadableException Wrong(string what) => new($"{Path} {what}");

    public static string Kind(JsonElement value) =>
        value.ValueKind switch
        {
            JsonValueKind.Object => "an object",
            JsonValueKind.Array => "an array",
            JsonValueKind.String => "text",
            JsonValueKind.Number => value.GetRawText() is { Length: <= 40 } raw ? $"the number {raw}" : "a number",
            JsonValueKind.Null => "null",
            _ => value.ValueKind.ToString().ToLowerInvariant(),
        };
}

/// <summary>Explains what is wrong with a record, naming the field. The importer always catches it.</summary>
internal sealed class UnreadableException(string reason) : Exception(reason);

/// <summary>Path of a value in its record; it is formatted only if the value is wrong.</summary>
internal sealed class FieldPath(FieldPath? parent, string? name, int index = 0)
{
    public override string ToString() =>
        name is null ? $"{parent}[{index}]"
        : parent is null ? name
        : $"{parent}.{name}";
}
