using System.Text.Json;
using System.Text.RegularExpressions;

namespace Platform.Generator;

/// <summary>Reads JSON of which neither shape nor types are certain.</summary>
internal static partial class JsonText
{
    public static JsonElement? Property(JsonElement? element, string name) =>
        element is { ValueKind: JsonValueKind.Object } value && value.TryGetProperty(name, out var found)
            ? found
            : null;

    /// <summary>Null for anything but text.</summary>
    public static string? String(JsonElement? element) =>
        element is { ValueKind: JsonValueKind.String } text ? text.GetString() : null;

    /// <summary>Text, or a number as written.</summary>
    public static string? Scalar(JsonElement? element) =>
        element is { ValueKind: JsonValueKind.Number } number ? number.GetRawText() : String(element);

    /// <summary>
    /// Replaces escapes of half a surrogate pair, which a text that was cut inside a character ends with; .NET reads no
    /// string that has one.
    /// </summary>
    public static string Whole(string json) =>
        Escapes().Replace(json, escape => escape.Groups["half"].Success ? @"\uFFFD" : escape.Value);

    [GeneratedRegex(
        @"\\u[dD][89abAB][0-9a-fA-F]{2}\\u[dD][c-fC-F][0-9a-fA-F]{2}|(?<half>\\u[dD][89a-fA-F][0-9a-fA-F]{2})|\\.",
        RegexOptions.ExplicitCapture | RegexOptions.Singleline
    )]
    private static partial Regex Escapes();
}
