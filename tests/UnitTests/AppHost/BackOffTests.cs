using Platform.AppHost.Running;

namespace Platform.UnitTests.AppHost;

public sealed class BackOffTests
{
    [Theory]
    [InlineData(1, 0.5)]
    [InlineData(2, 1)]
    [InlineData(3, 2)]
    [InlineData(6, 16)]
    [InlineData(7, 30)]
    [InlineData(5000, 30)]
    public void Every_failure_in_a_row_doubles_the_wait_up_to_half_a_minute(int failures, double seconds) =>
        Assert.Equal(TimeSpan.FromSeconds(seconds), BackOff.After(failures));
}
