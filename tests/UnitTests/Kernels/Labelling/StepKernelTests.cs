using Platform.Kernels.Labelling;
using Platform.Kernels.Selection;
using Platform.Kernels.Statistics;

namespace Platform.UnitTests.Kernels.Labelling;

public sealed class StepKernelTests
{
    private static readonly ClassColumns Three = ClassColumns.Named(["negative", "neutral", "positive"]);

    [Fact]
    public void Entropy_is_that_of_the_definition()
    {
        var random = new SplitMix(1);
        for (int round = 0; round < 200; round++)
        {
            int classes = 2 + random.Below(3);
            double[] rows = new double[classes * (1 + random.Below(6))];
            foreach (ref double p in rows.AsSpan())
            {
                p = random.Below(4) == 0 ? 0 : random.Uniform();
            }
            rows[0] = 1;
            double expected = rows.Chunk(classes)
                .Average(row => row.Sum(p => p > 0 ? -p / row.Sum() * Math.Log(p / row.Sum()) : 0));

            if (rows.Chunk(classes).All(r => r.Sum() > 0))
            {
                Assert.Equal(expected, StepEntropy.Mean(rows, classes), 1e-12);
            }
        }
    }

    [Fact]
    public void Entropy_of_certainty_is_0_of_indifference_ln_C_and_of_nothing_none()
    {
        Assert.Equal(0, StepEntropy.Mean([0, 1, 0], 3));
        Assert.Equal(Math.Log(3), StepEntropy.Mean([0.2, 0.2, 0.2], 3), 1e-12);
        Assert.Equal(Math.Log(2), StepEntropy.Mean([0.5], 1), 1e-12);
        Assert.Equal(double.NaN, StepEntropy.Mean([], 3));
        Assert.Equal(double.NaN, StepEntropy.Mean([0, 0, 0], 3));
        Assert.Equal(double.NaN, StepEntropy.Mean([0.5, double.NaN], 2));
        Assert.Equal(double.NaN, StepEntropy.Mean([0.5, -0.5], 2));
    }

    [Fact]
    public void Supervision_equals_going_through_the_steps_until_one_is_wrong()
    {
        var random = new SplitMix(2);
        for (int round = 0; round < 300; round++)
        {
            double[][] rows = new double[1 + random.Below(7)][];
            for (int step = 0; step < rows.Length; step++)
            {
                double negative = random.Below(3) * 0.2;
                rows[step] = [negative, 0.1, 0.9 - negative];
            }
            var expected = new List<sbyte>();
            foreach (double[] row in rows)
            {
                expected.Add((sbyte)(row[0] > StepSupervision.Threshold ? -1 : 1));
                if (expected[^1] < 0)
                {
                    break;
                }
            }

            Assert.Equal(
                expected,
                StepSupervision.Labels([.. rows.SelectMany(r => r)], Three, StepSupervision.Threshold)!
            );
        }
    }

    [Fact]
    public void A_step_at_the_threshold_is_right_and_a_model_without_a_negative_class_gives_the_opposite_of_correct()
    {
        Assert.Equal([1], StepSupervision.Labels([0.2, 0, 0.8], Three, 0.2)!);
        Assert.Equal([1, -1], StepSupervision.Labels([0.9, 0.7, 0.9], ClassColumns.Named(["positive"]), 0.2)!);
    }

    [Fact]
    public void Unusable_probabilities_give_no_labels()
    {
        Assert.Null(StepSupervision.Labels([], Three, 0.2));
        Assert.Null(StepSupervision.Labels([0.1, 0.2, 0.7, double.NaN, 0, 0], Three, 0.2));
        Assert.Null(StepSupervision.Labels([1.5, 0, 0], Three, 0.2));
    }
}
