using Platform.Contracts;

namespace Platform.UnitTests.Contracts;

public sealed class CountedTests
{
    [Fact]
    public void One_is_singular_and_everything_else_plural()
    {
        Assert.Equal("0 steps", Counted.Of(0, "step"));
        Assert.Equal("1 step", Counted.Of(1, "step"));
        Assert.Equal("1,200 steps", Counted.Of(1200, "step"));
        Assert.Equal("1 text holds", Counted.Of(1, "text holds", "texts hold"));
        Assert.Equal("2 texts hold", Counted.Of(2, "text holds", "texts hold"));
    }
}
