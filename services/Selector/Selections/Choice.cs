using Platform.Contracts;
using Platform.Kernels.Labelling;

namespace Platform.Selector.Selections;

/// <summary>Chooses the solutions of a selection from its columns.</summary>
internal static class Choice
{
    private static readonly string[] ReasonNames =
    [
        "convincing-wrong",
        "convincing",
        "uniform",
        "uncertain",
        "injected",
    ];

    public static (IReadOnlyList<ChosenSolution> Chosen, SelectionReport Report) Of(
        SelectionHeader header,
        IReadOnlyList<SelectionColumns> problems,
        SelectorOptions options
    )
    {
        var request = header.Request;
        var rule = new ScoreRule(request, header.Models);
        bool needsVerdicts =
            request.Policy is SelectionPolicy.ConvincingWrong or SelectionPolicy.Mixed || request.RightShare > 0;
        var read = new Candidates[problems.Count];
        Parallel.For(
            0,
            read.Length,
            options.Parallel,
            p => read[p] = Candidates.Read(problems[p], rule, needsVerdicts)
        );

        var solutions = read.SelectMany(r => r.All).ToArray();
        var subjects = new SubjectNumbers(problems);
        var pool = Pool(problems, read, solutions, subjects);
        var picks = LabellingChoice.Of(
            pool,
            new LabellingRule(
                Enum.Parse<LabellingPolicy>(request.Policy.ToString()),
                request.PerProblem,
                request.Total,
                request.PerSubject,
                request.WrongShare ?? 0.8,
                request.RightShare ?? 0,
                request.Seed ?? 0
            )
        );
        bool uncertain = request.Policy == SelectionPolicy.Uncertain;
        ChosenSolution[] chosen =
        [
            .. picks.Select(p => new ChosenSolution(
                solutions[p.Candidate].Id,
                p.Rank,
                ReasonNames[(int)p.Reason],
                Math.Exp(solutions[p.Candidate].Score),
                uncertain ? solutions[p.Candidate].Uncertainty : null
            )),
        ];
        return (chosen, SelectionFigures.Of(read, solutions, pool, picks, [.. chosen.Select(c => c.Reason)], subjects));
    }

    private static LabellingPool Pool(
        IReadOnlyList<SelectionColumns> problems,
        Candidates[] read,
        Candidate[] solutions,
        SubjectNumbers subjects
    )
    {
        var problem = new int[solutions.Length];
        int at = 0;
        for (int p = 0; p < read.Length; p++)
        {
            problem.AsSpan(at, read[p].All.Count).Fill(p);
            at += read[p].All.Count;
        }
        return new(
            [.. problems.Select(p => p.Key)],
            problem,
            Array.ConvertAll(solutions, s => s.Sample),
            Array.ConvertAll(problem, p => subjects.Of[p]),
            Array.ConvertAll(solutions, s => s.Verdict),
            Array.ConvertAll(solutions, s => s.Score),
            Array.ConvertAll(solutions, s => s.Uncertainty)
        );
    }
}

/// <summary>The subjects of problems as numbers, in the order of their names; problems without one share a number.</summary>
internal sealed class SubjectNumbers
{
    public SubjectNumbers(IReadOnlyList<SelectionColumns> problems)
    {
        Names = [.. problems.Select(p => p.Subject).Distinct().OrderBy(s => s, StringComparer.Ordinal)];
        Of = [.. problems.Select(p => Array.IndexOf(Names, p.Subject))];
    }

    /// <summary>The names; null for problems without a subject.</summary>
    public string?[] Names { get; }

    /// <summary>The number of each problem's subject.</summary>
    public int[] Of { get; }
}
