using System.Net;
using System.Text.Json;
using Refit;

namespace Platform.Cli;

/// <summary>Formats an exception for the user: one sentence, no stack trace.</summary>
internal static class Sentence
{
    public static string Of(Exception exception) =>
        exception switch
        {
            CommandFailed failed => failed.Message,
            ApiException answer => OfAnswer(answer.StatusCode, answer.Content),
            FileNotFoundException or DirectoryNotFoundException or UnauthorizedAccessException => exception.Message,
            _ => $"{exception.GetType().Name}: {exception.Message} (--verbose shows the stack)",
        };

    /// <summary>Returns the detail of a problem document, or the text itself, or at least the status.</summary>
    public static string OfAnswer(HttpStatusCode status, string? content)
    {
        var text = content?.Trim() ?? "";
        if (text.StartsWith('{'))
        {
            text = OfProblem(text) ?? "";
        }
        else if (text.StartsWith('"') && text.EndsWith('"') && text.Length > 1)
        {
            text = Unquoted(text);
        }

        return text is "" || text.StartsWith('<') ? $"Dataset answered {(int)status} {status}." : text;
    }

    private static string? OfProblem(string json)
    {
        try
        {
            using var document = JsonDocument.Parse(json);
            var root = document.RootElement;
            var parts = new List<string>();
            if ((Text(root, "detail") ?? Text(root, "title")) is { } detail)
            {
                parts.Add(detail);
            }

            if (root.TryGetProperty("errors", out var errors) && errors.ValueKind == JsonValueKind.Object)
            {
                foreach (var field in errors.EnumerateObject().Where(f => f.Value.ValueKind == JsonValueKind.Array))
                {
                    parts.AddRange(field.Value.EnumerateArray().Select(e => $"{field.Name}: {e}"));
                }
            }
            return parts.Count > 0 ? string.Join(Environment.NewLine, parts) : null;
        }
        catch (JsonException)
        {
            return null;
        }
    }

    private static string? Text(JsonElement root, string name) =>
        root.TryGetProperty(name, out var value) && value.ValueKind == JsonValueKind.String ? value.GetString() : null;

    private static string Unquoted(string text)
    {
        try
        {
            return JsonSerializer.Deserialize<string>(text) ?? "";
        }
        catch (JsonException)
        {
            return text;
        }
    }
}
