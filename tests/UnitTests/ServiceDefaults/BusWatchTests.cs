using Platform.ServiceDefaults;

namespace Platform.UnitTests.ServiceDefaults;

public sealed class BusWatchTests
{
    private readonly SwiftTime _time = new(TimeSpan.FromHours(1));

    [Fact(Timeout = 60_000)]
    public async Task A_bus_that_stops_working_later_is_lost_after_the_limit()
    {
        var begun = _time.GetTimestamp();
        var stopped = TimeSpan.FromHours(10);

        await Lost(works: () => _time.GetElapsedTime(begun) < stopped, accepts: () => true);

        Assert.InRange(
            _time.GetElapsedTime(begun),
            stopped + BusWatch.Limit - BusWatch.Pause,
            stopped + BusWatch.Limit + 2 * BusWatch.Pause
        );
    }

    [Fact(Timeout = 60_000)]
    public async Task A_bus_that_never_works_is_lost_after_the_limit()
    {
        var begun = _time.GetTimestamp();

        await Lost(works: () => false, accepts: () => true);

        Assert.InRange(_time.GetElapsedTime(begun), BusWatch.Limit, BusWatch.Limit + 2 * BusWatch.Pause);
    }

    [Fact(Timeout = 60_000)]
    public async Task Nothing_is_lost_while_the_broker_is_away_or_the_bus_recovers_in_time()
    {
        using var end = new CancellationTokenSource();
        var looks = 0;

        await Assert.ThrowsAnyAsync<OperationCanceledException>(() =>
            Watch(
                works: () =>
                {
                    if (++looks == 1000)
                    {
                        end.Cancel();
                    }

                    // It works again each time shortly before the limit.
                    return looks > 500 && looks % 25 == 0;
                },
                accepts: () => looks > 500,
                end.Token
            )
        );

        Assert.True(_time.Waits.Count >= 1000);
    }

    [Fact(Timeout = 60_000)]
    public async Task The_limit_begins_when_the_broker_accepts_connections_again()
    {
        var begun = _time.GetTimestamp();
        var away = TimeSpan.FromMinutes(30);

        await Lost(works: () => false, accepts: () => _time.GetElapsedTime(begun) >= away);

        Assert.InRange(_time.GetElapsedTime(begun), away + BusWatch.Limit - BusWatch.Pause, away + 2 * BusWatch.Limit);
    }

    private Task Lost(Func<bool> works, Func<bool> accepts) =>
        Watch(works, accepts, TestContext.Current.CancellationToken);

    private Task Watch(Func<bool> works, Func<bool> accepts, CancellationToken cancellationToken) =>
        BusWatch.UntilLost(works, () => Task.FromResult(accepts()), _time, cancellationToken);
}
