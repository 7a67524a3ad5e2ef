using System.Collections.Concurrent;
using Microsoft.Extensions.Options;
using Platform.DatasetClient;
using Platform.Gateway.OpenAi;
using Platform.Gateway.Settings;

namespace Platform.Gateway.Limits;

/// <summary>
/// Tokens that each key has used today (UTC). Dataset keeps the counts, so they outlive a restart and are those of all
/// gateways. While Dataset does not answer, this process counts on by itself, and adds its count later.
/// </summary>
internal sealed class Quotas(
    IUsageApi usage,
    IOptions<GatewayOptions> options,
    GatewayMetrics metrics,
    TimeProvider time,
    ILogger<Quotas> log
)
{
    /// <summary>How long other gateways' tokens may be unknown here.</summary>
    private static readonly TimeSpan Fresh = TimeSpan.FromSeconds(5);

    /// <summary>How long an answer may wait for its tokens to be stored.</summary>
    private static readonly TimeSpan Patience = TimeSpan.FromSeconds(2);

    private readonly ConcurrentDictionary<(string Key, DateOnly Day), Count> _counts = [];

    /// <summary>Refuses a key that has used up its tokens.</summary>
    /// <param name="key">The <see cref="LimitedKey"/>.</param>
    /// <param name="cancellationToken">Cancels the request.</param>
    /// <exception cref="Refused">It has.</exception>
    public async Task Check(string? key, CancellationToken cancellationToken)
    {
        if (key is null || Limit(key) is not (> 0 and var limit))
        {
            return;
        }

        var count = Today(key);
        if (count.Age(time) > Fresh)
        {
            await Exchange(count, cancellationToken);
        }

        if (count.Used >= limit)
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
    public async Task Add(string? key, long tokens)
    {
        if (key is not null && Limit(key) > 0)
        {
            var count = Today(key);
            count.Add(tokens);
            // They were used, even if the client has closed the connection.
            await Exchange(count, CancellationToken.None);
        }
    }

    private async Task Exchange(Count count, CancellationToken cancellationToken)
    {
        long sent = count.Send();
        using var limit = CancellationTokenSource.CreateLinkedTokenSource(cancellationToken);
        limit.CancelAfter(Patience);
        try
        {
            var all = await usage.AddUsage(new(count.Key, count.Day, sent), limit.Token);
            count.Arrived(sent, all.Tokens, time);
        }
        catch (Exception e)
        {
            count.Return(sent);
            cancellationToken.ThrowIfCancellationRequested();
            log.UsageNotStored(count.Key, e.Message);
        }
    }

    private Count Today(string key)
    {
        var today = DateOnly.FromDateTime(time.GetUtcNow().UtcDateTime);
        return _counts.GetOrAdd(
            (key, today),
            _ =>
            {
                foreach (var old in _counts.Keys.Where(k => k.Day < today))
                {
                    _counts.TryRemove(old, out Count? _);
                }

                return new(key, today);
            }
        );
    }

    private long Limit(string key) =>
        options.Value.Keys.GetValueOrDefault(key)?.TokensPerDay ?? options.Value.TokensPerDay;

    /// <summary>The tokens of a key on a day: those that Dataset knows, and those that it does not.</summary>
    private sealed class Count(string key, DateOnly day)
    {
        private readonly Lock _lock = new();
        private long _stored;
        private long _sending;
        private long _waiting;
        private long? _heard;

        public string Key => key;

        public DateOnly Day => day;

        public long Used
        {
            get
            {
                lock (_lock)
                {
                    return _stored + _sending + _waiting;
                }
            }
        }

        /// <summary>Time since Dataset said how many there are.</summary>
        public TimeSpan Age(TimeProvider time)
        {
            lock (_lock)
            {
                return _heard is { } heard ? time.GetElapsedTime(heard) : TimeSpan.MaxValue;
            }
        }

        public void Add(long tokens)
        {
            lock (_lock)
            {
                _waiting += tokens;
            }
        }

        /// <summary>Takes what Dataset does not know.</summary>
        public long Send()
        {
            lock (_lock)
            {
                long sent = _waiting;
                _sending += sent;
                _waiting = 0;
                return sent;
            }
        }

        public void Arrived(long sent, long all, TimeProvider time)
        {
            lock (_lock)
            {
                _sending -= sent;
                // Answers may overtake each other.
                _stored = Math.Max(_stored, all);
                _heard = time.GetTimestamp();
            }
        }

        public void Return(long sent)
        {
            lock (_lock)
            {
                _sending -= sent;
                _waiting += sent;
            }
        }
    }
}
