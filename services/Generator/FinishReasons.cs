using System.Text.Json;

namespace Platform.Generator;

/// <summary>What the finish reasons of different servers mean.</summary>
internal static class FinishReasons
{
    private static readonly string[] Cut =
    [
        "max_tokens",
        "max_new_tokens",
        "max_output_tokens",
        "max_completion_tokens",
        "token_limit",
        "content_filter",
        "safety",
        "recitation",
        "sensitive",
        "incomplete",
        "truncated",
    ];

    private static readonly string[] Broken =
    [
        "error",
        "abort",
        "aborted",
        "cancelled",
        "canceled",
        "timeout",
        "network_error",
        "insufficient_system_resource",
    ];

    /// <summary>True if a limit or a filter ended the text: the sample is kept as unfinished.</summary>
    public static bool IsCut(string? reason) =>
        reason is not null && (reason.Contains("length", StringComparison.OrdinalIgnoreCase) || IsOneOf(Cut, reason));

    /// <summary>True if the server did not finish its work: the sample is requested again.</summary>
    public static bool IsBroken(string? reason) => reason is not null && IsOneOf(Broken, reason);

    /// <summary>
    /// Whether the model or a stop text ended a choice: vLLM's <c>stop_reason</c> (the stop text, null at the end token) and
    /// SGLang's <c>matched_stop</c> (the stop text, or the id of the end token) beside a finish reason, or TGI's finish
    /// reasons; null if the server does not say.
    /// </summary>
    public static bool? ModelEnded(JsonElement choice)
    {
        switch (JsonText.String(JsonText.Property(choice, "finish_reason")))
        {
            case null:
                return null;
            case "eos_token":
                return true;
            case "stop_sequence":
                return false;
            case "stop":
                var by = JsonText.Property(choice, "stop_reason") ?? JsonText.Property(choice, "matched_stop");
                return by is null ? null : by.Value.ValueKind != JsonValueKind.String;
            default:
                return null;
        }
    }

    // For any other reason, servers report stop, eos, stop_sequence or nothing at all.
    private static bool IsOneOf(string[] reasons, string reason) =>
        reasons.Contains(reason, StringComparer.OrdinalIgnoreCase);
}
