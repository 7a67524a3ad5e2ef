using System.Runtime.InteropServices;
using Platform.Contracts;
using Platform.Kernels.Selection;

namespace Platform.Selector.Evaluations;

/// <summary>
/// One problem's candidates: its samples that have an answer. A sample without an answer only takes up a slot. Their order
/// is the pool's if the first counted of tied answers is to win; otherwise it follows from their answers and scores alone,
/// so that no number in the report depends on the order of a file.
/// </summary>
internal sealed class Candidates
{
    private Candidates(ProblemColumns problem, int samples)
    {
        (Key, Subject, Level, Samples) = (problem.Key, problem.Subject, problem.Level, samples);
    }

    public string Key { get; }
    public string? Subject { get; }
    public string? Level { get; }

    /// <summary>Number of samples, those without an answer included.</summary>
    public int Samples { get; }

    /// <summary>Each candidate's answer, 0 to A - 1, numbered by first appearance.</summary>
    public required int[] Answers { get; init; }

    /// <summary>Each candidate's sample number.</summary>
    public required int[] Numbers { get; init; }

    /// <summary>1 right, 0 wrong.</summary>
    public required byte[] Correct { get; init; }

    /// <summary>For each score, one number per candidate; higher is better, NaN means no score.</summary>
    public required double[][] Scores { get; init; }

    /// <summary>
    /// For each model, the samples with invalid probabilities (NaN, outside [0, 1]), which count as not scored.
    /// </summary>
    public required List<int>[] Unusable { get; init; }

    /// <summary>Candidates that have this score.</summary>
    public int Scored(int score) => Scores[score].Count(x => !double.IsNaN(x));

    public int Right => Correct.Count(c => c != 0);

    /// <exception cref="InvalidDataException">The columns contradict each other.</exception>
    public static Candidates Read(
        ProblemColumns problem,
        IReadOnlyList<ModelLineage> models,
        Strategies strategies,
        TieBreak ties = TieBreak.Uniform
    )
    {
        var answers = MemoryMarshal.Cast<byte, int>(problem.Answers);
        int samples = answers.Length;
        Check(problem, problem.Answers.Length == 4 * samples, "answers are not whole numbers of 4 bytes");
        Check(problem, problem.Correct.Length == samples, $"{problem.Correct.Length} verdicts for {samples} answers");
        Check(
            problem,
            problem.Scores.Count == models.Count,
            $"{problem.Scores.Count} scores for {models.Count} models"
        );

        var candidates = new List<int>(samples);
        for (int i = 0; i < samples; i++)
        {
            if (answers[i] >= 0)
            {
                candidates.Add(i);
            }
        }
        var scores = new double[strategies.Scores.Count][];
        var unusable = new List<int>[models.Count];
        for (int m = 0; m < models.Count; m++)
        {
            unusable[m] = [];
            var own = strategies.Scores.Index().Where(s => s.Item.Model == m).ToArray();
            foreach (var (i, _) in own)
            {
                scores[i] = new double[candidates.Count];
                scores[i].AsSpan().Fill(double.NaN);
            }
            if (problem.Scores[m] is { } columns)
            {
                Read(problem, columns, models[m], own, candidates, scores, unusable[m]);
            }
        }
        int[] groups = Compact(answers, candidates);
        int[] numbers = [.. SampleNumbers(problem, candidates)];
        byte[] correct = [.. candidates.Select(i => problem.Correct[i])];
        if (ties == TieBreak.Uniform)
        {
            int[] order = CanonicalOrder.Of(groups, correct, scores);
            (groups, correct) = (Compact(groups, order), Array.ConvertAll(order, i => correct[i]));
            numbers = Array.ConvertAll(order, i => numbers[i]);
            scores = Array.ConvertAll(scores, s => Array.ConvertAll(order, i => s[i]));
        }
        return new Candidates(problem, samples)
        {
            Answers = groups,
            Numbers = numbers,
            Correct = correct,
            Scores = scores,
            Unusable = unusable,
        };
    }

    private static IEnumerable<int> SampleNumbers(ProblemColumns problem, List<int> candidates)
    {
        if (problem.Samples is not { } bytes)
        {
            return candidates;
        }

        Check(problem, bytes.Length == problem.Answers.Length, "sample numbers are not one a sample");
        int[] numbers = MemoryMarshal.Cast<byte, int>(bytes).ToArray();
        return candidates.Select(i => numbers[i]);
    }

    private static void Read(
        ProblemColumns problem,
        ScoreColumns columns,
        ModelLineage model,
        (int Index, Score Item)[] own,
        List<int> candidates,
        double[][] scores,
        List<int> unusable
    )
    {
        var classes = ClassColumns.Named(model.Classes);
        var rows = MemoryMarshal.Cast<byte, int>(columns.Rows);
        var probabilities = MemoryMarshal.Cast<byte, double>(columns.Probabilities);
        Check(problem, columns.Rows.Length == problem.Answers.Length, $"rows of {model.Name} are not one a sample");
        int from = 0;
        int next = 0;
        for (int sample = 0; sample < rows.Length; sample++)
        {
            int length = rows[sample] * classes.Count;
            Check(
                problem,
                length >= 0 && from + length <= probabilities.Length,
                $"probabilities of {model.Name} end within sample {sample}"
            );
            var own1 = probabilities.Slice(from, length);
            from += length;
            if (next == candidates.Count || candidates[next] != sample)
            {
                continue;
            }
            if (length > 0 && !Score(own1, classes, model, own, next, scores))
            {
                unusable.Add(sample);
            }
            next++;
        }
        Check(problem, from == probabilities.Length, $"probabilities of {model.Name} go on after the last sample");
    }

    private static bool Score(
        ReadOnlySpan<double> rows,
        ClassColumns classes,
        ModelLineage model,
        (int Index, Score Item)[] own,
        int candidate,
        double[][] scores
    )
    {
        if (model.Kind == "outcome")
        {
            double score = classes.Correct(rows[^classes.Count..], NeutralPolicy.Positive);
            scores[own[0].Index][candidate] = score;
            return !double.IsNaN(score);
        }
        var neutral = own[0].Item.Neutral;
        var all = StepScores.Of(rows, classes, neutral);
        foreach (var (index, score) in own)
        {
            if (score.Neutral != neutral)
            {
                neutral = score.Neutral;
                all = StepScores.Of(rows, classes, neutral);
            }
            scores[index][candidate] = all[score.Aggregation!.Value];
        }
        return !double.IsNaN(all.Product);
    }

    private static int[] Compact(ReadOnlySpan<int> answers, IReadOnlyList<int> candidates)
    {
        var numbers = new Dictionary<int, int>();
        var compact = new int[candidates.Count];
        for (int i = 0; i < compact.Length; i++)
        {
            int answer = answers[candidates[i]];
            if (!numbers.TryGetValue(answer, out compact[i]))
            {
                numbers[answer] = compact[i] = numbers.Count;
            }
        }
        return compact;
    }

    private static void Check(ProblemColumns problem, bool holds, string what)
    {
        if (!holds)
        {
            throw new InvalidDataException($"Columns of problem {problem.Key}: {what}.");
        }
    }
}
