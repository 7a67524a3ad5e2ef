using System.Text;
using Platform.Contracts;
using Platform.Dataset.Api;

namespace Platform.Dataset.Browsing;

/// <summary>Problems and candidates as tables.</summary>
internal static class BrowsingCsv
{
    /// <summary>One line per problem: <c>key,subject,level,answer,solutions,correct,statement</c>.</summary>
    public static string Problems(ProblemPage page)
    {
        var text = new StringBuilder().AppendCsv(
            "key",
            "subject",
            "level",
            "answer",
            "solutions",
            "correct",
            "statement"
        );
        foreach (var p in page.Problems)
        {
            text.AppendCsv(p.Key, p.Subject, p.Level, p.Answer, p.Solutions, p.Correct, p.Statement);
        }

        return text.ToString();
    }

    /// <summary>
    /// One line per candidate: <c>sample,answer,correct,finished,steps</c>, a column for each model with its score of the
    /// solution, and the text.
    /// </summary>
    public static string Candidates(ProblemDetail detail)
    {
        var models = detail
            .Candidates.SelectMany(c => c.Scores)
            .Select(s => (s.Model, s.Version))
            .Distinct()
            .OrderBy(m => m.Model, StringComparer.Ordinal)
            .ToList();
        var text = new StringBuilder().AppendCsv(
            [
                "sample",
                "answer",
                "correct",
                "finished",
                "steps",
                .. models.Select(m =>
                    models.Count(o => o.Model == m.Model) > 1 ? $"{m.Model}@{m.Version[..8]}" : m.Model
                ),
                "text",
            ]
        );
        foreach (var c in detail.Candidates)
        {
            text.AppendCsv(
                [
                    c.Sample,
                    c.Answer,
                    c.Correct,
                    c.Finished,
                    c.Steps.Count,
                    .. models.Select(m => (object?)c.Scores.FirstOrDefault(s => (s.Model, s.Version) == m)?.Solution),
                    string.Join('\n', c.Steps),
                ]
            );
        }

        return text.ToString();
    }
}
