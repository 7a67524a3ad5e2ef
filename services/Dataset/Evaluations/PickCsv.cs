using System.Text;
using Platform.Contracts;
using Platform.Dataset.Api;

namespace Platform.Dataset.Evaluations;

/// <summary>
/// Problems of an evaluation as a table: the problem, then for each strategy the sample that it picks, its answer, and the
/// probability that it is right.
/// </summary>
internal static class PickCsv
{
    public static string Render(EvaluationProblemPage page)
    {
        var text = new StringBuilder().AppendCsv(
            [
                "key",
                "subject",
                "level",
                "answer",
                "solutions",
                "correct",
                .. page.Strategies.SelectMany(s => (string[])[$"{s} sample", $"{s} answer", $"{s} right"]),
                "statement",
            ]
        );
        foreach (var (problem, picks) in page.Problems)
        {
            text.AppendCsv(
                [
                    problem.Key,
                    problem.Subject,
                    problem.Level,
                    problem.Answer,
                    problem.Solutions,
                    problem.Correct,
                    .. picks.SelectMany(p => (object?[])[p.Sample, p.Answer, p.Right]),
                    problem.Statement,
                ]
            );
        }

        return text.ToString();
    }
}
