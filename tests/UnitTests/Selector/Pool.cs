using System.Runtime.InteropServices;
using Platform.Contracts;
using Platform.Kernels.Statistics;

namespace Platform.UnitTests.Selector;

/// <summary>Columns as Dataset would send them.</summary>
internal static class Pool
{
    public static readonly ModelLineage Prm = new("prm", "v1", "process", ["negative", "neutral", "positive"]);
    public static readonly ModelLineage Orm = new("orm", "v1", "outcome", ["positive"]);

    public static EvaluationHeader Header(int problems, params ModelLineage[] models) =>
        new(
            Guid.Parse("00000000-0000-0000-0000-000000000007"),
            "pool",
            3,
            11,
            models,
            new Dictionary<string, int> { ["grader"] = 1 },
            [],
            problems
        );

    public static ProblemColumns Problem(string key, int[] answers, bool[] correct, params double[]?[]?[] scores) =>
        new(
            key,
            null,
            null,
            [.. correct.Select(c => (byte)(c ? 1 : 0))],
            Bytes(answers),
            [.. scores.Select(s => s is null ? null : Scores(s))]
        );

    /// <summary>The same samples with their scores in another order, and their answers numbered in that order.</summary>
    public static ProblemColumns Permuted(ProblemColumns problem, ref SplitMix random)
    {
        var answers = MemoryMarshal.Cast<byte, int>(problem.Answers).ToArray();
        var order = Enumerable.Range(0, answers.Length).ToArray();
        Shuffle.InPlace(order, ref random);
        var numbers = new List<int>();
        return problem with
        {
            Correct = Array.ConvertAll(order, i => problem.Correct[i]),
            Answers = Bytes(Array.ConvertAll(order, i => Number(answers[i]))),
            Scores = [.. problem.Scores.Select(s => s is null ? null : Permuted(s, order))],
        };

        int Number(int answer)
        {
            if (answer >= 0 && !numbers.Contains(answer))
            {
                numbers.Add(answer);
            }
            return numbers.IndexOf(answer);
        }
    }

    private static ScoreColumns Permuted(ScoreColumns scores, int[] order)
    {
        var rows = MemoryMarshal.Cast<byte, int>(scores.Rows).ToArray();
        var all = MemoryMarshal.Cast<byte, double>(scores.Probabilities).ToArray();
        int classes = rows.Sum() == 0 ? 1 : all.Length / rows.Sum();
        var starts = rows.Select((_, i) => rows[..i].Sum() * classes).ToArray();
        return new(
            Bytes(Array.ConvertAll(order, i => rows[i])),
            Bytes(order.SelectMany(i => all[starts[i]..(starts[i] + rows[i] * classes)]).ToArray())
        );
    }

    /// <summary>The probabilities of each sample, row after row; null for no score.</summary>
    public static ScoreColumns Scores(double[]?[] samples, int classes = 1) =>
        new(
            Bytes([.. samples.Select(s => (s?.Length ?? 0) / classes)]),
            Bytes(samples.SelectMany(s => s ?? []).ToArray())
        );

    public static byte[] Bytes<T>(T[] values)
        where T : struct => MemoryMarshal.AsBytes<T>(values).ToArray();
}
