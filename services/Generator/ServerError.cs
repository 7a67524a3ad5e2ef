using System.Globalization;
using System.Net;
using System.Text.Json;
using System.Text.RegularExpressions;

namespace Platform.Generator;

/// <summary>What a server says about an error, in any of the shapes that servers use.</summary>
/// <param name="Text">Its message on one line.</param>
/// <param name="Status">The status that the body names, for errors under another status.</param>
/// <param name="Kind">Its code and type.</param>
/// <param name="Parameter">The parameter that it names as wrong.</param>
internal sealed partial record ServerError(string Text, HttpStatusCode? Status, string Kind, string? Parameter)
{
    private const int Longest = 300;

    private static readonly string[] Messages =
    [
        "message",
        "detail",
        "msg",
        "error_msg",
        "error_message",
        "error_description",
        "errors",
    ];

    /// <summary>The account has nothing left, so waiting does not help.</summary>
    public bool IsQuota => Says("insufficient_quota") || Says("billing");

    /// <summary>True if the same request may succeed later, as far as the body says.</summary>
    public bool MayPass =>
        !IsQuota
        && (
            Status is { } status
                ? BackOff.Helps(status)
                : ((string[])["rate_limit", "overload", "server_error", "internal", "unavailable", "timeout"]).Any(Says)
        );

    /// <summary>Reads the body of an error response.</summary>
    public static ServerError OfBody(string body)
    {
        if (IsPage(body))
        {
            return new(
                Title().Match(body) is { Success: true } title
                    ? Line(WebUtility.HtmlDecode(title.Groups["title"].Value))
                    : "a web page",
                null,
                "",
                null
            );
        }

        try
        {
            using var json = JsonDocument.Parse(body);
            return Of(json.RootElement);
        }
        catch (JsonException)
        {
            return new(Line(body), null, "", null);
        }
    }

    /// <summary>Finds an error in a response whose status is a success; returns null if the response has no error.</summary>
    public static ServerError? Find(JsonElement response)
    {
        if (response.ValueKind != JsonValueKind.Object)
        {
            return null;
        }

        var isError =
            Property(response, "error") is { ValueKind: not (JsonValueKind.Null or JsonValueKind.False) }
            || JsonText.String(Property(response, "object")) == "error"
            || (
                Property(response, "choices") is null
                && Messages
                    .Append("error_code")
                    .Any(name =>
                        Property(response, name) is { ValueKind: not JsonValueKind.Null and not JsonValueKind.Object }
                    )
            );
        return isError ? Of(response) : null;
    }

    /// <summary>True for a web page, which a wrong address or a proxy returns.</summary>
    public static bool IsPage(string body) => body.AsSpan().TrimStart().StartsWith("<");

    /// <summary>Shortens a text of the server to one line.</summary>
    public static string Line(string? text)
    {
        var line = Blanks().Replace(text ?? "", " ").Trim();
        return line.Length <= Longest ? line : line[..Longest] + "...";
    }

    private static ServerError Of(JsonElement root)
    {
        if (root.ValueKind == JsonValueKind.Array && root.GetArrayLength() > 0)
        {
            return Of(root[0]);
        }

        var error = Property(root, "error")
            is { ValueKind: JsonValueKind.Object or JsonValueKind.Array or JsonValueKind.String } inner
            ? inner
            : root;
        if (error.ValueKind == JsonValueKind.Array && error.GetArrayLength() > 0)
        {
            error = error[0];
        }

        var text =
            Messages.Select(name => Words(Property(error, name))).FirstOrDefault(words => words is { Length: > 0 })
            ?? Words(error)
            ?? error.GetRawText();
        return new(
            Line(text),
            Code(
                Property(error, "code")
                    ?? Property(error, "status")
                    ?? Property(error, "status_code")
                    ?? Property(root, "code")
            ),
            $"{JsonText.Scalar(Property(error, "code"))} {JsonText.Scalar(Property(error, "type"))} {JsonText.Scalar(Property(error, "status"))}",
            JsonText.String(Property(error, "param")) ?? Location(Property(error, "detail"))
        );
    }

    /// <summary>A text, or the texts of a list of errors with the place of each.</summary>
    private static string? Words(JsonElement? value) =>
        value?.ValueKind switch
        {
            JsonValueKind.String => JsonText.String(value),
            JsonValueKind.Array => string.Join("; ", value.Value.EnumerateArray().Select(Item).OfType<string>()),
            JsonValueKind.Object => Messages
                .Select(name => Words(Property(value.Value, name)))
                .FirstOrDefault(words => words is { Length: > 0 }),
            _ => null,
        };

    private static string? Item(JsonElement item) =>
        Location(item) is { } place ? $"{place}: {Words(item)}" : Words(item);

    /// <summary>The last name of a path such as <c>["body", "seed"]</c>.</summary>
    private static string? Location(JsonElement? detail)
    {
        if (detail is { ValueKind: JsonValueKind.Array } list && list.GetArrayLength() > 0)
        {
            detail = list[0];
        }

        return detail is { } item && Property(item, "loc") is { ValueKind: JsonValueKind.Array } path
            ? path.EnumerateArray().Select(part => JsonText.String(part)).LastOrDefault(part => part is not null)
            : null;
    }

    private static HttpStatusCode? Code(JsonElement? value) =>
        JsonText.Scalar(value) is { } text
        && int.TryParse(text, NumberStyles.None, CultureInfo.InvariantCulture, out var code)
        && code is >= 400 and < 600
            ? (HttpStatusCode)code
            : null;

    private bool Says(string word) => Kind.Contains(word, StringComparison.OrdinalIgnoreCase);

    private static JsonElement? Property(JsonElement element, string name) => JsonText.Property(element, name);

    [GeneratedRegex(@"[\s\0]+")]
    private static partial Regex Blanks();

    [GeneratedRegex("<title[^>]*>(?<title>[^<]+)</title>", RegexOptions.IgnoreCase | RegexOptions.ExplicitCapture)]
    private static partial Regex Title();
}
