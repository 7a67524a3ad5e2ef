using System.Text.Json;
using Npgsql;
using Platform.Contracts;
using Platform.Dataset.Jobs;
using Platform.Dataset.Labellings;
using Platform.Dataset.Plans;
using Platform.Dataset.Storage;

namespace Platform.Dataset.Experiments;

/// <summary>Experiments as the API returns them.</summary>
internal sealed class ExperimentViews(NpgsqlDataSource source)
{
    /// <param name="id">Id of one experiment, which then has its report, or null for all.</param>
    /// <param name="cancellationToken">Stops the query.</param>
    public async Task<List<ExperimentStatus>> List(Guid? id, CancellationToken cancellationToken)
    {
        await using var connection = await source.OpenConnectionAsync(cancellationToken);
        var rows = await connection.Query<Row>(
            """
            select j.id, e.request::text as request, j.state, j.paused, j.reasons, j.submitted, j.ended,
                case when @id::uuid is not null then e.report end as report
            from dataset.experiments e join dataset.jobs j on j.id = e.job_id
            where @id::uuid is null or j.id = @id
            order by j.submitted desc limit @most
            """,
            new { id, most = JobViews.Most },
            cancellationToken
        );
        var jobs = await PlanRecords.Status(connection, [.. rows.Select(r => r.Id)], cancellationToken);
        return [.. rows.Select(r => r.Status([.. jobs[r.Id]]))];
    }

    /// <summary>Returns what an experiment compares, with the step labels counted; null if there is nothing.</summary>
    public async Task<ExperimentArms?> Arms(Guid id, CancellationToken cancellationToken)
    {
        await using var connection = await source.OpenConnectionAsync(cancellationToken);
        var row = await connection.QuerySingle<ArmsRow>(
            """
            select request ->> 'experiment' as name, coalesce(request #>> '{plan,supervisor}', 'oracle') as supervisor,
                arms::text as arms
            from dataset.experiments where job_id = @id and arms is not null
            """,
            new { id },
            cancellationToken
        );
        if (row is null)
        {
            return null;
        }

        var stored = JsonSerializer.Deserialize<StoredArms>(row.Arms, JsonSerializerOptions.Web)!;
        var steps = (
            await connection.Query<StepCount>(
                """
                select x.job_id, count(*) as steps
                from dataset.selected_solutions x
                cross join lateral (
                    select l.id from dataset.labels l
                    where l.solution_id = x.solution_id
                        and (l.labeller = @supervisor or starts_with(l.labeller, @supervisor || ':'))
                    order by l.generation desc, l.adjudicated desc, l.id desc limit 1
                ) l
                join dataset.step_labels v on v.label_id = l.id and v.alternative = 0 and v.value is not null
                where x.job_id = any(@selections) group by x.job_id
                """,
                new
                {
                    selections = stored.Runs.Select(r => r.Selection).OfType<Guid>().Distinct().ToArray(),
                    supervisor = Supervisor.LabellersOf(row.Supervisor),
                },
                cancellationToken
            )
        ).ToDictionary(s => s.JobId, s => s.Steps);
        return new(
            id,
            row.Name,
            [
                .. stored.Runs.Select(run =>
                    run.Selection is { } selection && steps.TryGetValue(selection, out long count)
                        ? run with
                        {
                            StepLabels = count,
                        }
                        : run
                ),
            ],
            stored.Pairs
        );
    }

    /// <summary>Stores a report; one that is stored already is kept.</summary>
    /// <returns>False if there is no such experiment.</returns>
    public async Task<bool> Put(Guid id, ExperimentReport report, CancellationToken cancellationToken)
    {
        await using var connection = await source.OpenConnectionAsync(cancellationToken);
        await connection.Execute(
            """
            update dataset.experiments e set report = @json from dataset.jobs j
            where e.job_id = @id and j.id = e.job_id and j.stage = 'summarise' and j.ended is null and e.report is null
            """,
            new { id, json = JsonSerializer.Serialize(report, JsonSerializerOptions.Web) },
            cancellationToken
        );
        return await connection.QuerySingle<bool>(
            "select exists (select 1 from dataset.experiments where job_id = @id)",
            new { id },
            cancellationToken
        );
    }

    private sealed record Row(
        Guid Id,
        string? Request,
        string State,
        bool Paused,
        string[] Reasons,
        DateTimeOffset Submitted,
        DateTimeOffset? Ended,
        string? Report
    )
    {
        public ExperimentStatus Status(IReadOnlyList<PlannedJobStatus> jobs) =>
            new(
                Id,
                Json<SubmitExperiment>(Request) is { } request ? request with { ExperimentId = null } : null,
                State,
                Paused,
                Reasons,
                Submitted,
                Ended,
                jobs,
                Json<ExperimentReport>(Report)
            );

        private static T? Json<T>(string? text)
            where T : class => text is null ? null : JsonSerializer.Deserialize<T>(text, JsonSerializerOptions.Web);
    }

    private sealed record ArmsRow(string Name, string Supervisor, string Arms);

    private sealed record StepCount(Guid JobId, long Steps);
}
