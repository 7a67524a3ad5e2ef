using System.Text.Json;

namespace Platform.Dataset.Json;

/// <summary>A JSON value with its path, for error messages.</summary>
internal readonly record struct Field(JsonElement Value, FieldPath? Path = null)
{
    public JsonValueKind Kind => Value.ValueKind;

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
            throw Wrong($"must be text, not {Describe(Value)}");
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

    /// <summary>Returns an answer: text, or a number as written; null if it is blank or null.</summary>
    public string? Answer() =>
        Kind == JsonValueKind.Null || (TextOrNumber() is var answer && string.IsNullOrWhiteSpace(answer))
            ? null
            : answer;

    public string NotBlank() => Text() is var text && string.IsNullOrWhiteSpace(text) ? throw Wrong("is empty") : text;

    public bool Truth() =>
        Value.ValueKind switch
        {
            JsonValueKind.True => true,
            JsonValueKind.False => false,
            _ => throw Wrong($"must be true or false, not {Describe(Value)}"),
        };

    public double Number() =>
        Value.ValueKind == JsonValueKind.Number && Value.GetDouble() is var number && double.IsFinite(number)
            ? number
            : throw Wrong($"must be a finite number, not {Describe(Value)}");

    public double Probability() =>
        Number() is var number and >= 0 and <= 1
            ? number
            : throw Wrong($"must be a probability from 0 to 1, not {Describe(Value)}");

    /// <summary>Returns a whole number, which may be written as 1.0.</summary>
    public int WholeNumber() =>
        Value.ValueKind != JsonValueKind.Number ? throw Wrong($"must be a whole number, not {Describe(Value)}")
        : Value.TryGetInt32(out var number) ? number
        : Value.GetDouble() is var real && real == Math.Truncate(real) && Math.Abs(real) <= int.MaxValue ? (int)real
        : throw Wrong($"must be a whole number, not {Describe(Value)}");

    /// <summary>Returns the items of an array.</summary>
    public Field[] Items()
    {
        var items = new Field[Length()];
        var index = 0;
        foreach (var item in Value.EnumerateArray())
            items[index] = new Field(item, new FieldPath(Path, null, index++));
        return items;
    }

    /// <summary>Returns the number of items of an array.</summary>
    public int Length() =>
        Value.ValueKind == JsonValueKind.Array
            ? Value.GetArrayLength()
            : throw Wrong($"must be an array, not {Describe(Value)}");

    /// <summary>
    /// Returns the texts of an array. They make up most of a pool file, so paths are created only for wrong values.
    /// </summary>
    public string[] Texts()
    {
        var texts = new string[Length()];
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
            : throw Wrong($"must be an object, not {Describe(value)}");
    }

    public UnreadableException Wrong(string what) => new($"{Path} {what}");

    public static string Describe(JsonElement value) =>
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
