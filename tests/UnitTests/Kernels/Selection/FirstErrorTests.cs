using Platform.Kernels.Selection;

namespace Platform.UnitTests.Kernels.Selection;

public sealed class FirstErrorTests
{
    private const sbyte Unrated = 2;

    [Theory]
    [InlineData(new double[0], FirstError.None)]
    [InlineData(new[] { 0.5, 0.5 }, FirstError.None)]
    [InlineData(new[] { 0.499 }, 0)]
    [InlineData(new[] { 0.9, 0.4, 0.1 }, 1)]
    [InlineData(new[] { 1.0, 1.0, 0.0 }, 2)]
    public void The_first_step_under_one_half_is_predicted_wrong(double[] correct, int first) =>
        Assert.Equal(first, FirstError.Predicted(correct));

    [Theory]
    [InlineData(new sbyte[] { 1, 0, 1 }, FirstError.None)]
    [InlineData(new sbyte[] { 0 }, FirstError.None)]
    [InlineData(new sbyte[] { -1 }, 0)]
    [InlineData(new sbyte[] { 1, 0, -1, Unrated }, 2)]
    [InlineData(new sbyte[] { 1, -1, 1, -1 }, 1)]
    public void Labels_name_the_first_wrong_step_or_none(sbyte[] labels, int expected)
    {
        Assert.True(FirstError.Labelled(labels, out int first));
        Assert.Equal(expected, first);
    }

    [Theory]
    [InlineData(new sbyte[0])]
    [InlineData(new sbyte[] { Unrated, Unrated })]
    [InlineData(new sbyte[] { Unrated, -1 })]
    [InlineData(new sbyte[] { 1, Unrated, -1 })]
    [InlineData(new sbyte[] { 1, 1, Unrated })]
    public void Labels_with_a_gap_before_the_first_wrong_step_or_without_one_do_not_decide(sbyte[] labels) =>
        Assert.False(FirstError.Labelled(labels, out _));

    [Fact]
    public void F1_is_the_harmonic_mean_of_both_accuracies()
    {
        FirstErrorCounts[] solutions =
        [
            FirstErrorCounts.Of(labelled: 2, predicted: 2),
            FirstErrorCounts.Of(2, 1),
            FirstErrorCounts.Of(2, FirstError.None),
            FirstErrorCounts.Of(0, 0),
            FirstErrorCounts.Of(FirstError.None, FirstError.None),
            FirstErrorCounts.Of(FirstError.None, FirstError.None),
            FirstErrorCounts.Of(FirstError.None, FirstError.None),
            FirstErrorCounts.Of(FirstError.None, 3),
        ];
        var counts = solutions.Aggregate(new FirstErrorCounts(), (sum, s) => sum.Plus(s));
        Assert.Equal(new FirstErrorCounts(4, 2, 4, 3), counts);
        Assert.Equal((0.5, 0.75), (counts.ErroneousAccuracy, counts.CorrectAccuracy));
        Assert.Equal(1 / ((1 / 0.5 + 1 / 0.75) / 2), counts.F1, 1e-15);
        Assert.Equal(counts.F1, new FirstErrorCounts().Plus(counts, times: 3).F1, 1e-15);
    }

    [Fact]
    public void F1_is_0_where_nothing_was_got_right_and_is_not_there_without_both_kinds()
    {
        Assert.Equal(0, new FirstErrorCounts(3, 0, 2, 0).F1);
        Assert.Equal(0, new FirstErrorCounts(3, 3, 2, 0).F1);
        Assert.True(double.IsNaN(new FirstErrorCounts(3, 3, 0, 0).F1));
        Assert.True(double.IsNaN(new FirstErrorCounts(0, 0, 2, 1).F1));
        Assert.True(double.IsNaN(default(FirstErrorCounts).F1));
    }
}
