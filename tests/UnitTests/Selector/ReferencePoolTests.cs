using System.Runtime.InteropServices;
using System.Text.Json;
using Platform.Contracts;
using Platform.Selector;
using Platform.Selector.Evaluations;
using Platform.Tests;

namespace Platform.UnitTests.Selector;

public sealed class ReferencePoolTests
{
    [Fact]
    public void The_Qwen_pool_gives_its_published_figures_if_the_first_counted_wins()
    {
        var report = Qwen(VoteTies.First);
        Assert.Equal(91, 100 * At(report, "pass", 1), 1e-9);
        Assert.Equal(93, 100 * At(report, "majority", 8), 1e-9);
        Assert.Equal(94, 100 * At(report, "orm:imported-orm", 8), 1e-9);
        Assert.Equal(96, 100 * At(report, "pass", 8), 1e-9);
        Assert.Contains("equal votes: first counted", report.Lineage.Ties);
        Assert.Equal(VoteTies.First, report.Lineage.VoteTies);
        Assert.All(
            report.Strategies.SelectMany(s => s.Curve),
            p => Assert.True(p.Low <= p.Accuracy + 1e-6 && p.Accuracy <= p.High + 1e-6)
        );
    }

    [Fact]
    public void Without_favour_the_Qwen_pool_has_the_majority_that_a_plain_count_gives()
    {
        var counted = QwenProblems().Average(p => PlainMajority(p));
        Assert.Equal(92.5, 100 * counted, 1e-9);
        Assert.Equal(counted, At(Qwen(VoteTies.Uniform), "majority", 8), 1e-12);
    }

    [Fact]
    public void The_date_pool_gives_its_published_figures_without_favour()
    {
        var report = Date(VoteTies.Uniform);
        Assert.Equal(62.4, 100 * At(report, "pass", 1), 0.05);
        Assert.Equal(72.5, 100 * At(report, "majority", 10), 0.05);
        Assert.Equal(82.9, 100 * At(report, "pass", 10), 0.05);
    }

    /// <summary>All samples vote; every most frequent answer is as likely.</summary>
    private static double PlainMajority(ProblemColumns problem)
    {
        var votes = MemoryMarshal
            .Cast<byte, int>(problem.Answers)
            .ToArray()
            .Select((answer, sample) => (Answer: answer, Right: problem.Correct[sample]))
            .Where(v => v.Answer >= 0)
            .GroupBy(v => v.Answer, v => (double)v.Right)
            .ToArray();
        return votes.Length == 0
            ? 0
            : votes.Where(v => v.Count() == votes.Max(other => other.Count())).Average(v => v.Average());
    }

    private static EvaluationReport Qwen(VoteTies ties)
    {
        var problems = QwenProblems();
        var model = new ModelLineage("imported-orm", "imported", "outcome", ["positive"]);
        var header = Pool.Header(problems.Length, model) with { Ties = ties };
        return Report.Build(header, problems, new SelectorOptions());
    }

    private static ProblemColumns[] QwenProblems() =>
        File.ReadAllText(RealData.Shared("data/candidates/math_100x8_with_rm_scores.jsonl"))
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
        return Report.Build(Pool.Header(problems.Length) with { Ties = ties }, problems, new SelectorOptions());
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
