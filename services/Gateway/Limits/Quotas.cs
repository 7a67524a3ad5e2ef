using System.Collections.Concurrent;
using Microsoft.Extensions.Options;
using Platform.Gateway.OpenAi;
using Platform.Gateway.Settings;

namespace Platform.Gateway.Limits;

/// <summary>Tokens that each key has used today (UTC). They are counted in this process, and a restart resets them.</summary>
internal sealed class Quotas(IOptions<GatewayOptions> options, GatewayMetrics metrics, TimeProvider time)
{
    private readonly ConcurrentDictionary<(string Key, DateOnly Day), long> _used = [];

    /// <summary>Refuses a key that has used up its tokens.</summary>
    /// <exception cref="Refused">It has.</exception>
    public void Check(string key)
    {
        long limit = Limit(key);
        if (limit > 0 && _used.GetValueOrDefault((key, Today)) >= limit)
        {
            metrics.Limited("tokens_per_day");
            throw new Refused(
                StatusCodes.Status429TooManyRequests,
                "insufficient_quota",
                $"The key '{key}' has used its {limit} tokens of today (UTC); the next ones are for tomorrow.",
                "insufficient_quota"
            );
        }
    }

    /// <summary>Counts tokens; the request that passes the limit is still answered.</summary>
    public void Add(string key, long tokens)
    {
        if (Limit(key) == 0)
        {
            return;
        }

        var today = Today;
        _used.AddOrUpdate((key, today), tokens, (_, used) => used + tokens);
        foreach (var old in _used.Keys.Where(k => k.Day < today))
        {
            _used.TryRemove(old, out _);
        }
    }

    private DateOnly Today => DateOnly.FromDateTime(time.GetUtcNow().UtcDateTime);

    private long Limit(string key) =>
        options.Value.Keys.GetValueOrDefault(key)?.TokensPerDay ?? options.Value.TokensPerDay;
}
