using System.Runtime.CompilerServices;
using System.Runtime.InteropServices;
using Platform.Contracts;
using Platform.Selector;
using Platform.Selector.Selections;

namespace Platform.Benchmarks.Selector;

/// <summary>
/// A mixed selection for labelling out of 500 problems x 1860 solutions: the score of every solution, the choice and its
/// figures, in processor time of all threads.
/// </summary>
internal static class SelectionBench
{
    private const int Problems = 500;
    private const int Samples = 1860;

    public static async IAsyncEnumerable<BenchResult> Run([EnumeratorCancellation] CancellationToken cancellationToken)
    {
        await Task.CompletedTask;
        var (pool, problems) = SyntheticPool.Make(Problems, Samples, seed: 1);
        var options = new SelectorOptions { Threads = 2 };
        var request = new SubmitSelection(null, pool.Pool, ["prm"], SelectionPolicy.Mixed, PerProblem: 8);
        var header = new SelectionHeader(request, [pool.Models[0]], pool.PoolRevision, problems.Length);
        SelectionColumns[] columns = [.. problems.Select((p, i) => Of(p, i))];
        double cpu = double.PositiveInfinity;
        int solutions = 0;
        for (int run = 0; run < 4; run++)
        {
            cancellationToken.ThrowIfCancellationRequested();
            var used = Environment.CpuUsage.TotalTime;
            solutions = Choice.Of(header, columns, options).Report.Solutions;
            cpu = Math.Min(cpu, (Environment.CpuUsage.TotalTime - used).TotalSeconds);
        }
        yield return new("selection.solutions", solutions, "solutions", "", null);
        yield return new("selection.500x1860.cpu", cpu, "s", "<= 2", cpu <= 2);
    }

    private static SelectionColumns Of(ProblemColumns problem, int index)
    {
        var answers = MemoryMarshal.Cast<byte, int>(problem.Answers);
        var rows = MemoryMarshal.Cast<byte, int>(problem.Scores[0]!.Rows);
        var numbers = new int[answers.Length];
        var ids = new long[answers.Length];
        var finished = new byte[answers.Length];
        for (int i = 0; i < ids.Length; i++)
        {
            (numbers[i], ids[i]) = (i, (long)index * ids.Length + i);
            finished[i] = (byte)(answers[i] >= 0 ? 1 : 0);
        }
        return new(
            problem.Key,
            problem.Subject,
            false,
            false,
            Bytes<long>(ids),
            Bytes<int>(numbers),
            finished,
            [.. problem.Correct],
            new byte[ids.Length],
            Bytes<long>(ids),
            Bytes<int>(rows),
            Bytes<int>([.. rows.ToArray().Select(r => 40 * r)]),
            [problem.Scores[0]]
        );
    }

    private static byte[] Bytes<T>(ReadOnlySpan<T> values)
        where T : struct => MemoryMarshal.AsBytes(values).ToArray();
}
