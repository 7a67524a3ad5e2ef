using System.Text.Json;
using Platform.Contracts;

namespace Platform.Gateway.OpenAi;

/// <summary>Fields of a request's body; null counts as absent. What is wrong is refused with the field's name.</summary>
internal readonly struct RequestFields(JsonElement body)
{
    public static async Task<RequestFields> Read(HttpRequest request, CancellationToken cancellationToken)
    {
        try
        {
            using var document = await JsonDocument.ParseAsync(request.Body, cancellationToken: cancellationToken);
            return document.RootElement.ValueKind == JsonValueKind.Object
                ? new(document.RootElement.Clone())
                : throw Refused.Invalid(null, "The body must be a JSON object.");
        }
        catch (JsonException e)
        {
            throw Refused.Invalid(null, $"The body is not JSON: {e.Message}");
        }
        catch (BadHttpRequestException e)
        {
            throw new Refused(e.StatusCode, OpenAiError.InvalidRequest, e.Message, inner: e);
        }
    }

    /// <summary>The field; null if it is absent.</summary>
    public JsonElement? this[string name] =>
        body.TryGetProperty(name, out var value) && value.ValueKind != JsonValueKind.Null ? value : null;

    public string? Text(string name) =>
        this[name] is not { } value ? null
        : value.ValueKind == JsonValueKind.String ? value.GetString()
        : throw Wrong(name, "must be a string");

    /// <summary>A string, or a list of strings.</summary>
    public IReadOnlyList<string>? Texts(string name) =>
        this[name] is not { } value ? null
        : value.ValueKind == JsonValueKind.String ? [value.GetString()!]
        : value.ValueKind == JsonValueKind.Array && value.EnumerateArray().All(v => v.ValueKind == JsonValueKind.String)
            ? [.. value.EnumerateArray().Select(v => v.GetString()!)]
        : throw Wrong(name, "must be a string or a list of strings");

    public bool Flag(string name) =>
        this[name] is { } value
        && (
            value.ValueKind is JsonValueKind.True or JsonValueKind.False
                ? value.GetBoolean()
                : throw Wrong(name, "must be true or false")
        );

    public double? Number(string name, double least, double most) =>
        this[name] is not { } value ? null
        : value.ValueKind == JsonValueKind.Number
        && value.TryGetDouble(out double number)
        && number >= least
        && number <= most
            ? number
        : throw Wrong(name, FormattableString.Invariant($"must be a number from {least} to {most}"));

    public long? Whole(string name, long least, long most) =>
        this[name] is not { } value ? null
        : value.ValueKind == JsonValueKind.Number
        && value.TryGetInt64(out long number)
        && number >= least
        && number <= most
            ? number
        : throw Wrong(name, $"must be a whole number from {least} to {most}");

    /// <summary>One of several words.</summary>
    public T? Word<T>(string name)
        where T : struct, Enum =>
        Text(name) is not { } word ? null
        : Enum.TryParse<T>(word, ignoreCase: true, out var value) && !char.IsAsciiDigit(word[0]) ? value
        : throw Wrong(
            name,
            $"must be one of {string.Join(", ", Enum.GetNames<T>().Select(n => n.ToLowerInvariant()))}"
        );

    /// <summary>Where steps end, the field <c>split</c>.</summary>
    public StepSplit? Split() =>
        Text("split") switch
        {
            null => null,
            "newline" => StepSplit.Newline,
            "blank_line" => StepSplit.BlankLine,
            _ => throw Wrong("split", "must be newline or blank_line"),
        };

    /// <summary>Refuses fields that ask for something else than what is done.</summary>
    public void Refuse(params (string Name, string Reason)[] fields)
    {
        foreach (var (name, reason) in fields)
        {
            bool asked =
                this[name] is { } value
                && value.ValueKind switch
                {
                    JsonValueKind.False => false,
                    JsonValueKind.Array => value.GetArrayLength() > 0,
                    JsonValueKind.Number => value.GetDouble() != 0,
                    _ => true,
                };
            if (asked)
            {
                throw Refused.Invalid(name, $"{name}: {reason}.", "unsupported_parameter");
            }
        }
    }

    public static Refused Wrong(string name, string what) => Refused.Invalid(name, $"{name} {what}.");
}
