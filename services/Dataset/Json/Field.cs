using System.Text.Json;

namespace Platform.Dataset.Json;

/// <summary>
/// A JSON value with its path. It reads the value as what is wanted, or throws an <see cref="UnreadableException"/> that
/// names the path, what is wanted and what is there.
/// </summary>
/// <param name="Value">The value.</param>
/// <param name="Path">
/// Where it is; null if paths are not recorded. Recording them costs as much as reading, so the importer reads a record
/// again with paths if something is wrong with it.
/// </param>
internal readonly record struct Field(JsonElement Value, FieldPath? Path = null)
{
    public JsonValueKind Kind => Value.ValueKind;

    /// <summary>Returns null if the field is absent or null.</summary>
    public Field? this[string name] =>
        Value.ValueKind == JsonValueKind.Object
        && Value.TryGetProperty(name, out var value)
        && value.ValueKind != JsonValueKind.Null
            ? Inner(value, name)
            : null;

    /// <summary>Returns the value of one of the object's own properties, null or not.</summary>
    public Field Member(JsonProperty property) => new(property.Value, Path is null ? null : PathOf(property.Name));

    public Field Required(string name) => this[name] ?? throw new UnreadableException(PathOf(name), "is missing");

    public string Text()
    {
        if (Value.ValueKind != JsonValueKind.String)
        {
            throw Wanted("text");
        }

        return Decode(Value) switch
        {
            null => throw Wrong("holds half a surrogate pair or broken UTF-8"),
            var text when text.Contains('\0') => throw Wrong(
                "holds the character NUL (\\u0000), which the database cannot keep"
            ),
            var text => text,
        };
    }

    /// <summary>Returns text of 1 to <paramref name="most"/> characters.</summary>
    public string Text(int most) =>
        Kind == JsonValueKind.String && Text() is { Length: > 0 } text && text.Length <= most
            ? text
            : throw Wanted($"a text of 1 to {most} characters");

    /// <summary>Returns text, or a number as written.</summary>
    public string TextOrNumber() => Kind == JsonValueKind.Number ? Value.GetRawText() : Text();

    /// <summary>Returns an answer: text, or a number as written; null if it is blank or null.</summary>
    public string? Answer() =>
        Kind == JsonValueKind.Null || (TextOrNumber() is var answer && string.IsNullOrWhiteSpace(answer))
            ? null
            : answer;

    public string NotBlank() => Text() is var text && string.IsNullOrWhiteSpace(text) ? throw Wrong("is empty") : text;

    /// <summary>Returns one of the choices, which the text names in any case.</summary>
    public string OneOf(IReadOnlyList<string> choices)
    {
        var text = Kind == JsonValueKind.String ? Text() : null;
        return choices.FirstOrDefault(choice => choice.Equals(text, StringComparison.OrdinalIgnoreCase))
            ?? throw Wanted(string.Join(" or ", choices));
    }

    public Guid Id() =>
        Kind == JsonValueKind.String && Guid.TryParse(Text(), out var id)
            ? id
            : throw Wanted("a UUID such as 0193b2f0-7c1e-7e3a-9f50-3c8d1a2b4c5d, or leave it out");

    public bool Truth() =>
        Kind switch
        {
            JsonValueKind.True => true,
            JsonValueKind.False => false,
            _ => throw Wanted("true or false"),
        };

    public double Number() => IsNumber(out var number) ? number : throw Wanted("a finite number");

    /// <summary>Returns a number of a range; <see cref="double.Epsilon"/> stands for above 0.</summary>
    public double Number(double least, double most) =>
        IsNumber(out var number) && number >= least && number <= most
            ? number
            : throw Wanted(
                FormattableString.Invariant(
                    $"a number from {(least == double.Epsilon ? "above 0" : (object)least)} to {most}"
                )
            );

    /// <summary>Returns a whole number, which may be written as 1.0.</summary>
    public int WholeNumber() => (int)WholeNumber(int.MinValue, int.MaxValue, "a whole number");

    /// <summary>Returns a whole number of a range, which may be written as 1.0.</summary>
    public long WholeNumber(long least, long most) =>
        WholeNumber(least, most, least == long.MinValue ? "a whole number" : $"a whole number from {least} to {most}");

    /// <summary>Returns the items of an array.</summary>
    public Field[] Items()
    {
        var items = new Field[Length()];
        var index = 0;
        foreach (var item in Value.EnumerateArray())
        {
            items[index] = Element(item, index++);
        }

        return items;
    }

    /// <summary>Returns the number of items of an array.</summary>
    public int Length() => Kind == JsonValueKind.Array ? Value.GetArrayLength() : throw Wanted("an array");

    /// <summary>Returns the texts of an array.</summary>
    public string[] Texts() => All(item => item.Text());

    /// <summary>Returns the numbers of an array.</summary>
    public double[] Numbers() => All(item => item.Number());

    /// <summary>Reads every item of an array.</summary>
    public T[] All<T>(Func<Field, T> read)
    {
        var items = new T[Length()];
        var index = 0;
        foreach (var item in Value.EnumerateArray())
        {
            items[index] = read(Element(item, index++));
        }

        return items;
    }

    /// <summary>Returns the fields of an object.</summary>
    public IEnumerable<(string Name, Field Field)> Properties()
    {
        var field = this;
        return Kind == JsonValueKind.Object
            ? Value.EnumerateObject().Select(p => (p.Name, field.Inner(p.Value, p.Name)))
            : throw Wanted("an object");
    }

    public UnreadableException Wrong(string what) => new(Path, what);

    public UnreadableException Wanted(string what) => Wrong($"must be {what}; got {Describe(Value)}");

    public static string Describe(JsonElement value) =>
        value.ValueKind switch
        {
            JsonValueKind.Object => "an object",
            JsonValueKind.Array => "an array",
            _ => Short(value.GetRawText()),
        };

    private static string Short(string raw) =>
        raw.Length <= 60 ? raw : $"{raw[..(char.IsHighSurrogate(raw[59]) ? 59 : 60)]}...";

    private Field Inner(JsonElement value, string name) => new(value, PathOf(name));

    private Field Element(JsonElement item, int index) =>
        new(item, Path is null ? null : new FieldPath(Path, null, index));

    private FieldPath? PathOf(string name) => Path is null ? null : new FieldPath(Path, name);

    private bool IsNumber(out double number)
    {
        number = 0;
        return Kind == JsonValueKind.Number && Value.TryGetDouble(out number) && double.IsFinite(number);
    }

    private long WholeNumber(long least, long most, string wanted)
    {
        if (Kind != JsonValueKind.Number)
        {
            throw Wanted(wanted);
        }
        // Doubles of this size stand for whole numbers exactly.
        var whole =
            Value.TryGetInt64(out var number)
            || (
                IsNumber(out var real)
                && real == Math.Truncate(real)
                && Math.Abs(real) < 1L << 53
                && (number = (long)real) == real
            );
        return whole && number >= least && number <= most ? number : throw Wanted(wanted);
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
}
