namespace Platform.UnitTests.Selector;

/// <summary>One rated solution, as a labeller and a model see it.</summary>
/// <param name="Problem">Number of its problem.</param>
/// <param name="Subject">The problem's subject.</param>
/// <param name="Length">Number of its steps.</param>
/// <param name="Steps">Its rated steps.</param>
/// <param name="All">P(correct) of all its steps.</param>
internal sealed record SlowSolution(int Problem, string Subject, int Length, List<SlowStep> Steps, double[] All);

/// <summary>One rated step.</summary>
internal sealed record SlowStep(int Position, double P, double Outcome, bool Right);

/// <summary>Step metrics by their definitions, one pass over everything for each.</summary>
internal sealed class SlowSteps(IReadOnlyList<SlowSolution> solutions, double threshold)
{
    private static readonly (string Name, int From, int To)[] Ranges =
    [
        ("1", 1, 1),
        ("2", 2, 2),
        ("3", 3, 3),
        ("4", 4, 4),
        ("5", 5, 5),
        ("6-8", 6, 8),
        ("9-12", 9, 12),
        ("13-20", 13, 20),
        ("21+", 21, int.MaxValue),
    ];

    public IReadOnlyList<SlowSolution> Solutions => solutions;

    public IReadOnlyList<SlowStep> Steps => [.. solutions.SelectMany(s => s.Steps)];

    public double Auc
    {
        get
        {
            var right = Steps.Where(s => s.Right).ToArray();
            var wrong = Steps.Where(s => !s.Right).ToArray();
            return right.Length == 0 || wrong.Length == 0
                ? double.NaN
                : right.Average(r => wrong.Average(w => (Math.Sign(r.P - w.P) + 1) / 2.0));
        }
    }

    public int Erroneous => Cases.Count(c => c.Label >= 0);
    public int Correct => Cases.Count(c => c.Label < 0);
    public int Undecided => solutions.Count - Cases.Count;
    public double ErroneousAccuracy => Accuracy([.. Cases.Where(c => c.Label >= 0)]);
    public double CorrectAccuracy => Accuracy([.. Cases.Where(c => c.Label < 0)]);

    public double F1
    {
        get
        {
            var (a, b) = (ErroneousAccuracy, CorrectAccuracy);
            return a + b == 0 ? 0 : 2 * a * b / (a + b);
        }
    }

    public double PrmScore => 0.5 * ClassF1(true) + 0.5 * ClassF1(false);

    public double CalibrationError =>
        Steps.Count == 0
            ? double.NaN
            : Enumerable
                .Range(0, 10)
                .Select(b => Bin(b / 10.0))
                .Where(bin => bin.Count > 0)
                .Sum(bin =>
                    (double)bin.Count / Steps.Count * Math.Abs(bin.Average(s => s.P) - bin.Average(s => s.Outcome))
                );

    /// <summary>The labelled and the predicted first wrong step, or -1, where the labels decide.</summary>
    private List<(int Label, int Said)> Cases
    {
        get
        {
            var cases = new List<(int, int)>();
            foreach (var s in solutions)
            {
                var wrong = s.Steps.Find(step => !step.Right);
                int needed = wrong?.Position ?? s.Length;
                if (s.Steps.Count(step => step.Position <= needed) == needed)
                {
                    cases.Add((wrong is null ? -1 : wrong.Position - 1, Array.FindIndex(s.All, p => p < threshold)));
                }
            }
            return cases;
        }
    }

    public List<SlowStep> Bin(double from) =>
        [.. Steps.Where(s => Math.Min(9, (int)(s.P * 10)) == (int)Math.Round(from * 10))];

    public double Precision(bool right) => Share(s => Said(s) == right, s => s.Right == right);

    public double Recall(bool right) => Share(s => s.Right == right, s => Said(s) == right);

    public double ClassF1(bool right)
    {
        var (precision, recall) = (Precision(right), Recall(right));
        return recall == 0 ? 0 : 2 * precision * recall / (precision + recall);
    }

    public IEnumerable<(string By, string Name, SlowSteps Plain)> BySubject() =>
        solutions
            .GroupBy(s => s.Subject)
            .OrderBy(g => g.Key, StringComparer.Ordinal)
            .Select(g => ("subject", g.Key, new SlowSteps([.. g], threshold)));

    public IEnumerable<(string By, string Name, SlowSteps Plain)> ByPosition() =>
        Within(
            "position",
            r =>
                [
                    .. solutions
                        .Select(s =>
                            s with
                            {
                                Steps = s.Steps.FindAll(x => x.Position >= r.From && x.Position <= r.To),
                            }
                        )
                        .Where(s => s.Steps.Count > 0),
                ]
        );

    public IEnumerable<(string By, string Name, SlowSteps Plain)> ByLength() =>
        Within("length", r => [.. solutions.Where(s => s.Length >= r.From && s.Length <= r.To)]);

    private IEnumerable<(string By, string Name, SlowSteps Plain)> Within(
        string by,
        Func<(string Name, int From, int To), List<SlowSolution>> own
    ) => Ranges.Select(r => (by, r.Name, new SlowSteps(own(r), threshold))).Where(g => g.Item3.Solutions.Count > 0);

    private bool Said(SlowStep step) => step.P >= threshold;

    private double Share(Func<SlowStep, bool> of, Func<SlowStep, bool> which)
    {
        var all = Steps.Where(of).ToArray();
        return all.Length == 0 ? double.NaN : (double)all.Count(which) / all.Length;
    }

    private static double Accuracy((int Label, int Said)[] cases) =>
        cases.Length == 0 ? double.NaN : cases.Average(c => c.Label == c.Said ? 1.0 : 0);
}
