using System.Text;
using System.Text.Json;
using Platform.Contracts;

namespace Platform.Generator;

/// <summary>
/// Reads the body of a response. Servers differ from OpenAI's and from one another: the content may be null, text or a list
/// of parts, an error may come under a status of success, and a stream where none was requested.
/// </summary>
internal static class ResponseReader
{
    private const string EventStream = "text/event-stream";
    private const string End = "[DONE]";

    /// <summary>What the lines of a stream begin with; the last one is a comment.</summary>
    private static readonly string[] Fields = ["data:", "event:", "id:", "retry:", ":"];

    /// <exception cref="NoCompletionException">The body is no completion; the message says what it is.</exception>
    public static async Task<CompletionResponse> Read(HttpContent content, CancellationToken cancellationToken)
    {
        using var reader = await Reader(content, cancellationToken);
        return content.Headers.ContentType?.MediaType == EventStream
            ? await Events(reader, cancellationToken)
            : await Whole(await reader.ReadToEndAsync(cancellationToken), cancellationToken);
    }

    /// <summary>The body as text, whatever its headers say about it.</summary>
    public static async Task<string> Text(HttpContent content, CancellationToken cancellationToken)
    {
        using var reader = await Reader(content, cancellationToken);
        return await reader.ReadToEndAsync(cancellationToken);
    }

    private static async Task<StreamReader> Reader(HttpContent content, CancellationToken cancellationToken) =>
        new(await content.ReadAsStreamAsync(cancellationToken), Encoding(content.Headers.ContentType?.CharSet));

    /// <summary>An encoding that a server names wrongly (<c>utf8</c>) is UTF-8, as JSON's always is.</summary>
    private static Encoding Encoding(string? name)
    {
        try
        {
            return name is null ? System.Text.Encoding.UTF8 : System.Text.Encoding.GetEncoding(name.Trim('"'));
        }
        catch (ArgumentException)
        {
            return System.Text.Encoding.UTF8;
        }
    }

    private static async Task<CompletionResponse> Whole(string text, CancellationToken cancellationToken)
    {
        text = text.Trim();
        if (text.Length == 0)
        {
            throw new NoCompletionException("answered with an empty body") { MayPass = true };
        }

        if (ServerError.IsPage(text))
        {
            throw new NoCompletionException(
                $"answered with a web page ({ServerError.OfBody(text).Text}), not with a completion (Generator:BaseAddress)"
            );
        }

        if (IsEvent(text))
        {
            using var reader = new StringReader(text);
            return await Events(reader, cancellationToken);
        }
        var values = Values(text);
        return values.Count == 1 ? Single(values[0]) : Assembled(values, ended: false);
    }

    /// <summary>Reads events until the last one, even if the server then keeps the connection open.</summary>
    private static async Task<CompletionResponse> Events(TextReader stream, CancellationToken cancellationToken)
    {
        List<JsonElement> chunks = [];
        StringBuilder data = new();
        StringBuilder other = new();
        while (true)
        {
            var line = await stream.ReadLineAsync(cancellationToken);
            var value =
                line?.StartsWith(Fields[0], StringComparison.Ordinal) == true ? line[Fields[0].Length..].Trim() : null;
            if (value is not null && value != End)
            {
                data.Append(data.Length > 0 ? "\n" : "").Append(value);
            }
            else if (line is not null && !IsEvent(line))
            {
                other.AppendLine(line);
            }

            if (data.Length > 0 && (string.IsNullOrEmpty(line) || value == End))
            {
                chunks.AddRange(Values(data.ToString()));
                data.Clear();
            }
            if (value == End)
            {
                return Assembled(chunks, ended: true);
            }

            if (line is null)
            {
                return chunks.Count == 0 && !string.IsNullOrWhiteSpace(other.ToString())
                    ? await Whole(other.ToString(), cancellationToken)
                    : Assembled(chunks, ended: false);
            }
        }
    }

    private static bool IsEvent(string line) =>
        Array.Exists(Fields, field => line.StartsWith(field, StringComparison.Ordinal));

    /// <summary>The JSON values of a text: one, or one after the other.</summary>
    private static List<JsonElement> Values(string text)
    {
        var bytes = System.Text.Encoding.UTF8.GetBytes(JsonText.Whole(text));
        try
        {
            var reader = new Utf8JsonReader(
                bytes,
                new JsonReaderOptions { AllowMultipleValues = true, AllowTrailingCommas = true }
            );
            List<JsonElement> values = [];
            while (reader.Read())
            {
                values.Add(JsonElement.ParseValue(ref reader));
            }
            // Some proxies encode the whole response once more.
            return values is [{ ValueKind: JsonValueKind.String } encoded] && encoded.GetString() is ['{', ..] inner
                ? Values(inner)
                : values;
        }
        catch (JsonException)
        {
            throw IsCutOff(bytes)
                ? new NoCompletionException($"answered with JSON that breaks off: {ServerError.Line(text)}")
                {
                    MayPass = true,
                }
                : new NoCompletionException($"answered with something that is no completion: {ServerError.Line(text)}");
        }
    }

    private static bool IsCutOff(byte[] json)
    {
        var reader = new Utf8JsonReader(json, isFinalBlock: false, default);
        try
        {
            while (reader.Read()) { }
            return true;
        }
        catch (JsonException)
        {
            return false;
        }
    }

    private static CompletionResponse Single(JsonElement root)
    {
        if (root.ValueKind == JsonValueKind.Array && root.GetArrayLength() == 1)
        {
            root = root[0];
        }

        if (root.ValueKind != JsonValueKind.Object)
        {
            throw new NoCompletionException(
                $"answered with something that is no completion: {ServerError.Line(root.GetRawText())}"
            );
        }

        return Response(root, [.. Choices(root).Select(choice => new ChoiceText().Add(choice))]);
    }

    /// <summary>Puts the chunks of a stream together, choice by choice.</summary>
    private static CompletionResponse Assembled(IReadOnlyList<JsonElement> chunks, bool ended)
    {
        chunks = [.. chunks.Where(chunk => chunk.ValueKind == JsonValueKind.Object)];
        if (chunks.Count == 0)
        {
            throw new NoCompletionException("answered with an empty stream") { MayPass = true };
        }

        SortedDictionary<int, ChoiceText> choices = [];
        foreach (var (place, choice) in chunks.SelectMany(Choices).Select(choice => (Index(choice), choice)))
        {
            if (!choices.TryGetValue(place, out var text))
            {
                choices.Add(place, text = new());
            }

            text.Add(choice);
        }
        var error = chunks.FirstOrDefault(chunk => ServerError.Find(chunk) is not null);
        if (error.ValueKind == JsonValueKind.Undefined && !ended && choices.Values.Any(choice => !choice.HasEnded))
        {
            throw new NoCompletionException("broke off its stream") { MayPass = true };
        }

        return Response(error.ValueKind == JsonValueKind.Undefined ? chunks[0] : error, [.. choices.Values]) with
        {
            // One of the last chunks has it, if any.
            Usage = chunks.Select(Usage).LastOrDefault(usage => usage is not null),
        };
    }

    private static CompletionResponse Response(JsonElement root, IReadOnlyList<ChoiceText> choices)
    {
        var usable = choices.Select(choice => choice.Choice).OfType<CompletionChoice>().ToList();
        if (usable.Count == 0 && ServerError.Find(root) is { } error)
        {
            return new(null, [], null, error);
        }

        var unusable = choices.Select(choice => choice.Unusable).OfType<string>().Distinct().ToList();
        if (choices.Count == 0)
        {
            unusable.Add(
                root.EnumerateObject().Any()
                    ? $"no choices, only {string.Join(", ", root.EnumerateObject().Select(property => property.Name).Take(10))}"
                    : "no choices"
            );
        }

        return new(
            JsonText.String(JsonText.Property(root, "model")) is { Length: > 0 } model ? model : null,
            usable,
            unusable.Count == 0 ? null : string.Join("; ", unusable),
            Usage: Usage(root)
        );
    }

    /// <summary>The tokens in <c>usage</c>; null if the server does not say how many it sampled.</summary>
    private static GenerationUsage? Usage(JsonElement root) =>
        JsonText.Property(root, "usage") is { ValueKind: JsonValueKind.Object } usage
        && Count(usage, "completion_tokens") is { } sampled
            ? new(Count(usage, "prompt_tokens") ?? 0, sampled)
            : null;

    private static long? Count(JsonElement usage, string name) =>
        JsonText.Property(usage, name) is { ValueKind: JsonValueKind.Number } number
        && number.TryGetInt64(out var count)
            ? count
            : null;

    /// <summary>The elements of <c>choices</c>; a choice that is no list is the only one.</summary>
    private static IEnumerable<JsonElement> Choices(JsonElement root) =>
        JsonText.Property(root, "choices") switch
        {
            { ValueKind: JsonValueKind.Array } list => list.EnumerateArray(),
            { ValueKind: JsonValueKind.Object or JsonValueKind.String } single => [single],
            { ValueKind: not JsonValueKind.Null } other => throw new NoCompletionException(
                $"answered with something that is no completion: choices is {ServerError.Line(other.GetRawText())}"
            ),
            _ => [],
        };

    private static int Index(JsonElement choice) =>
        JsonText.Property(choice, "index") is { ValueKind: JsonValueKind.Number } index
        && index.TryGetInt32(out var place)
            ? place
            : 0;
}
