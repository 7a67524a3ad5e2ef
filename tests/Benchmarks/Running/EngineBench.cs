using System.Runtime.CompilerServices;
using System.Text;
using Npgsql;
using Platform.Contracts;
using Platform.Tests;

namespace Platform.Benchmarks.Running;

/// <summary>
/// The engine's own share of an experiment: a matrix of more than 60 child jobs (selections, small trainings, evaluations),
/// of which the time without any work item in the hands of a service is compared with the whole, from acceptance to the
/// report.
/// </summary>
internal static class EngineBench
{
    private const int TrainingProblems = 40;
    private const int TestProblems = 10;

    private static readonly ExperimentPlan Plan = new(
        [new("engine-test")],
        Generator: "lm-maths",
        Pool: new("engine"),
        Selector: "prm-maths",
        Supervisor: "model:prm-maths",
        Sizes: [100, 200, 400, 800, 1600],
        Seeds: [1, 2, 3],
        Recipe: new TrainingRecipe
        {
            Context = 512,
            Batch = 32,
            LearningRate = 0.001,
        }
    );

    public static async IAsyncEnumerable<BenchResult> Run([EnumeratorCancellation] CancellationToken cancellationToken)
    {
        await using var platform = await BenchPlatform.Start(cancellationToken);
        var lines = await File.ReadAllLinesAsync(Checkout.Sample, cancellationToken);
        await Import("engine", lines.Take(TrainingProblems));
        await Import("engine-test", lines.Skip(TrainingProblems).Take(TestProblems));
        var id = await platform.Experiment(Experiments.Supervision, Plan, cancellationToken);

        await using var source = NpgsqlDataSource.Create(platform.Database);
        await using var command = source.CreateCommand(
            """
            with e as (select id, submitted, ended from dataset.jobs where id = $1),
            busy as (
                -- Only work with heartbeats tells when it was begun.
                select range_agg(tstzrange(coalesce(w.started, w.published), w.closed)) as times
                from dataset.work_items w join dataset.jobs j on j.id = w.job_id, e
                where (j.id = e.id or j.parent_id = e.id) and coalesce(w.started, w.published) < w.closed
            )
            select (select count(*) from dataset.jobs j, e where j.parent_id = e.id)::int,
                extract(epoch from e.ended - e.submitted)::float8,
                (select sum(extract(epoch from upper(t) - lower(t))) from busy, unnest(busy.times) t)::float8
            from e
            """
        );
        command.Parameters.Add(new NpgsqlParameter { Value = id });
        await using var row = await command.ExecuteReaderAsync(cancellationToken);
        await row.ReadAsync(cancellationToken);
        var (jobs, wall, busy) = (row.GetInt32(0), row.GetDouble(1), row.GetDouble(2));
        var share = 1 - (busy / wall);
        yield return new("engine.matrix.jobs", jobs, "jobs", ">= 60", jobs >= 60);
        yield return new("engine.matrix.bookkeeping-share", share, "of wall time", "<= 0.05", share <= 0.05);
        yield return new("engine.matrix.wall", wall, "s", "", null);

        async Task Import(string pool, IEnumerable<string> problems)
        {
            using var file = new MemoryStream(Encoding.UTF8.GetBytes(string.Join('\n', problems)));
            await platform.Dataset.Import(pool, null, file, cancellationToken);
        }
    }
}
