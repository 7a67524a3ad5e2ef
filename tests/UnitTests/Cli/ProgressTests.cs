using Platform.Cli.Progress;

namespace Platform.UnitTests.Cli;

public sealed class ProgressTests
{
    [Fact]
    public void Figures_say_how_far_how_fast_and_how_long()
    {
        Assert.Equal(
            "1,200/5,000  24 %  310/s  0:13 left  3 failed",
            Figures.Of(new Bar("score", 1200, 5000, Failed: 3), 310)
        );
        Assert.Equal("1.5 MB/3.0 MB  50 %", Figures.Of(new Bar("f", 1_500_000, 3_000_000, Unit.Bytes), null));
        Assert.Equal("900 B  1.0 kB/s", Figures.Of(new Bar("stdin", 900, null, Unit.Bytes), 1000));
        Assert.Equal("5/5  100 %", Figures.Of(new Bar("score", 5, 5), 10));
        Assert.Equal("4,999/5,000  99 %", Figures.Of(new Bar("score", 4999, 5000), null));
    }

    [Fact]
    public void Long_spans_have_hours()
    {
        Assert.Equal("1:00:05", Figures.Span(TimeSpan.FromSeconds(3605)));
        Assert.Equal("59:59", Figures.Span(TimeSpan.FromSeconds(3599)));
    }

    [Fact]
    public void Speed_counts_only_what_it_has_seen()
    {
        var time = new ManualTime();
        var speed = new Speed(time);
        speed.Observe(1_000);
        Assert.Null(speed.PerSecond);
        time.Advance(2);
        speed.Observe(1_100);
        Assert.Equal(50, speed.PerSecond);
    }

    [Fact]
    public void Speed_forgets_what_is_long_ago()
    {
        var time = new ManualTime();
        var speed = new Speed(time);
        for (var second = 0; second < 200; second++)
        {
            speed.Observe(second < 100 ? second * 100 : 10_000 + (second - 100) * 7);
            time.Advance(1);
        }

        Assert.Equal(7, speed.PerSecond!.Value, 9);
    }

    private sealed class ManualTime : TimeProvider
    {
        private long now;

        public override long TimestampFrequency => 1;

        public override long GetTimestamp() => now;

        public void Advance(long seconds) => now += seconds;
    }
}
