using System.Collections.Concurrent;
using Microsoft.Extensions.Logging.Abstractions;
using Microsoft.Extensions.Options;
using Platform.Contracts;
using Platform.DatasetClient;
using Platform.Gateway.Limits;
using Platform.Gateway.OpenAi;
using Platform.Gateway.Settings;

namespace Platform.UnitTests.Gateway;

public sealed class QuotasTests : IDisposable
{
    private readonly Measured _measured = new();
    private readonly DayClock _time = new();
    private readonly StoredUsage _stored = new();

    private static CancellationToken Token => TestContext.Current.CancellationToken;

    public void Dispose() => _measured.Dispose();

    [Fact]
    public async Task A_key_that_has_used_its_tokens_is_refused_until_tomorrow()
    {
        var quotas = Gateway();
        await quotas.Add("small", 99);
        await quotas.Add("large", 99);
        await quotas.Check("small", Token);
        await quotas.Add("small", 1);
        await quotas.Add("large", 1);

        var refused = await Refusal(quotas, "small");
        Assert.Equal((429, "insufficient_quota"), (refused.Status, refused.Error.Code));
        Assert.Equal(["gateway.requests.limited 1 limit=tokens_per_day"], _measured.Seen);
        await quotas.Check("large", Token);
        await quotas.Check("another", Token);

        _time.Now = _time.Now.AddDays(1);
        await quotas.Check("small", Token);
    }

    [Fact]
    public async Task Tokens_outlive_a_gateway_and_count_for_the_others()
    {
        var (first, second) = (Gateway(), Gateway());
        await second.Check("small", Token);
        await first.Add("small", 60);
        await second.Add("small", 40);

        await Refusal(second, "small");
        await Refusal(Gateway(), "small");
        // What the others have used since is known after a while.
        await first.Check("small", Token);
        _time.Now = _time.Now.AddSeconds(6);
        await Refusal(first, "small");
    }

    [Fact]
    public async Task While_Dataset_is_away_a_gateway_counts_on_and_adds_its_count_later()
    {
        var quotas = Gateway();
        await quotas.Add("small", 10);
        _stored.Away = true;
        await quotas.Add("small", 50);
        await quotas.Add("small", 40);

        await Refusal(quotas, "small");
        Assert.Equal(10, _stored.Tokens.Single().Value);
        _stored.Away = false;
        _time.Now = _time.Now.AddSeconds(6);
        await Refusal(quotas, "small");
        Assert.Equal(100, _stored.Tokens.Single().Value);
    }

    [Fact]
    public async Task Concurrent_requests_are_all_counted()
    {
        var quotas = Gateway();
        await Task.WhenAll(Enumerable.Range(0, 100).Select(_ => Task.Run(() => quotas.Add("large", 3), Token)));
        Assert.Equal(300, _stored.Tokens.Single().Value);
    }

    [Fact]
    public async Task A_key_without_a_quota_asks_nobody()
    {
        _stored.Away = true;
        var quotas = Gateway();
        await quotas.Add("free", 1_000_000);
        await quotas.Check("free", Token);
        // The installation itself.
        await quotas.Add(null, 1_000_000);
        await quotas.Check(null, Token);
        Assert.Equal(0, _stored.Requests);
    }

    private Quotas Gateway() =>
        new(
            _stored,
            Options.Create(
                new GatewayOptions
                {
                    TokensPerDay = 100,
                    Keys =
                    {
                        ["large"] = new() { TokensPerDay = 1000 },
                        ["free"] = new() { TokensPerDay = 0 },
                    },
                }
            ),
            _measured.Metrics,
            _time,
            NullLogger<Quotas>.Instance
        );

    private static Task<Refused> Refusal(Quotas quotas, string key) =>
        Assert.ThrowsAsync<Refused>(() => quotas.Check(key, Token));

    /// <summary>Dataset's counts.</summary>
    private sealed class StoredUsage : IUsageApi
    {
        public ConcurrentDictionary<(string Key, DateOnly Day), long> Tokens { get; } = [];

        public bool Away { get; set; }

        public int Requests { get; private set; }

        public async Task<KeyUsage> AddUsage(KeyUsage usage, CancellationToken cancellationToken = default)
        {
            Requests++;
            await Task.Yield();
            return Away
                ? throw new HttpRequestException("Connection refused")
                : usage with
                {
                    Tokens = Tokens.AddOrUpdate((usage.Key, usage.Day), usage.Tokens, (_, t) => t + usage.Tokens),
                };
        }
    }

    private sealed class DayClock : TimeProvider
    {
        public DateTimeOffset Now { get; set; } = new(2026, 1, 1, 23, 0, 0, TimeSpan.Zero);

        public override DateTimeOffset GetUtcNow() => Now;

        public override long TimestampFrequency => TimeSpan.TicksPerSecond;

        public override long GetTimestamp() => Now.Ticks;
    }
}
