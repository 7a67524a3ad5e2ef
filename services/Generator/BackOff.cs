using System.Globalization;
using System.Net;
using System.Net.Http.Headers;

namespace Platform.Generator;

/// <summary>Whether a request is retried, and after how long.</summary>
internal static class BackOff
{
    private static readonly TimeSpan First = TimeSpan.FromSeconds(0.5);
    private static readonly TimeSpan Longest = TimeSpan.FromSeconds(30);
    private const double MostSeconds = 1e9;

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

    /// <summary>
    /// The wait that the server asks for: <c>Retry-After</c> in seconds, whole or not, or as a date, or
    /// <c>retry-after-ms</c>; null when it asks for none.
    /// </summary>
    public static TimeSpan? Asked(HttpResponseHeaders headers, DateTimeOffset now) =>
        Number(headers, "retry-after-ms") is { } milliseconds ? Span(milliseconds / 1000)
        : Number(headers, "Retry-After") is { } seconds ? Span(seconds)
        : headers.RetryAfter?.Date is { } date ? Span((date - now).TotalSeconds)
        : null;

    private static double? Number(HttpResponseHeaders headers, string name) =>
        headers.NonValidated.TryGetValues(name, out var values)
        && double.TryParse(values.ToString(), CultureInfo.InvariantCulture, out var number)
        && double.IsFinite(number)
            ? number
            : null;

    private static TimeSpan Span(double seconds) => TimeSpan.FromSeconds(Math.Clamp(seconds, 0, MostSeconds));
}
