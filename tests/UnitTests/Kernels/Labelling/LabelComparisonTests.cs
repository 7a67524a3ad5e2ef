using Platform.Kernels.Labelling;

namespace Platform.UnitTests.Kernels.Labelling;

public sealed class LabelComparisonTests
{
    [Fact]
    public void Steps_are_compared_up_to_the_first_wrong_one_and_first_errors_as_ProcessBench_does()
    {
        var comparison = new LabelComparison();
        comparison.Add([true, false, true], [true, false, null]);
        comparison.Add([true, true, false], [true, false, null]);
        comparison.Add([false, null, true], [true, true, true]);
        comparison.Add([true, true], [true, true]);

        Assert.Equal(4, comparison.Solutions);
        Assert.Equal([new(0, 0, 4, 1), new(2, 1, 1, 0), new(0, 0, 1, 0)], comparison.Positions);
        var found = comparison.FirstErrors;
        Assert.Equal((2, 1, 2, 1), (found.Erroneous, found.Found, found.Correct, found.Passed));
    }
}
