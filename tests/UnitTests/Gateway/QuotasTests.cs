using Microsoft.Extensions.Options;
using Platform.Gateway.Limits;
using Platform.Gateway.OpenAi;
using Platform.Gateway.Settings;

namespace Platform.UnitTests.Gateway;

public sealed class QuotasTests
{
    [Fact]
    public void A_key_that_has_used_its_tokens_is_refused_until_tomorrow()
    {
        using var measured = new Measured();
        var time = new DayClock();
        var quotas = new Quotas(
            Options.Create(
                new GatewayOptions { TokensPerDay = 100, Keys = { ["large"] = new() { TokensPerDay = 1000 } } }
            ),
            measured.Metrics,
            time
        );
        quotas.Add("small", 99);
        quotas.Add("large", 99);
        quotas.Check("small");
        quotas.Add("small", 1);
        quotas.Add("large", 1);

        var refused = Assert.Throws<Refused>(() => quotas.Check("small"));
        Assert.Equal((429, "insufficient_quota"), (refused.Status, refused.Error.Code));
        Assert.Equal(["gateway.requests.limited 1 limit=tokens_per_day"], measured.Seen);
        quotas.Check("large");
        quotas.Check("another");

        time.Now = time.Now.AddDays(1);
        quotas.Check("small");
    }

    private sealed class DayClock : TimeProvider
    {
        public DateTimeOffset Now { get; set; } = new(2026, 1, 1, 23, 0, 0, TimeSpan.Zero);

        public override DateTimeOffset GetUtcNow() => Now;
    }
}
