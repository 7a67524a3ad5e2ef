using System.Text.Json;
using System.Text.RegularExpressions;
using Platform.Contracts;
using Platform.Dataset.Reports;
using Platform.Selector;
using Platform.Selector.Evaluations;

namespace Platform.UnitTests.Selector;

public sealed class DocumentsTests
{
    [Fact]
    public async Task The_page_asks_the_network_for_nothing()
    {
        string page = await Page.Render(Sample());
        Assert.DoesNotContain("://", page);
        Assert.DoesNotMatch(@"(?i)\b(src|href|action|data)\s*=", page);
        Assert.DoesNotMatch(@"(?i)url\((?!#)", page);
        Assert.DoesNotMatch(@"(?i)<script|@import|<link", page);
    }

    [Fact]
    public async Task Names_from_outside_are_text_and_never_markup()
    {
        var report = Sample() with
        {
            Pool = "<script>alert(1)</script>",
            Failures = [new("score", "<b>", "<i>", 1, ["<u>"])],
        };
        string page = await Page.Render(report);
        Assert.DoesNotContain("<script", page);
        Assert.DoesNotContain("<u>", page);
        Assert.Contains("&lt;script&gt;", page);
    }

    [Fact]
    public async Task Every_element_of_the_page_is_closed()
    {
        foreach (var report in (EvaluationReport[])[Sample(), Empty()])
        {
            var open = new Stack<string>();
            foreach (Match tag in Regex.Matches(await Page.Render(report), @"<(/?)([a-zA-Z]\w*)[^>]*?(/?)>"))
            {
                string name = tag.Groups[2].Value;
                if (tag.Groups[1].Length > 0)
                {
                    Assert.Equal(open.Pop(), name);
                }
                else if (tag.Groups[3].Length == 0 && name is not ("meta" or "input" or "wbr" or "br"))
                {
                    open.Push(name);
                }
            }
            Assert.Empty(open);
        }
    }

    [Fact]
    public async Task Every_strategy_stands_in_plot_legend_and_tables()
    {
        var report = Sample();
        string page = await Page.Render(report);
        foreach (var (i, strategy) in report.Strategies.Index())
        {
            Assert.Contains($"id=\"t{i}\"", page);
            Assert.Equal(2, Regex.Count(page, $"class=\"s{i} h\\d line\""));
            Assert.Contains($"{Html.Name(strategy.Name)}</th>", page);
        }
    }

    [Fact]
    public async Task A_single_sample_and_an_empty_pool_have_pages_too()
    {
        var one = Report.Build(
            Pool.Header(2),
            [Pool.Problem("a", [0], [true]), Pool.Problem("b", [0], [false])],
            new SelectorOptions()
        );
        Assert.Contains("<circle", await Page.Render(one));
        Assert.DoesNotContain("NaN", await Page.Render(one));
        Assert.Contains("no solutions", await Page.Render(Empty()));
    }

    [Fact]
    public async Task The_page_says_what_the_pool_lacks_and_when_the_first_counted_wins()
    {
        ProblemColumns[] problems =
        [
            Pool.Problem(
                "a",
                [0, 1],
                [true, false],
                [
                    [0.5],
                    null,
                ]
            ),
            Pool.Problem(
                "b",
                [0],
                [true],
                [
                    [0.5],
                ]
            ),
        ];
        var header = Pool.Header(2, Pool.Orm) with { Ties = VoteTies.First };
        string page = await Page.Render(Report.Build(header, problems, new SelectorOptions()));
        Assert.Contains("1 of 2 problems has fewer than 2 samples; 1 sample is missing", page);
        Assert.Contains("orm has no score of 1 of 3 samples", page);
        Assert.Contains("of tied answers the first counted wins", page);
        Assert.Contains("equal votes: first counted", page);

        var whole = Report.Build(Pool.Header(1), [Pool.Problem("a", [0], [true])], new SelectorOptions());
        Assert.DoesNotContain("Coverage", await Page.Render(whole));
        Assert.DoesNotContain("first counted", await Page.Render(whole));
        // A report from before either was reported.
        var old = whole with
        {
            Coverage = null,
            Lineage = whole.Lineage with { VoteTies = null },
        };
        Assert.DoesNotContain("Coverage", await Page.Render(old));
    }

    [Fact]
    public void The_table_has_a_line_for_each_strategy_and_N()
    {
        var report = Sample();
        var lines = Csv.Render(report).TrimEnd('\n').Split('\n');
        Assert.Equal("strategy,n,accuracy,low,high", lines[0]);
        Assert.Equal(report.Strategies.Sum(s => s.Curve.Count), lines.Length - 1);
        var first = report.Strategies[0].Curve[1];
        var cells = lines[2].Split(',');
        Assert.Equal(report.Strategies[0].Name, cells[0]);
        Assert.Equal(first.Accuracy, double.Parse(cells[2]));
        var odd = report with { Strategies = [new StrategyCurve("orm:a,\"b\"", [new(1, 0.5, 0.25, 0.75)])] };
        Assert.Contains("\"orm:a,\"\"b\"\"\",1,0.5,0.25,0.75", Csv.Render(odd));
    }

    [Fact]
    public void The_event_keeps_powers_of_two_and_the_largest_N()
    {
        var thin = Thinned.Of(Sample());
        Assert.All(thin.Strategies, s => Assert.Equal([1, 2, 4, 8, 9], s.Curve.Select(p => p.N)));
        Assert.Empty(thin.Breakdowns);
        Assert.NotEmpty(thin.Differences);
    }

    [Theory]
    [InlineData(1)]
    [InlineData(12)]
    [InlineData(60)]
    [InlineData(400)]
    public void The_event_stays_under_its_limit_however_many_models_and_failures(int models)
    {
        var lineage = Enumerable
            .Range(0, models)
            .Select(m => new ModelLineage(
                $"prm-with-a-rather-long-name-{m}",
                new string('a', 64),
                "process",
                Pool.Prm.Classes
            ))
            .ToArray();
        var sample = Sample();
        var strategies = Strategies.For(lineage);
        var curve = Enumerable.Range(1, 1860).Select(n => new CurvePoint(n, 1.0 / 3, 0.123456, 0.654321)).ToArray();
        var report = sample with
        {
            Samples = 1860,
            Strategies = [.. strategies.All.Select(s => new StrategyCurve(s.Name, curve))],
            Differences =
            [
                .. from pair in Pairs.Of(strategies).Take(20_000)
                from n in Pairs.At(1860)
                select new StrategyDifference(strategies.All[pair.Strategy].Name, "majority", n, 1.0 / 3, 0.1, 0.2),
            ],
            Failures =
            [
                .. Enumerable
                    .Range(0, 2000)
                    .Select(i => new EvaluationFailure("score", "m", new string('r', 3000), i, [new string('e', 900)])),
            ],
            Lineage = sample.Lineage with { Models = lineage },
        };
        var thin = Thinned.Of(report);
        Assert.True(JsonSerializer.SerializeToUtf8Bytes(thin).Length < 256 * 1024);
        Assert.All(thin.Strategies, s => Assert.Equal(1860, s.Curve[^1].N));
    }

    private static EvaluationReport Sample()
    {
        var problems = Enumerable
            .Range(0, 12)
            .Select(p =>
                Pool.Problem(
                    $"{p}",
                    [0, 1, 0, 1, 2, 0, 1, 1, -1],
                    [.. Enumerable.Range(0, 9).Select(i => (i + p) % 3 == 0)]
                ) with
                {
                    Subject = p % 2 == 0 ? "algebra" : "geometry",
                    Scores =
                    [
                        Pool.Scores(
                            [.. Enumerable.Range(0, 9).Select(i => new[] { 0.1, 0.05 * i, 0.9 - 0.05 * i })],
                            3
                        ),
                    ],
                }
            )
            .ToArray();
        return Report.Build(Pool.Header(12, Pool.Prm), problems, new SelectorOptions { Resamples = 80 });
    }

    private static EvaluationReport Empty() => Report.Build(Pool.Header(0), [], new SelectorOptions());
}
