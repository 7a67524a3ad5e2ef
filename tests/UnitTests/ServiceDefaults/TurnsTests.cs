using Platform.ServiceDefaults;

namespace Platform.UnitTests.ServiceDefaults;

public sealed class TurnsTests
{
    [Theory]
    [InlineData(0.5, 1, 1)]
    [InlineData(0.75, 1, 1)]
    [InlineData(0.75, 7, 3)]
    [InlineData(0.9, 2000, 512)]
    public void Both_kinds_get_their_share_and_interactive_work_goes_first(double share, long interactive, long bulk)
    {
        var turns = new Turns(share);
        long first = 0;
        long second = 0;
        Assert.False(turns.IsBulk(interactive, bulk));
        for (int turn = 0; turn < 10_000; turn++)
        {
            (first, second) = turns.IsBulk(interactive, bulk) ? (first, second + bulk) : (first + interactive, second);
        }

        Assert.Equal(share, (double)first / (first + second), 0.01);
    }

    [Fact]
    public void What_was_earned_is_forgotten_when_no_bulk_work_waits()
    {
        var turns = new Turns(0.5);
        Assert.False(turns.IsBulk(10, 10));
        Assert.False(turns.IsBulk(10, null));
        Assert.False(turns.IsBulk(10, 10));
        Assert.True(turns.IsBulk(10, 10));
    }
}
