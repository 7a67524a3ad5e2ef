using System.Diagnostics;
using System.Text.Json;
using Npgsql;
using NpgsqlTypes;

namespace Platform.Benchmarks.Running;

/// <summary>
/// Compares importing PRM800K lines with a bare binary COPY of their rated completions into a table of the same shape on the
/// same server; the two take turns. The import also stores problems, solutions and the kept fields of every line.
/// </summary>
internal static class LabelImportBench
{
    private const int Lines = 1000;
    private const int Steps = 16;
    private const int Completions = 3;
    private const int Rounds = 5;
    private const int WarmUps = 2;

    public static async IAsyncEnumerable<BenchResult> Run(
        BenchPlatform platform,
        NpgsqlDataSource source,
        [System.Runtime.CompilerServices.EnumeratorCancellation] CancellationToken cancellationToken
    )
    {
        var file = File();
        var (ratios, rates) = (new List<double>(), new List<double>());
        for (var round = -WarmUps; round < Rounds; round++)
        {
            var bare = await Copy(source, cancellationToken);
            var clock = Stopwatch.StartNew();
            var result = await platform.Dataset.Import(
                $"bench-labels-{round + WarmUps}",
                "prm800k",
                new MemoryStream(file),
                cancellationToken
            );
            var rate = result.Solutions * Steps * Completions / clock.Elapsed.TotalSeconds;
            if (round >= 0)
            {
                rates.Add(rate);
                ratios.Add(rate / bare);
            }
        }

        var ratio = ratios.Order().ElementAt(Rounds / 2);
        yield return new("import.labels-copy-ratio", ratio, "x bare COPY", ">= 0.5", ratio >= 0.5);
        yield return new(
            "import.completions-per-second",
            rates.Order().ElementAt(Rounds / 2),
            "completions/s",
            "",
            null
        );
    }

    private static string Text(int line, int step, int completion) =>
        $"Completion {completion} of step {step}: since {line} + {step} = {line + step}, the sum so far is {line * step}, and it goes on.";

    private static byte[] File()
    {
        var stream = new MemoryStream();
        for (var line = 0; line < Lines; line++)
        {
            JsonSerializer.Serialize(
                stream,
                new
                {
                    labeler = "e90a38f3-3135-4465-87af-3e6322e3d772",
                    timestamp = "2022-07-30T23:23:32.118856",
                    generation = (int?)null,
                    is_quality_control_question = false,
                    is_initial_screening_question = false,
                    question = new { problem = $"What is the sum of problem {line}?", ground_truth_answer = $"{line}" },
                    label = new
                    {
                        steps = Enumerable
                            .Range(0, Steps)
                            .Select(step => new
                            {
                                completions = Enumerable
                                    .Range(0, Completions)
                                    .Select(c => new
                                    {
                                        text = Text(line, step, c),
                                        rating = 1 - c,
                                        flagged = (bool?)null,
                                    }),
                                human_completion = (object?)null,
                                chosen_completion = 0,
                            }),
                        total_time = 293250,
                        finish_reason = "solution",
                    },
                }
            );
            stream.WriteByte((byte)'\n');
        }

        return stream.ToArray();
    }

    /// <summary>Completions per second.</summary>
    private static async Task<double> Copy(NpgsqlDataSource source, CancellationToken cancellationToken)
    {
        await using var connection = await source.OpenConnectionAsync(cancellationToken);
        await using (
            var table = new NpgsqlCommand(
                """
                drop table if exists public.bare_labels;
                create table public.bare_labels (like dataset.step_labels including all);
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
                "copy public.bare_labels (label_id, step, alternative, value, unsure, flagged, text) from stdin (format binary)",
                cancellationToken
            )
        )
        {
            for (var line = 0; line < Lines; line++)
            {
                for (var step = 0; step < Steps; step++)
                {
                    for (var c = 0; c < Completions; c++)
                    {
                        await copy.StartRowAsync(cancellationToken);
                        await copy.WriteAsync((long)line, NpgsqlDbType.Bigint, cancellationToken);
                        await copy.WriteAsync(step, NpgsqlDbType.Integer, cancellationToken);
                        await copy.WriteAsync(c, NpgsqlDbType.Integer, cancellationToken);
                        await copy.WriteAsync((double)(1 - c), NpgsqlDbType.Double, cancellationToken);
                        await copy.WriteAsync(false, NpgsqlDbType.Boolean, cancellationToken);
                        await copy.WriteAsync(false, NpgsqlDbType.Boolean, cancellationToken);
                        // A text stands somewhere in every row: of a solution's own step, in the solution.
                        await copy.WriteAsync(Text(line, step, c), NpgsqlDbType.Text, cancellationToken);
                    }
                }
            }

            await copy.CompleteAsync(cancellationToken);
        }

        return Lines * Steps * Completions / clock.Elapsed.TotalSeconds;
    }
}
