using System.Text.Json;
using Platform.Contracts;
using Platform.Kernels.Selection;
using Platform.Selector;
using Platform.Selector.Evaluations;
using Platform.Tests;

namespace Platform.UnitTests.Selector;

public sealed class ReferencePoolTests
{
    [Fact]
    public void The_Qwen_pool_gives_its_published_figures()
    {
        var report = Qwen(VoteTies.First);
        Assert.Equal(91, 100 * At(report, "pass", 1), 1e-9);
        Assert.Equal(93, 100 * At(report, "majority", 8), 1e-9);
        Assert.Equal(94, 100 * At(report, "orm:imported-orm", 8), 1e-9);
        Assert.Equal(96, 100 * At(report, "pass", 8), 1e-9);
        Assert.All(
            report.Strategies.SelectMany(s => s.Curve),
            p => Assert.True(p.Low <= p.Accuracy + 1e-6 && p.Accuracy <= p.High + 1e-6)
        );
    }

    [Fact]
    public void Splitting_ties_is_not_how_the_Qwen_figure_was_made() =>
        Assert.Equal(92.5, 100 * At(Qwen(VoteTies.Split), "majority", 8), 1e-9);

    [Fact]
    public void The_date_pool_gives_its_published_figures_with_ties_split()
    {
        var report = Date(VoteTies.Split);
        Assert.Equal(62.4, 100 * At(report, "pass", 1), 0.05);
        Assert.Equal(72.5, 100 * At(report, "majority", 10), 0.05);
        Assert.Equal(82.9, 100 * At(report, "pass", 10), 0.05);
    }

    private static EvaluationReport Qwen(VoteTies ties)
    {
        var problems = File.ReadAllText(RealData.Shared("data/candidates/math_100x8_with_rm_scores.jsonl"))
            .Split('\n', StringSplitOptions.RemoveEmptyEntries)
            .Select(line => JsonDocument.Parse(line).RootElement)
            .Select(p =>
                Pool.Problem(
                    p.GetProperty("idx").ToString(),
                    Numbered(p.GetProperty("pred").EnumerateArray().Select(a => a.GetString()!), ""),
                    [.. p.GetProperty("score").EnumerateArray().Select(s => s.GetBoolean())],
                    [
                        [.. p.GetProperty("pred_score").EnumerateArray().Select(s => new[] { s[0].GetDouble() })],
                    ]
                )
            )
            .ToArray();
        var model = new ModelLineage("imported-orm", "imported", "outcome", ["positive"]);
        return Report.Build(Pool.Header(problems.Length, model), problems, new SelectorOptions { VoteTies = ties });
    }

    private static EvaluationReport Date(VoteTies ties)
    {
        using var stream = File.OpenRead(RealData.Shared("data/candidates/date_369x10_with_majority.json"));
        var problems = JsonDocument
            .Parse(stream)
            .RootElement.EnumerateArray()
            .Select(
                (p, i) =>
                    Pool.Problem(
                        $"{i}",
                        Numbered(
                            p.GetProperty("pred_answers").EnumerateArray().Select(a => a.GetString()!),
                            "No answer!"
                        ),
                        [.. p.GetProperty("per_sample_correct").EnumerateArray().Select(s => s.GetBoolean())]
                    )
            )
            .ToArray();
        return Report.Build(Pool.Header(problems.Length), problems, new SelectorOptions { VoteTies = ties });
    }

    private static int[] Numbered(IEnumerable<string> answers, string none)
    {
        var seen = new List<string>();
        return
        [
            .. answers.Select(a =>
            {
                if (a == none)
                {
                    return -1;
                }
                if (!seen.Contains(a))
                {
                    seen.Add(a);
                }
                return seen.IndexOf(a);
            }),
        ];
    }

    private static double At(EvaluationReport report, string strategy, int n) =>
        report.Strategies.Single(s => s.Name == strategy).Curve[n - 1].Accuracy;
}
