using System.Globalization;
using System.Text;

namespace Platform.Dataset.Api;

/// <summary>Tables as CSV (RFC 4180 with line feeds).</summary>
internal static class CsvText
{
    /// <summary>A field; in quotes if it needs them.</summary>
    public static string Field(string text) =>
        text.AsSpan().ContainsAny(",\"\n\r") ? $"\"{text.Replace("\"", "\"\"")}\"" : text;

    /// <summary>Appends a line. Numbers have a decimal point; null is an empty field.</summary>
    public static StringBuilder AppendCsv(this StringBuilder text, params IEnumerable<object?> fields) =>
        text.AppendJoin(
                ',',
                fields.Select(f =>
                    Field(
                        f switch
                        {
                            null => "",
                            true => "true",
                            false => "false",
                            _ => Convert.ToString(f, CultureInfo.InvariantCulture)!,
                        }
                    )
                )
            )
            .Append('\n');

    /// <summary>A table as a response.</summary>
    public static IResult Result(string csv) => Results.Text(csv, "text/csv", Encoding.UTF8);
}
