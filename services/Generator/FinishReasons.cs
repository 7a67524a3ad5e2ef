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

    // For any other reason, servers report stop, eos, stop_sequence or nothing at all.
    private static bool IsOneOf(string[] reasons, string reason) =>
        reasons.Contains(reason, StringComparer.OrdinalIgnoreCase);
}
