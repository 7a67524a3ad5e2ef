using System.Runtime.InteropServices;
using Platform.Contracts;

namespace Platform.Selector.Selections;

/// <summary>What can be chosen of one problem, and how many of its solutions cannot be.</summary>
internal sealed class Candidates
{
    /// <summary>The candidates.</summary>
    public List<Candidate> All { get; } = [];

    /// <summary>Solutions by <see cref="LeftOut"/>.</summary>
    public int[] Counts { get; } = new int[Enum.GetValues<LeftOut>().Length];

    /// <exception cref="InvalidDataException">The columns contradict each other.</exception>
    public static Candidates Read(SelectionColumns problem, ScoreRule rule, bool needsVerdicts)
    {
        var solutions = new SolutionColumns(problem, rule);
        var read = new Candidates();
        var order = Enumerable.Range(0, solutions.Count).ToArray();
        Array.Sort(solutions.Samples.ToArray(), order);
        var labelled = new HashSet<long>();
        foreach (int i in order)
        {
            if (problem.Labelled[i] != 0)
            {
                labelled.Add(solutions.Texts[i]);
            }
        }
        var seen = new HashSet<long>();
        foreach (int i in order)
        {
            var (score, uncertainty) = solutions.Score(i);
            var why =
                problem.Excluded ? LeftOut.Excluded
                : problem.Control ? LeftOut.Control
                : problem.Finished[i] == 0 ? LeftOut.NoAnswer
                : needsVerdicts && solutions.Verdicts[i] < 0 ? LeftOut.NoVerdict
                : double.IsNaN(score) || double.IsNaN(uncertainty) ? LeftOut.NoScore
                : labelled.Contains(solutions.Texts[i]) ? LeftOut.Labelled
                : !seen.Add(solutions.Texts[i]) ? LeftOut.Duplicate
                : LeftOut.No;
            read.Counts[(int)why]++;
            if (why == LeftOut.No)
            {
                read.All.Add(
                    new Candidate(
                        solutions.Ids[i],
                        solutions.Samples[i],
                        solutions.Verdicts[i],
                        score,
                        uncertainty,
                        solutions.Steps[i],
                        solutions.Characters[i]
                    )
                );
            }
        }
        return read;
    }

    /// <summary>One problem's columns with the probabilities of each solution.</summary>
    private readonly ref struct SolutionColumns
    {
        private readonly ScoreRule _rule;
        private readonly ScoreColumns?[] _scores;
        private readonly int[][] _starts;

        public SolutionColumns(SelectionColumns problem, ScoreRule rule)
        {
            _rule = rule;
            Ids = MemoryMarshal.Cast<byte, long>(problem.Ids);
            Samples = MemoryMarshal.Cast<byte, int>(problem.Samples);
            Verdicts = MemoryMarshal.Cast<byte, sbyte>(problem.Verdicts);
            Texts = MemoryMarshal.Cast<byte, long>(problem.Texts);
            Steps = MemoryMarshal.Cast<byte, int>(problem.Steps);
            Characters = MemoryMarshal.Cast<byte, int>(problem.Characters);
            bool same =
                Samples.Length == Count
                && problem.Finished.Length == Count
                && Verdicts.Length == Count
                && problem.Labelled.Length == Count
                && Texts.Length == Count
                && Steps.Length == Count
                && Characters.Length == Count
                && problem.Scores.Count == rule.Models;
            if (!same)
            {
                throw new InvalidDataException($"Columns of problem {problem.Key}: their lengths differ.");
            }
            _scores = [.. problem.Scores];
            _starts = new int[_scores.Length][];
            for (int m = 0; m < _scores.Length; m++)
            {
                _starts[m] = Starts(problem.Key, _scores[m], rule.Classes(m), Count);
            }
        }

        public int Count => Ids.Length;
        public ReadOnlySpan<long> Ids { get; }
        public ReadOnlySpan<int> Samples { get; }
        public ReadOnlySpan<sbyte> Verdicts { get; }
        public ReadOnlySpan<long> Texts { get; }
        public ReadOnlySpan<int> Steps { get; }
        public ReadOnlySpan<int> Characters { get; }

        public (double Score, double Uncertainty) Score(int solution)
        {
            Span<double> logs = stackalloc double[_scores.Length];
            for (int m = 0; m < logs.Length; m++)
            {
                logs[m] = _rule.Score(m, Rows(m, solution));
            }
            return _rule.Of(logs, Rows(0, solution));
        }

        private ReadOnlySpan<double> Rows(int model, int solution) =>
            _scores[model] is { } columns
                ? MemoryMarshal.Cast<byte, double>(columns.Probabilities)[
                    _starts[model][solution].._starts[model][solution + 1]
                ]
                : [];

        /// <summary>Where the probabilities of each solution start, and where the last ones end.</summary>
        private static int[] Starts(string key, ScoreColumns? columns, int classes, int count)
        {
            var starts = new int[count + 1];
            if (columns is null)
            {
                return starts;
            }
            var rows = MemoryMarshal.Cast<byte, int>(columns.Rows);
            if (rows.Length != count)
            {
                throw new InvalidDataException($"Columns of problem {key}: scores are not one a solution.");
            }
            for (int i = 0; i < count; i++)
            {
                starts[i + 1] = starts[i] + rows[i] * classes;
            }
            return starts[count] * sizeof(double) == columns.Probabilities.Length
                ? starts
                : throw new InvalidDataException($"Columns of problem {key}: probabilities and rows differ in number.");
        }
    }
}

/// <summary>A solution that can be chosen.</summary>
/// <param name="Id">Its id.</param>
/// <param name="Sample">Its sample number.</param>
/// <param name="Verdict">1 right, 0 wrong, -1 unknown.</param>
/// <param name="Score">Log of its score.</param>
/// <param name="Uncertainty">Its uncertainty, if the policy needs it.</param>
/// <param name="Steps">Number of steps.</param>
/// <param name="Characters">Characters of the steps.</param>
internal readonly record struct Candidate(
    long Id,
    int Sample,
    sbyte Verdict,
    double Score,
    double Uncertainty,
    int Steps,
    int Characters
);
