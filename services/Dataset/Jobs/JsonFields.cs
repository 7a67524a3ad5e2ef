using System.Text.Json;
using Platform.Dataset.Json;

namespace Platform.Dataset.Jobs;

/// <summary>
/// Reads fields of a JSON object and collects every error instead of stopping at the first. Case and underscores in names
/// are ignored: <c>topP</c> and <c>top_p</c> are the same field.
/// </summary>
internal sealed class JsonFields(Field json, List<string> errors)
{
    /// <summary>Maximum length of a text field; names are shorter.</summary>
    private const int MaximumText = 500;

    /// <summary>Adds an error for every unknown field; a misspelt field would otherwise be ignored silently.</summary>
    public void Known(IReadOnlyList<string> names)
    {
        foreach (var (name, field) in json.Properties())
        {
            if (!names.Any(known => IsSame(known, name)))
            {
                errors.Add($"{field.Path}: unknown field; known are {string.Join(", ", names)}.");
            }
            else if (json.Properties().First(p => IsSame(p.Name, name)).Name is var first && first != name)
            {
                errors.Add($"{field.Path}: the same field as {first}; give one of them.");
            }
        }
    }

    /// <summary>Adds an error that only the caller can detect.</summary>
    public void Error(string name, string what) => errors.Add($"{new FieldPath(json.Path, name)}: {what}.");

    /// <summary>True if the field is there and not null.</summary>
    public bool Has(string name) => Find(name).ValueKind is not (JsonValueKind.Undefined or JsonValueKind.Null);

    /// <param name="name">Name of the field.</param>
    /// <param name="give">What to give if the field is missing; null if it may be missing.</param>
    public JsonFields? Object(string name, string? give = null) => Read(name, AsObject, give);

    public IReadOnlyList<JsonFields>? Objects(string name, string? give = null) =>
        Read(name, field => field.All(AsObject), give);

    public string? Text(string name, bool required = false) =>
        Read(name, field => field.Text(MaximumText), required ? "give a text" : null);

    public IReadOnlyList<string>? Texts(string name, bool required = false)
    {
        const string missing = "give a list of texts";
        var texts = Read(name, field => field.All(item => item.Text(MaximumText)), required ? missing : null);
        if (!required || texts is not { Length: 0 })
        {
            return texts;
        }

        Error(name, $"missing; {missing}");
        return null;
    }

    public Guid? Id(string name) => Read(name, field => (Guid?)field.Id());

    public IReadOnlyList<Guid>? Ids(string name) => Read(name, field => field.All(item => item.Id()));

    public long? Integer(string name, long least, long most, bool required = false) =>
        Read(name, field => (long?)field.WholeNumber(least, most), required ? "give a number" : null);

    public IReadOnlyList<long>? Integers(string name, long least, long most) =>
        Read(name, field => field.All(item => item.WholeNumber(least, most)));

    public IReadOnlyList<double>? Numbers(string name, double least, double most) =>
        Read(name, field => field.All(item => item.Number(least, most)));

    public bool? Flag(string name) => Read(name, field => (bool?)field.Truth());

    public double? Number(string name, double least, double most) =>
        Read(name, field => (double?)field.Number(least, most));

    /// <summary>Reads one of the choices, ignoring case.</summary>
    public string? OneOf(string name, IReadOnlyList<string> choices, bool required = false) =>
        Read(name, field => field.OneOf(choices), required ? $"give {string.Join(" or ", choices)}" : null);

    /// <summary>Reads a value of an enum by its name in JSON, ignoring case.</summary>
    public T? Choice<T>(string name, bool required = false)
        where T : struct, Enum => OneOf(name, EnumNames<T>.All, required) is { } text ? EnumNames<T>.Parse(text) : null;

    /// <summary>Reads a field if it is there; an error is added and the result is null if it cannot be read.</summary>
    /// <param name="name">Name of the field.</param>
    /// <param name="read">Reads it, or throws.</param>
    /// <param name="give">What to give if the field is missing; null if it may be missing.</param>
    private T? Read<T>(string name, Func<Field, T> read, string? give = null)
    {
        var value = Find(name);
        if (value.ValueKind is JsonValueKind.Undefined or JsonValueKind.Null)
        {
            if (give is not null)
            {
                Error(name, $"missing; {give}");
            }

            return default;
        }

        try
        {
            return read(new Field(value, new FieldPath(json.Path, name)));
        }
        catch (UnreadableException e)
        {
            errors.Add($"{e.Path}: {e.What}.");
            return default;
        }
    }

    private JsonFields AsObject(Field field) =>
        field.Kind == JsonValueKind.Object ? new JsonFields(field, errors) : throw field.Wanted("an object");

    private JsonElement Find(string name) =>
        json.Value.EnumerateObject().FirstOrDefault(p => IsSame(p.Name, name)).Value;

    private static bool IsSame(string a, string b) =>
        a.Replace("_", "").Equals(b.Replace("_", ""), StringComparison.OrdinalIgnoreCase);
}
