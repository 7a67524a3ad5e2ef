using Platform.Kernels.Selection;
using Platform.Kernels.Statistics;

namespace Platform.UnitTests.Kernels.Selection;

public sealed class StepScoresTests
{
    private static readonly ClassColumns Three = ClassColumns.Named(["negative", "neutral", "positive"]);

    [Theory]
    [InlineData(NeutralPolicy.Positive)]
    [InlineData(NeutralPolicy.Negative)]
    public void Scores_equal_the_plain_product_minimum_last_and_mean(NeutralPolicy neutral)
    {
        var random = new SplitMix(5);
        for (int steps = 1; steps < 40; steps++)
        {
            var rows = Rows(steps, ref random);
            var p = Enumerable
                .Range(0, steps)
                .Select(i => rows[3 * i + 2] + (neutral == NeutralPolicy.Positive ? rows[3 * i + 1] : 0))
                .ToArray();
            var score = StepScores.Of(rows, Three, neutral);
            Assert.Equal(p.Sum(Math.Log), score.Product, 1e-12);
            Assert.Equal(p.Min(), Math.Exp(score.Min), 1e-14);
            Assert.Equal(p[^1], Math.Exp(score.Last), 1e-14);
            Assert.Equal(p.Average(), Math.Exp(score.Mean), 1e-14);
        }
    }

    [Theory]
    [InlineData(NeutralPolicy.Positive)]
    [InlineData(NeutralPolicy.Negative)]
    public void Each_step_by_itself_is_what_the_product_multiplies(NeutralPolicy neutral)
    {
        var random = new SplitMix(6);
        for (int steps = 1; steps < 40; steps++)
        {
            var rows = Rows(steps, ref random);
            var correct = new double[steps];
            Assert.True(StepScores.Correct(rows, Three, neutral, correct));
            Assert.Equal(correct.Sum(Math.Log), StepScores.Of(rows, Three, neutral).Product, 1e-12);
        }
    }

    [Fact]
    public void Steps_without_a_usable_row_each_are_told()
    {
        Assert.False(StepScores.Correct([], Three, NeutralPolicy.Positive, []));
        Assert.False(StepScores.Correct([0, 0, 1], Three, NeutralPolicy.Positive, new double[2]));
        Assert.False(StepScores.Correct([0, 0, 1, 0, 0, 7], Three, NeutralPolicy.Positive, new double[2]));
        Assert.False(StepScores.Correct([0, 0, double.NaN], Three, NeutralPolicy.Positive, new double[1]));
    }

    [Fact]
    public void Ten_thousand_unlikely_steps_do_not_underflow_to_a_tie()
    {
        var rows = Enumerable.Repeat(new[] { 0.999, 0.0, 0.001 }, 10_000).SelectMany(r => r).ToArray();
        var score = StepScores.Of(rows, Three, NeutralPolicy.Positive);
        Assert.Equal(10_000 * Math.Log(0.001), score.Product, 1e-6);
        Assert.Equal(
            2 * Math.Log(1e-200),
            StepScores.Of([0, 0, 1e-200, 0, 0, 1e-200], Three, NeutralPolicy.Positive).Product,
            1e-9
        );
    }

    [Fact]
    public void An_impossible_step_makes_the_product_impossible_and_keeps_the_solution_selectable()
    {
        var score = StepScores.Of([1, 0, 0, 0, 0, 1], Three, NeutralPolicy.Positive);
        Assert.Equal(double.NegativeInfinity, score.Product);
        Assert.Equal(double.NegativeInfinity, score.Min);
        Assert.Equal(0, score.Last);
        Assert.Equal(0.5, Math.Exp(score.Mean), 1e-15);
    }

    [Fact]
    public void Columns_go_by_name_and_not_by_position()
    {
        var swapped = ClassColumns.Named(["positive", "negative", "neutral"]);
        Assert.Equal(
            StepScores.Of([0.1, 0.2, 0.7], Three, NeutralPolicy.Negative),
            StepScores.Of([0.7, 0.1, 0.2], swapped, NeutralPolicy.Negative)
        );
        Assert.Equal(0.75, ClassColumns.Named(["negative"]).Correct([0.25], NeutralPolicy.Positive), 1e-15);
        Assert.Equal(
            0.25,
            ClassColumns.Named(["neutral", "negative"]).Correct([0.5, 0.25], NeutralPolicy.Negative),
            1e-15
        );
        Assert.Contains(
            "[score] hold neither",
            Assert.Throws<ArgumentException>(() => ClassColumns.Named(["score"])).Message
        );
    }

    [Theory]
    [InlineData(double.NaN)]
    [InlineData(1.5)]
    [InlineData(-0.5)]
    [InlineData(double.PositiveInfinity)]
    public void What_is_no_probability_is_no_score(double bad)
    {
        var score = StepScores.Of([0, 0, 0.5, 0, 0, bad], Three, NeutralPolicy.Positive);
        Assert.Equal(StepScore.Absent, score);
        Assert.Equal(StepScore.Absent, StepScores.Of([], Three, NeutralPolicy.Positive));
        Assert.Equal(StepScore.Absent, StepScores.Of([0, 0, 0.5, 0], Three, NeutralPolicy.Positive));
    }

    private static double[] Rows(int steps, ref SplitMix random)
    {
        var rows = new double[3 * steps];
        for (int i = 0; i < steps; i++)
        {
            double a = random.Below(1000) + 1;
            double b = random.Below(1000) + 1;
            double c = random.Below(1000) + 1;
            (rows[3 * i], rows[3 * i + 1], rows[3 * i + 2]) = (a / (a + b + c), b / (a + b + c), c / (a + b + c));
        }
        return rows;
    }
}
