using System.Diagnostics.CodeAnalysis;
using System.Globalization;
using System.Text.Json;
using System.Text.Json.Nodes;

namespace Platform.Dataset.Jobs;

/// <summary>
/// Reads fields of a JSON object and collects every error instead of stopping at the first. Case and underscores in names
/// are ignored: <c>topP</c> and <c>top_p</c> are the same field.
/// </summary>
internal sealed class JsonFields(JsonObject json, List<string> errors, string prefix = "")
{
    /// <summary>Maximum length of a text field; names are shorter.</summary>
    private const int MaximumText = 500;

    /// <summary>Adds an error for every unknown field; a misspelt field would otherwise be ignored silently.</summary>
    public void Known(IReadOnlyList<string> names)
    {
        foreach (var (name, _) in json)
        {
            if (!names.Any(known => IsSame(known, name)))
            {
                errors.Add($"{prefix}{name}: unknown field; known are {string.Join(", ", names)}.");
            }
            else if (json.First(p => IsSame(p.Key, name)).Key is var first && first != name)
            {
                errors.Add($"{prefix}{name}: the same field as {first}; give one of them.");
            }
        }
    }

    /// <summary>Adds an error that only the caller can detect.</summary>
    public void Error(string name, string what) => errors.Add($"{prefix}{name}: {what}.");

    public JsonFields? Object(string name) =>
        Value(name) switch
        {
            null => null,
            JsonObject inner => new JsonFields(inner, errors, $"{prefix}{name}."),
            var other => Wrong<JsonFields?>(name, "an object", other),
        };

    public string? Text(string name, bool required = false)
    {
        var value = Value(name);
        if (value is null)
        {
            if (required)
            {
                errors.Add($"{prefix}{name}: missing; give a text.");
            }

            return null;
        }

        return IsText(value, out var text)
            ? text
            : Wrong<string?>(name, $"a text of 1 to {MaximumText} characters", value);
    }

    public IReadOnlyList<string>? Texts(string name, bool required = false)
    {
        var value = Value(name);
        if (required && value is null or JsonArray { Count: 0 })
        {
            errors.Add($"{prefix}{name}: missing; give a list of texts.");
            return null;
        }

        if (value is null)
        {
            return null;
        }

        return value is JsonArray array && array.All(a => IsText(a, out _))
            ? [.. array.Select(a => a!.GetValue<string>())]
            : Wrong<IReadOnlyList<string>?>(name, $"a list of texts of 1 to {MaximumText} characters", value);
    }

    public Guid? Id(string name)
    {
        var value = Value(name);
        return value is null ? null
            : value is JsonValue v && v.TryGetValue<string>(out var text) && Guid.TryParse(text, out var id) ? id
            : Wrong<Guid?>(name, "a UUID such as 0193b2f0-7c1e-7e3a-9f50-3c8d1a2b4c5d, or leave it out", value);
    }

    public long? Integer(string name, long least, long most)
    {
        var value = Value(name);
        return value is null ? null
            : value.GetValueKind() == JsonValueKind.Number
            && long.TryParse(
                value.ToJsonString(),
                NumberStyles.AllowLeadingSign,
                CultureInfo.InvariantCulture,
                out var n
            )
            && n >= least
            && n <= most
                ? n
            : Wrong<long?>(
                name,
                least == long.MinValue ? "a whole number" : $"a whole number from {least} to {most}",
                value
            );
    }

    public double? Number(string name, double least, double most)
    {
        var value = Value(name);
        return value is null ? null
            : value.GetValueKind() == JsonValueKind.Number
            && double.TryParse(value.ToJsonString(), CultureInfo.InvariantCulture, out var n)
            && n >= least
            && n <= most
                ? n
            : Wrong<double?>(
                name,
                FormattableString.Invariant(
                    $"a number from {(least == double.Epsilon ? "above 0" : (object)least)} to {most}"
                ),
                value
            );
    }

    /// <summary>Reads one of the choices, ignoring case.</summary>
    public string? OneOf(string name, IReadOnlyList<string> choices, bool required = false)
    {
        var value = Value(name);
        if (value is null && required)
        {
            errors.Add($"{prefix}{name}: missing; give {string.Join(" or ", choices)}.");
        }

        return value is null ? null
            : IsText(value, out var text) && choices.Contains(text, StringComparer.OrdinalIgnoreCase)
                ? choices.First(c => c.Equals(text, StringComparison.OrdinalIgnoreCase))
            : Wrong<string?>(name, string.Join(" or ", choices), value);
    }

    public T? Choice<T>(string name)
        where T : struct, Enum
    {
        var text = Text(name);
        return text is null ? null
            : Enum.GetNames<T>().Contains(text, StringComparer.OrdinalIgnoreCase)
                ? Enum.Parse<T>(text, ignoreCase: true)
            : Wrong<T?>(
                name,
                string.Join(" or ", Enum.GetNames<T>().Select(JsonNamingPolicy.CamelCase.ConvertName)),
                Value(name)!
            );
    }

    private static bool IsText(JsonNode? value, [NotNullWhen(true)] out string? text)
    {
        text = null;
        return value is JsonValue v
            && v.TryGetValue(out text)
            && text.Length is > 0 and <= MaximumText
            && !text.Contains('\0');
    }

    private JsonNode? Value(string name) => json.FirstOrDefault(p => IsSame(p.Key, name)).Value;

    private static bool IsSame(string a, string b) =>
        a.Replace("_", "").Equals(b.Replace("_", ""), StringComparison.OrdinalIgnoreCase);

    private T? Wrong<T>(string name, string wanted, JsonNode got)
    {
        var text = got.ToJsonString();
        errors.Add($"{prefix}{name}: must be {wanted}; got {(text.Length > 100 ? text[..100] + "..." : text)}.");
        return default;
    }
}
