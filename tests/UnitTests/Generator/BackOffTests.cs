using System.Net;
using Platform.Generator;

namespace Platform.UnitTests.Generator;

public sealed class BackOffTests
{
    private static readonly DateTimeOffset Now = new(2026, 1, 1, 0, 0, 0, TimeSpan.Zero);

    [Theory]
    [InlineData(0, 0.25, 0.5)]
    [InlineData(1, 0.5, 1)]
    [InlineData(2, 1, 2)]
    [InlineData(5, 8, 16)]
    [InlineData(6, 15, 30)]
    [InlineData(20, 15, 30)]
    public void The_wait_doubles_up_to_half_a_minute_and_chance_takes_at_most_half_of_it(
        int attempt,
        double shortest,
        double longest
    )
    {
        Assert.Equal(shortest, BackOff.Delay(attempt, 0).TotalSeconds);
        Assert.Equal(longest, BackOff.Delay(attempt, 1).TotalSeconds);
    }

    [Theory]
    [InlineData("7", 7d)]
    [InlineData("0", 0d)]
    [InlineData("Thu, 01 Jan 2026 00:00:30 GMT", 30d)]
    [InlineData("Wed, 31 Dec 2025 00:00:00 GMT", 0d)]
    [InlineData("0.25", 0.25)]
    [InlineData("-3", 0d)]
    [InlineData("99999999999999", 1e9)]
    [InlineData("soon", null)]
    [InlineData(null, null)]
    public void A_servers_wish_may_be_seconds_or_a_date(string? header, double? seconds) =>
        Assert.Equal(seconds, Asked("Retry-After", header));

    [Fact]
    public void A_server_may_wish_milliseconds() => Assert.Equal(1.5, Asked("retry-after-ms", "1500"));

    private static double? Asked(string name, string? value)
    {
        using var response = new HttpResponseMessage();
        if (value is not null)
        {
            response.Headers.TryAddWithoutValidation(name, value);
        }

        return BackOff.Asked(response.Headers, Now)?.TotalSeconds;
    }

    [Theory]
    [InlineData(408, true)]
    [InlineData(429, true)]
    [InlineData(500, true)]
    [InlineData(503, true)]
    [InlineData(400, false)]
    [InlineData(401, false)]
    [InlineData(404, false)]
    [InlineData(422, false)]
    public void Only_what_may_pass_is_asked_again(int status, bool again) =>
        Assert.Equal(again, BackOff.Helps((HttpStatusCode)status));
}
