using System.Runtime.InteropServices;
using Platform.Contracts;

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

    /// <summary>The probabilities of each sample, row after row; null for no score.</summary>
    public static ScoreColumns Scores(double[]?[] samples, int classes = 1) =>
        new(
            Bytes([.. samples.Select(s => (s?.Length ?? 0) / classes)]),
            Bytes(samples.SelectMany(s => s ?? []).ToArray())
        );

    public static byte[] Bytes<T>(T[] values)
        where T : struct => MemoryMarshal.AsBytes<T>(values).ToArray();
}
