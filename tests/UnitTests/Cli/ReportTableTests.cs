using Platform.Cli.Evaluations;
using Platform.Contracts;

namespace Platform.UnitTests.Cli;

public sealed class ReportTableTests
{
    [Theory]
    [InlineData(1, new[] { 1 })]
    [InlineData(4, new[] { 1, 2, 4 })]
    [InlineData(100, new[] { 1, 2, 4, 8, 16, 32, 64, 100 })]
    [InlineData(0, new int[0])]
    public void Powers_of_two_and_the_largest_are_shown(int samples, int[] expected) =>
        Assert.Equal(expected, ReportTable.PowersOfTwo(samples));

    [Fact]
    public void A_narrow_window_keeps_the_ends_and_spreads_the_rest()
    {
        var ns = ReportTable.PowersOfTwo(1860);

        for (var count = 2; count <= ns.Count; count++)
        {
            var thinned = ReportTable.Thinned(ns, count);
            Assert.Equal(count, thinned.Distinct().Count());
            Assert.Equal((1, 1860), (thinned[0], thinned[^1]));
            Assert.Equal(thinned.Order(), thinned);
        }
        Assert.Equal([1, 1860], ReportTable.Thinned(ns, -3));
    }

    [Fact]
    public void The_best_stands_first_and_the_ceiling_last()
    {
        var table = ReportTable.Of(Samples.Report(), 80);

        Assert.Equal(["prm.product", "majority", "pass"], table.Rows.Select(r => r[0]));
        Assert.Equal(["strategy", "N=1", "N=2", "N=3", "95 %"], table.Columns.Select(c => c.Title));
        Assert.Equal(["majority", "40.0", "40.0", "50.0", "45.0–99.0"], table.Rows[1]);
    }

    [Fact]
    public void A_curve_without_a_point_shows_that_it_has_none()
    {
        var table = ReportTable.Of([Samples.Curve("orm", 0.1, 0.1, 1)], 4, 80);

        Assert.Equal(["orm", "10.0", "–", "–", "–"], table.Rows.Single());
    }

    [Theory]
    [InlineData(80)]
    [InlineData(160)]
    public void The_longest_names_and_largest_n_fit_the_window(int width)
    {
        var ns = ReportTable.PowersOfTwo(1860).ToArray();
        StrategyCurve[] curves = [Samples.Curve("weighted.prm.product.neutral-negative", 0.5, 1, ns)];

        var table = ReportTable.Of(curves, 1860, width);

        var lines = Platform.Cli.Table.Lines(table.Columns, table.Rows, width);
        Assert.All(lines, line => Assert.True(line.Length <= width, line));
        Assert.Contains("N=1860", lines[0]);
    }

    [Fact]
    public void Steps_stand_below_with_what_has_no_value_left_open()
    {
        StepMetrics[] steps =
        [
            new(
                "prm",
                "file",
                900,
                12_345,
                0.7,
                0,
                0.3,
                0.9123,
                0.9,
                0.925,
                new(500, 400, 3, 0.25, 0.75, 0.375, 0.3, 0.4)
            ),
            new("prm-2", "file", 1, 1, 1, 0, 0, null, null, null, new(0, 1, 0, null, 1, null, null, null)),
        ];

        var table = StepTable.Of(steps);

        Assert.Contains("rated by file:", table.Title);
        Assert.Equal(
            ["prm", "12,345", "91.2", "90.0–92.5", "37.5", "30.0–40.0", "25.0 of 500", "75.0 of 400", "3"],
            table.Rows[0]
        );
        Assert.Equal(["prm-2", "1", "–", "–", "–", "–", "– of 0", "100.0 of 1", "0"], table.Rows[1]);
        var lines = Platform.Cli.Table.Lines(table.Columns, table.Rows, 80);
        Assert.All(lines, line => Assert.True(line.Length <= 80, line));
        Assert.Contains("wrong found", lines[0]);
    }

    [Fact]
    public void Labellers_thresholds_and_subsets_stand_in_tables_that_fit_the_window()
    {
        StepMetrics Of(string labeller, double? threshold) =>
            new(
                "prm-maths",
                labeller,
                9,
                90,
                0.7,
                0,
                0.3,
                0.9,
                0.8,
                0.95,
                new(5, 4, 0, 0.25, 0.75, 0.375, 0.3, 0.4),
                new(LabelScale.Ratings, null),
                new("subset", threshold, "gsm8k"),
                new(threshold, 0.2, 0.6, 2),
                new(new(0.9, 0.8, 0.847), new(0.5, 0.7, 0.583), 0.715, 0.6, 0.8),
                new(0.034, []),
                [Group("gsm8k", 0.5), Group("math", null)]
            );
        StepGroup Group(string subset, double? f1) =>
            new(
                "subject",
                subset,
                4,
                40,
                0.3,
                0.9,
                new(new(1, 1, 1), new(1, 1, 1), 1),
                0,
                new(2, 2, 0, f1, f1, f1, null, null)
            );

        var tables = StepTable.All([Of("file", 0.4375), Of("oracle:synthetic-1", null)]).ToArray();

        Assert.Equal(3, tables.Length);
        Assert.All(tables, t => Assert.Equal(["model", "rated by"], t.Columns.Take(2).Select(c => c.Title)));
        Assert.Contains("best threshold for gsm8k", tables[1].Title);
        Assert.Equal(
            ["prm-maths", "file", "0.438", "50.0", "70.0", "58.3", "84.7", "71.5", "60.0–80.0", "3.4"],
            tables[1].Rows[0]
        );
        Assert.Equal("–", tables[1].Rows[1][2]);
        Assert.Equal(["prm-maths", "file", "43.8", "20.0–60.0", "50.0", "–"], tables[2].Rows[0]);
        foreach (var table in tables)
        {
            var lines = Platform.Cli.Table.Lines(table.Columns, table.Rows, 80);
            Assert.All(lines, line => Assert.True(line.Length <= 80, line));
        }
    }

    [Fact]
    public void Failures_name_the_model_the_reason_and_examples()
    {
        var line = Assert.Single(ReportText.Failures(Samples.Report().Failures));

        Assert.Equal("3 failed to score by prm: 512 tokens, it takes at most 320 (for example p1 #0, p2 #1)", line);
    }
}
