using System.Diagnostics;
using System.Runtime.CompilerServices;
using System.Text.Json;
using Npgsql;
using NpgsqlTypes;

namespace Platform.Benchmarks.Running;

/// <summary>
/// Compares importing a pool file through the endpoint of ./platform import (reading, grading, keys, copying) with a bare
/// binary COPY of the same rows into a table of the same shape on the same server; the two take turns.
/// </summary>
internal static class ImportBench
{
    private const int Problems = 400;
    private const int Samples = 64;
    private const int Rounds = 5;
    private const int WarmUps = 2;

    public static async IAsyncEnumerable<BenchResult> Run([EnumeratorCancellation] CancellationToken cancellationToken)
    {
        await using var platform = await BenchPlatform.Start(cancellationToken);
        await using var source = NpgsqlDataSource.Create(platform.Database);
        var file = File();
        var rows = Rows();
        var (ratios, rates) = (new List<double>(), new List<double>());
        for (var round = -WarmUps; round < Rounds; round++)
        {
            var bare = await Copy(source, rows, cancellationToken);
            var clock = Stopwatch.StartNew();
            var result = await platform.Dataset.Import(
                $"bench-{round + WarmUps}",
                "pool",
                new MemoryStream(file),
                cancellationToken
            );
            var rate = result.Solutions / clock.Elapsed.TotalSeconds;
            if (round >= 0)
            {
                rates.Add(rate);
                ratios.Add(rate / bare);
            }
        }

        var ratio = Median(ratios);
        yield return new("import.copy-ratio", ratio, "x bare COPY", ">= 0.5", ratio >= 0.5);
        yield return new("import.solutions-per-second", Median(rates), "solutions/s", "", null);
        await foreach (var labels in LabelImportBench.Run(platform, source, cancellationToken))
        {
            yield return labels;
        }
    }

    private static double Median(List<double> values) => values.Order().ElementAt(values.Count / 2);

    private static string[] Steps(int problem, int sample) =>
        [
            .. Enumerable
                .Range(1, 7)
                .Select(s =>
                    $"Step {s} of sample {sample}: since {problem} + {s} = {problem + s}, the sum so far is {(problem + s) * sample}, and it goes on."
                ),
            $"# Answer\n{problem + sample % 5}",
        ];

    private static byte[] File()
    {
        var stream = new MemoryStream();
        for (var p = 0; p < Problems; p++)
        {
            var solutions = Enumerable.Range(0, Samples).Select(s => new { steps = Steps(p, s) });
            JsonSerializer.Serialize(
                stream,
                new
                {
                    problem = $"What is the sum of problem {p}?",
                    answer = $"{p}",
                    solutions,
                }
            );
            stream.WriteByte((byte)'\n');
        }

        return stream.ToArray();
    }

    private static List<(int Problem, int Sample, string[] Steps, string Answer)> Rows() =>
        [
            .. from p in Enumerable.Range(0, Problems)
            from s in Enumerable.Range(0, Samples)
            select (p, s, Steps(p, s), $"{p + s % 5}"),
        ];

    /// <summary>Rows per second.</summary>
    private static async Task<double> Copy(
        NpgsqlDataSource source,
        List<(int Problem, int Sample, string[] Steps, string Answer)> rows,
        CancellationToken cancellationToken
    )
    {
        await using var connection = await source.OpenConnectionAsync(cancellationToken);
        await using (
            var table = new NpgsqlCommand(
                """
                drop table if exists public.bare;
                create table public.bare (like dataset.solutions including all);
                """,
                connection
            )
        )
        {
            await table.ExecuteNonQueryAsync(cancellationToken);
        }

        var clock = Stopwatch.StartNew();
        await using (
            var copy = await connection.BeginBinaryImportAsync(
                "copy public.bare (id, problem_id, sample, steps, answer, answer_rule, answer_key, finished, correct, grader) from stdin (format binary)",
                cancellationToken
            )
        )
        {
            for (var i = 0; i < rows.Count; i++)
            {
                var (problem, sample, steps, answer) = rows[i];
                await copy.StartRowAsync(cancellationToken);
                await copy.WriteAsync((long)i, NpgsqlDbType.Bigint, cancellationToken);
                await copy.WriteAsync((long)problem, NpgsqlDbType.Bigint, cancellationToken);
                await copy.WriteAsync(sample, NpgsqlDbType.Integer, cancellationToken);
                await copy.WriteAsync(steps, NpgsqlDbType.Array | NpgsqlDbType.Text, cancellationToken);
                await copy.WriteAsync(answer, NpgsqlDbType.Text, cancellationToken);
                await copy.WriteAsync("AnswerBlock", NpgsqlDbType.Text, cancellationToken);
                await copy.WriteAsync(answer, NpgsqlDbType.Text, cancellationToken);
                await copy.WriteAsync(true, NpgsqlDbType.Boolean, cancellationToken);
                await copy.WriteAsync(true, NpgsqlDbType.Boolean, cancellationToken);
                await copy.WriteAsync("prm800k/1.0", NpgsqlDbType.Text, cancellationToken);
            }

            await copy.CompleteAsync(cancellationToken);
        }

        return rows.Count / clock.Elapsed.TotalSeconds;
    }
}
