using System.Net;
using System.Net.Http.Headers;

namespace Platform.Generator;

/// <summary>Whether a request is retried, and after how long.</summary>
internal static class BackOff
{
    private static readonly TimeSpan First = TimeSpan.FromSeconds(0.5);
    private static readonly TimeSpan Longest = TimeSpan.FromSeconds(30);

    public static bool Helps(HttpStatusCode status) =>
        status
            is HttpStatusCode.RequestTimeout
                or HttpStatusCode.TooManyRequests
                or >= HttpStatusCode.InternalServerError;

    /// <summary>
    /// 0.5 s, doubled with every attempt up to 30 s. The upper half is random jitter, so that callers do not retry in step.
    /// </summary>
    /// <param name="attempt">0 after the first failure.</param>
    /// <param name="chance">Uniform in [0, 1).</param>
    public static TimeSpan Delay(int attempt, double chance)
    {
        var full = attempt < 10 ? First * (1 << attempt) : Longest;
        return (full < Longest ? full : Longest) * (0.5 + (chance / 2));
    }

    /// <summary>The wait that the server asks for, in seconds or as a date; null when it asks for none.</summary>
    public static TimeSpan? Asked(RetryConditionHeaderValue? retryAfter, DateTimeOffset now) =>
        (retryAfter?.Delta ?? (retryAfter?.Date - now)) is { } asked
            ? asked > TimeSpan.Zero
                ? asked
                : TimeSpan.Zero
            : null;
}
