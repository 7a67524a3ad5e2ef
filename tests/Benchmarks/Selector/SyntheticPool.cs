using System.Runtime.InteropServices;
using Platform.Contracts;
using Platform.Kernels.Statistics;

namespace Platform.Benchmarks.Selector;

/// <summary>
/// A pool of the paper's size: problems from easy to hopeless, correct answers and a long tail of wrong ones, a process
/// model with three classes over about eight steps and an outcome model, both better than chance; one sample in twenty has
/// no answer.
/// </summary>
internal static class SyntheticPool
{
    public static (EvaluationHeader Header, ProblemColumns[] Problems) Make(int problems, int samples, long seed)
    {
        var header = new EvaluationHeader(
            Guid.Empty,
            "synthetic",
            1,
            seed,
            [
                new ModelLineage("prm", "0", "process", ["negative", "neutral", "positive"]),
                new ModelLineage("orm", "0", "outcome", ["negative", "positive"]),
            ],
            new Dictionary<string, int> { ["synthetic"] = problems * samples },
            [],
            problems
        );
        return (header, [.. Enumerable.Range(0, problems).Select(p => Problem(p, samples, SplitMix.For(seed, p)))]);
    }

    /// <summary>
    /// The same with a label for every step of the process model: wrong with the probability that the model gives to that.
    /// </summary>
    public static (EvaluationHeader Header, ProblemColumns[] Problems) Labelled(
        EvaluationHeader header,
        ProblemColumns[] problems
    ) =>
        (
            header with
            {
                Labellers = [new PoolLabeller("file", LabelScale.Ratings)],
            },
            [
                .. problems.Select(
                    (problem, p) =>
                    {
                        var random = SplitMix.For(header.Seed, problems.Length + p);
                        var rows = MemoryMarshal.Cast<byte, double>(problem.Scores[0]!.Probabilities);
                        var labels = new sbyte[rows.Length / 3];
                        for (int step = 0; step < labels.Length; step++)
                        {
                            labels[step] = (sbyte)(random.Chance(rows[3 * step]) ? -1 : 1);
                        }
                        return problem with { Labels = [new(problem.Scores[0]!.Rows, Bytes<sbyte>(labels))] };
                    }
                ),
            ]
        );

    private static ProblemColumns Problem(int index, int samples, SplitMix random)
    {
        double Uniform() => (random.Next() >> 11) * (1.0 / (1UL << 53));
        double ability = Math.Pow(Uniform(), 1.5);
        double tail = 1 + 2 * Uniform();
        var correct = new byte[samples];
        var answers = new int[samples];
        var rows = new int[samples];
        var process = new List<double>(samples * 24);
        var outcome = new double[2 * samples];
        for (int i = 0; i < samples; i++)
        {
            bool finished = Uniform() > 0.05;
            bool right = finished && Uniform() < ability;
            correct[i] = (byte)(right ? 1 : 0);
            answers[i] =
                !finished ? -1
                : right ? 0
                : 1 + (int)Math.Min(300, Math.Pow(Uniform(), -tail) - 1);
            rows[i] = 5 + random.Below(7);
            int wrongFrom = right ? int.MaxValue : random.Below(rows[i]);
            for (int step = 0; step < rows[i]; step++)
            {
                double p = step >= wrongFrom ? Math.Pow(Uniform(), 0.5) : 1 - 0.2 * Math.Pow(Uniform(), 2);
                double neutral = (1 - p) * Uniform();
                process.AddRange([1 - p - neutral, neutral, p]);
            }
            outcome[2 * i + 1] = right ? Math.Pow(Uniform(), 0.6) : Math.Pow(Uniform(), 1.1);
            outcome[2 * i] = 1 - outcome[2 * i + 1];
        }
        return new ProblemColumns(
            $"p{index}",
            $"subject {index % 7}",
            $"level {index % 5 + 1}",
            correct,
            Bytes<int>(answers),
            [
                new ScoreColumns(Bytes<int>(rows), Bytes<double>(CollectionsMarshal.AsSpan(process))),
                new ScoreColumns(Bytes<int>([.. Enumerable.Repeat(1, samples)]), Bytes<double>(outcome)),
            ]
        );
    }

    private static byte[] Bytes<T>(ReadOnlySpan<T> values)
        where T : struct => MemoryMarshal.AsBytes(values).ToArray();
}
