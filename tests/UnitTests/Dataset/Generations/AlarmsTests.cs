using Platform.Contracts;
using Platform.Dataset.Generations;

namespace Platform.UnitTests.Dataset.Generations;

public sealed class AlarmsTests
{
    private static readonly GenerationSummary Before = GenerationsViews.Measured(1, "m", null) with
    {
        Auc = new(0.95, 0.94, 0.96),
        Problems = 100,
    };

    [Fact]
    public void Nothing_that_is_no_worse_raises_an_alarm()
    {
        Assert.Empty(
            Alarms.Of(
                Before,
                Before with
                {
                    Change = new(-0.01, -0.03, 0.01),
                    Auc = new(0.945, 0.935, 0.955),
                    Problems = 50,
                }
            )
        );
        Assert.Empty(Alarms.Of(Before, GenerationsViews.Measured(2, "m", null)));
    }

    [Fact]
    public void Everything_that_is_worse_beyond_its_interval_raises_one()
    {
        var alarms = Alarms.Of(
            Before,
            Before with
            {
                Change = new(-0.05, -0.08, -0.02),
                Auc = new(0.90, 0.89, 0.91),
                Problems = 49,
            }
        );

        Assert.Equal(
            [
                "Best-of-N fell by 5.0 points [2.0, 8.0].",
                "The AUC of the steps fell from 95.0 to 90.0, intervals apart.",
                "The selection covers 49 problems; the one before covered 100.",
            ],
            alarms
        );
    }

    [Theory]
    [InlineData("prm-g2", "prm-g1", 0.1, 0.02, 0.18, 0.1, 0.02, 0.18)]
    [InlineData("prm-g1", "prm-g2", -0.1, -0.18, -0.02, 0.1, 0.02, 0.18)]
    public void A_change_is_that_of_the_new_model_whatever_the_order_in_the_report(
        string strategy,
        string against,
        double difference,
        double low,
        double high,
        double change,
        double changeLow,
        double changeHigh
    )
    {
        var report = new EvaluationReport(
            Guid.Empty,
            "p",
            2,
            4,
            8,
            [new("prm.product:prm-g1", [new(4, 0.5, 0.4, 0.6)]), new("prm.product:prm-g2", [new(4, 0.6, 0.5, 0.7)])],
            [new($"prm.product:{strategy}", $"prm.product:{against}", 4, difference, low, high)],
            [],
            [],
            new ReportLineage([], new Dictionary<string, int>(), 0, 0, 40, "")
        );

        var summary = GenerationsViews.Measured(2, "prm-g2@0123", report);

        Assert.Equal(0.6, summary.Accuracy!.Accuracy);
        Assert.Equal(new ValueInterval(change, changeLow, changeHigh), summary.Change);
    }
}
