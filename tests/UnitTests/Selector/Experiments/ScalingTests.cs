using Platform.Selector.Experiments;

namespace Platform.UnitTests.Selector.Experiments;

public sealed class ScalingTests
{
    [Fact]
    public void The_slope_of_a_line_in_the_logarithm_is_its_slope()
    {
        double[] labels = [100, 250, 1000, 4000];
        double[] accuracies = [.. labels.Select(x => 0.1 + 0.07 * Math.Log(x))];

        Assert.Equal(0.07, Scaling.Slope(labels, accuracies), 12);
    }

    [Fact]
    public void The_slope_is_that_of_the_normal_equations()
    {
        double[] labels = [1, 2, 5, 9];
        double[] accuracies = [0.3, 0.1, 0.6, 0.5];
        double[] x = [.. labels.Select(l => Math.Log(l))];
        double n = x.Length;
        double expected =
            (n * x.Zip(accuracies, (a, b) => a * b).Sum() - x.Sum() * accuracies.Sum())
            / (n * x.Sum(a => a * a) - x.Sum() * x.Sum());

        Assert.Equal(expected, Scaling.Slope(labels, accuracies), 12);
    }

    [Theory]
    [InlineData(0.5, 200)]
    [InlineData(0.4, 100)]
    [InlineData(0.6, 400)]
    [InlineData(0.55, 282.8427)]
    [InlineData(0.39, double.NaN)]
    [InlineData(0.61, double.NaN)]
    public void Labels_are_interpolated_along_their_logarithm_and_never_extrapolated(double target, double labels)
    {
        Assert.Equal(labels, Scaling.Reaching([100, 200, 400], [0.4, 0.5, 0.6], target), 4);
    }

    [Fact]
    public void A_curve_that_falls_counts_where_it_first_reaches_the_target()
    {
        Assert.Equal(150, Scaling.Reaching([100, 225, 400], [0.3, 0.5, 0.2], 0.4), 6);
    }
}
