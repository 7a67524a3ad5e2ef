using Platform.Kernels.Statistics;

namespace Platform.UnitTests.Kernels.Statistics;

public sealed class ConfusionCountsTests
{
    [Fact]
    public void The_scores_are_those_of_PRMBenchs_published_evaluation()
    {
        for (int seed = 0; seed < 200; seed++)
        {
            var random = SplitMix.For(seed, 1);
            (bool Right, bool Predicted)[] items =
            [
                .. Enumerable.Range(0, 1 + random.Below(30)).Select(_ => (random.Chance(0.6), random.Chance(0.7))),
            ];

            var counts = items.Aggregate(
                new ConfusionCounts(),
                (sum, i) => sum.Plus(ConfusionCounts.Of(i.Right, i.Predicted))
            );

            var right = Plain(items, of: true);
            var wrong = Plain(items, of: false);
            Same(right, (counts.Precision, counts.Recall, counts.F1));
            Same(wrong, (counts.NegativePrecision, counts.NegativeRecall, counts.NegativeF1));
            Assert.Equal(0.5 * right.F1 + 0.5 * wrong.F1, counts.PrmScore, 1e-12);
        }
    }

    [Fact]
    public void A_class_without_items_has_no_recall_and_no_F1_rather_than_0()
    {
        var counts = new ConfusionCounts(TruePositives: 3, FalseNegatives: 1, TrueNegatives: 0, FalsePositives: 0);

        Assert.Equal((1, 0.75, 0), (counts.Precision, counts.Recall, counts.NegativePrecision));
        Assert.True(double.IsNaN(counts.NegativeRecall));
        Assert.True(double.IsNaN(counts.NegativeF1));
        Assert.True(double.IsNaN(counts.PrmScore));
        Assert.True(double.IsNaN(default(ConfusionCounts).F1));
    }

    [Fact]
    public void Items_that_are_all_missed_have_an_F1_of_0_and_no_precision()
    {
        var counts = new ConfusionCounts(TruePositives: 2, FalseNegatives: 0, TrueNegatives: 0, FalsePositives: 4);

        Assert.True(double.IsNaN(counts.NegativePrecision));
        Assert.Equal((0, 0), (counts.NegativeRecall, counts.NegativeF1));
    }

    [Fact]
    public void Counts_are_added_as_often_as_asked() =>
        Assert.Equal(
            new ConfusionCounts(7, 8, 9, 10),
            new ConfusionCounts(1, 2, 3, 4).Plus(new ConfusionCounts(2, 2, 2, 2), times: 3)
        );

    /// <summary>Precision, recall and their harmonic mean by their definitions.</summary>
    private static (double Precision, double Recall, double F1) Plain((bool Right, bool Predicted)[] items, bool of)
    {
        double hits = items.Count(i => i.Right == of && i.Predicted == of);
        double precision = hits / items.Count(i => i.Predicted == of);
        double recall = hits / items.Count(i => i.Right == of);
        double f1 =
            double.IsNaN(recall) ? double.NaN
            : hits == 0 ? 0
            : 2 * precision * recall / (precision + recall);
        return (precision, recall, f1);
    }

    private static void Same(
        (double Precision, double Recall, double F1) expected,
        (double Precision, double Recall, double F1) actual
    )
    {
        Assert.Equal(expected.Precision, actual.Precision, 1e-12);
        Assert.Equal(expected.Recall, actual.Recall, 1e-12);
        Assert.Equal(expected.F1, actual.F1, 1e-12);
    }
}
