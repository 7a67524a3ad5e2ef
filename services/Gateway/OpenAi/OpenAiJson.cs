using System.Text.Encodings.Web;
using System.Text.Json;
using System.Text.Json.Serialization;

namespace Platform.Gateway.OpenAi;

/// <summary>JSON as OpenAI writes it: snake case, and nothing for null.</summary>
internal static class OpenAiJson
{
    public static JsonSerializerOptions Options { get; } =
        new()
        {
            PropertyNamingPolicy = JsonNamingPolicy.SnakeCaseLower,
            PropertyNameCaseInsensitive = false,
            DefaultIgnoreCondition = JsonIgnoreCondition.WhenWritingNull,
            // It is JSON, not HTML: solutions keep their signs.
            Encoder = JavaScriptEncoder.UnsafeRelaxedJsonEscaping,
        };
}
