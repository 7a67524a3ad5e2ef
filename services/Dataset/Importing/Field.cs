using System.Text.Json;

namespace Platform.Dataset.Importing;

/// <summary>Says what is wrong with a record, naming the field. Never leaves the importer.</summary>
internal sealed class UnreadableException(string reason) : Exception(reason);

/// <summary>A value of a record and its path, for reasons.</summary>
internal readonly record struct Field(JsonElement Value, string Path)
{
    /// <summary>Null when the field is absent or null.</summary>
    public Field? this[string name] =>
        Value.ValueKind == JsonValueKind.Object
        && Value.TryGetProperty(name, out var value)
        && value.ValueKind != JsonValueKind.Null
            ? new Field(value, Path.Length == 0 ? name : $"{Path}.{name}")
            : null;

    public Field Required(string name) =>
        this[name] ?? throw new UnreadableException($"{(Path.Length == 0 ? name : $"{Path}.{name}")} is missing");

    public string Text() => Text(Value, Path);

    /// <summary>Text, or a number as it is written.</summary>
    public string TextOrNumber() => Value.ValueKind == JsonValueKind.Number ? Value.GetRawText() : Text();

    public string NotBlank() => Text() is var text && string.IsNullOrWhiteSpace(text) ? throw Wrong("is empty") : text;

    public bool Truth() =>
        Value.ValueKind switch
        {
            JsonValueKind.True => true,
            JsonValueKind.False => false,
            _ => throw Wrong($"must be true or false, not {Kind(Value)}"),
        };

    public double Number() => Number(Value, Path);

    public int WholeNumber() =>
        Value.ValueKind == JsonValueKind.Number && Value.TryGetInt32(out var number)
            ? number
            : throw Wrong($"must be a whole number, not {Kind(Value)}");

    /// <summary>The items of an array.</summary>
    public IEnumerable<Field> Items()
    {
        var (array, path) = this;
        if (array.ValueKind != JsonValueKind.Array)
            throw Wrong($"must be an array, not {Kind(array)}");
        return array.EnumerateArray().Select((item, i) => new Field(item, $"{path}[{i}]"));
    }

    public string[] Texts() => [.. Items().Select(item => item.Text())];

    public double[] Numbers() => [.. Items().Select(item => item.Number())];

    public IEnumerable<(string Name, Field Field)> Properties()
    {
        var (value, path) = this;
        if (value.ValueKind != JsonValueKind.Object)
            throw Wrong($"must be an object, not {Kind(value)}");
        return value.EnumerateObject().Select(p => (p.Name, new Field(p.Value, $"{path}.{p.Name}")));
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

    private static string Text(JsonElement value, string path)
    {
        if (value.ValueKind != JsonValueKind.String)
            throw new UnreadableException($"{path} must be text, not {Kind(value)}");
        string text;
        try
        {
            text = value.GetString()!;
        }
        catch (InvalidOperationException)
        {
            throw new UnreadableException($"{path} holds half a surrogate pair or broken UTF-8");
        }
        return text.Contains('\0')
            ? throw new UnreadableException($"{path} holds the character NUL (\\u0000), which the database cannot keep")
            : text;
    }

    private static double Number(JsonElement value, string path) =>
        value.ValueKind == JsonValueKind.Number && value.GetDouble() is var number && double.IsFinite(number)
            ? number
            : throw new UnreadableException($"{path} must be a finite number, not {Kind(value)}");
}
