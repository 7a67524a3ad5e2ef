using System.Text.RegularExpressions;

namespace Platform.AppHost.Running;

/// <summary>What the log of a process that ended says about the end.</summary>
internal static partial class LastWords
{
    /// <summary>Exit code of a service whose settings are wrong.</summary>
    public const int WrongSettings = 78;

    private const string Prefix = "Cannot start: ";

    /// <summary>The last lines, without the frames of stack traces, which would push the message out.</summary>
    public static IReadOnlyList<string> Of(IEnumerable<string> log, int lines) =>
        [.. log.Where(line => !string.IsNullOrWhiteSpace(line) && !Frame().IsMatch(line)).TakeLast(lines)];

    /// <summary>The sentence or the exception that names the cause; null if the log has neither.</summary>
    public static string? Reason(IReadOnlyList<string> log) =>
        log.LastOrDefault(line => line.StartsWith(Prefix, StringComparison.Ordinal))?[Prefix.Length..]
        ?? log.Select(line => Unhandled().Match(line))
            .LastOrDefault(match => match.Success)
            ?.Groups["message"]
            .Value.Trim();

    [GeneratedRegex(@"^\s*(at .+\(.*\)|--- End of .+)")]
    private static partial Regex Frame();

    [GeneratedRegex(@"^Unhandled exception\. (?<type>[\w.+`]+: )?(?<message>.+)$", RegexOptions.ExplicitCapture)]
    private static partial Regex Unhandled();
}
