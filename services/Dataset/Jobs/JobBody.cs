using System.Text;
using System.Text.Json;
using Platform.Dataset.Json;
using Platform.Dataset.Storage;

namespace Platform.Dataset.Jobs;

/// <summary>A job's message as far as it could be read, with all of its format errors.</summary>
/// <param name="Job">The job; fields with an error keep their defaults.</param>
/// <param name="Errors">Errors, each naming the field and how to fix it.</param>
/// <param name="Text">The body as text, truncated to <see cref="JobText.Maximum"/> characters.</param>
internal sealed record JobBody<T>(T Job, IReadOnlyList<string> Errors, string Text)
{
    /// <summary>Reads plain JSON, or the <c>message</c> of a MassTransit envelope; never throws.</summary>
    /// <param name="body">The body as received.</param>
    /// <param name="example">Example to suggest if the body is not a JSON object.</param>
    /// <param name="nothing">The job to return in that case.</param>
    /// <param name="read">Reads the fields.</param>
    public static JobBody<T> Read(byte[] body, string example, T nothing, Func<JsonFields, T> read)
    {
        var text = JobText.Of(body);
        var errors = new List<string>();
        try
        {
            using var json = JsonDocument.Parse(body, new() { AllowDuplicateProperties = false });
            return Message(json.RootElement) is { ValueKind: JsonValueKind.Object } message
                ? new(read(new JsonFields(new Field(message, FieldPath.Root), errors)), errors, text)
                : Unreadable("The body is JSON but not an object");
        }
        catch (JsonException e)
        {
            return Unreadable($"The body is {NotJson.Reason(body, e)}");
        }
        catch (InvalidOperationException)
        {
            return Unreadable("The body holds half a surrogate pair");
        }

        JobBody<T> Unreadable(string what) => new(nothing, [$"{what}: send {example}."], text);
    }

    /// <summary>Converts the message to the engine's request.</summary>
    public JobRequest Request(Func<T, Guid?> id) =>
        new(
            id(Job),
            Job!,
            Errors.Count == 0 ? JsonSerializer.Serialize(Job, JsonSerializerOptions.Web) : Text,
            Errors,
            Text
        );

    private static JsonElement Message(JsonElement json) =>
        json.ValueKind == JsonValueKind.Object
        && json.TryGetProperty("messageType", out var type)
        && type.ValueKind != JsonValueKind.Null
        && json.TryGetProperty("message", out var message)
        && message.ValueKind == JsonValueKind.Object
            ? message
            : json;
}

/// <summary>Converts a message body to text for storage.</summary>
internal static class JobText
{
    public const int Maximum = 4096;

    /// <summary>The database can store neither NUL nor half a surrogate pair.</summary>
    public static string Of(byte[] body)
    {
        var text = Encoding.UTF8.GetString(body);
        var length = Math.Min(text.Length, Maximum);
        length -= length > 0 && char.IsHighSurrogate(text[length - 1]) ? 1 : 0;
        return Storable.Text(text[..length]);
    }
}
