using Platform.Contracts;
using Platform.Training.Runs;

namespace Platform.UnitTests.Training.Runs;

public sealed class LearningRateTests
{
    /// <summary>Computed by hand: 100 steps, 20 of them warm-up, highest rate 8, a quarter left at the end.</summary>
    [Theory]
    [InlineData("cosine", 1, 0.4)]
    [InlineData("cosine", 10, 4)]
    [InlineData("cosine", 20, 8)]
    [InlineData("cosine", 40, 7.121320343559643)] // 8 (1/4 + 3/4 (1 + cos 45°) / 2)
    [InlineData("cosine", 60, 5)]
    [InlineData("cosine", 100, 2)]
    [InlineData("linear", 20, 8)]
    [InlineData("linear", 60, 5)]
    [InlineData("linear", 100, 2)]
    [InlineData("constant", 10, 4)]
    [InlineData("constant", 21, 8)]
    [InlineData("constant", 100, 8)]
    [InlineData("trapezoid", 20, 8)]
    [InlineData("trapezoid", 60, 8)]
    [InlineData("trapezoid", 80, 5)]
    [InlineData("trapezoid", 100, 2)]
    public void Each_schedule_goes_through_the_points_worked_by_hand(string schedule, int step, double rate) =>
        Assert.Equal(rate, LearningRate.At(step, 100, Recipe(schedule, 20)), 1e-12);

    [Theory]
    [InlineData("cosine")]
    [InlineData("linear")]
    [InlineData("constant")]
    [InlineData("trapezoid")]
    public void Every_rate_is_a_positive_number_whatever_the_lengths(string schedule)
    {
        foreach (var steps in (int[])[1, 2, 3, 10, 50])
        {
            foreach (var warmUp in (int[])[0, 1, 5, 30, 100])
            {
                for (var step = 1; step <= steps; step++)
                {
                    Assert.InRange(LearningRate.At(step, steps, Recipe(schedule, warmUp)), 1e-3, 8);
                }
            }
        }
    }

    private static TrainingRecipe Recipe(string schedule, int warmUp) =>
        new()
        {
            Schedule = schedule,
            WarmUp = warmUp,
            LearningRate = 8,
            FinalLearningRate = 0.25,
        };
}
