using Microsoft.Extensions.Options;
using Npgsql;
using Platform.Contracts;
using Platform.Dataset.Labels;
using Platform.Dataset.Settings;
using Platform.Dataset.Storage;

namespace Platform.Dataset.Rounds;

/// <summary>Gives solutions on which people disagree to adjudicators, one solution to one of them.</summary>
internal sealed class Adjudications(NpgsqlDataSource source, IOptions<DatasetOptions> options)
{
    /// <summary>
    /// The adjudicator's open disagreement, one that was abandoned, or the next of the oldest round; null if none is left. An
    /// adjudicator does not decide about labels of their own.
    /// </summary>
    public async Task<Adjudication?> Take(string labeller, Guid? labelling, CancellationToken cancellationToken)
    {
        await using var connection = await source.OpenConnectionAsync(cancellationToken);
        await using var transaction = await connection.BeginTransactionAsync(cancellationToken);
        // One at a time, so that two adjudicators do not look at the same disagreement.
        await connection.Execute(
            "select pg_advisory_xact_lock(hashtextextended('adjudications', 0))",
            null,
            cancellationToken
        );
        if (
            (
                await Again(connection, labeller, labelling, cancellationToken)
                ?? await Next(connection, labeller, labelling, cancellationToken)
            )
            is not { } id
        )
        {
            return null;
        }

        var task = await TaskViews.Task(connection, id, labeller, 0, cancellationToken);
        var place = (
            await connection.QuerySingle<Place>(
                """
                select q.name as pool, p.key, b.generation, t.solution_id from dataset.labelling_tasks t
                join dataset.labellings b on b.job_id = t.job_id
                join dataset.solutions s on s.id = t.solution_id
                join dataset.problems p on p.id = s.problem_id
                join dataset.pools q on q.id = p.pool_id where t.id = @id
                """,
                new { id },
                cancellationToken
            )
        )!;
        var labels = await connection.Query<Labelled>(
            $"""
            select l.labeller, {StepLabels.Values("l")} as steps, l.outcome from dataset.labels l
            where l.solution_id = @SolutionId and l.generation = @Generation and not l.adjudicated
                and starts_with(l.labeller, '{Labellers.Person}:')
            order by l.labeller
            """,
            new { place.SolutionId, place.Generation },
            cancellationToken
        );
        await transaction.CommitAsync(cancellationToken);
        return new(
            task,
            place.Pool,
            place.Key,
            place.Generation,
            [
                .. labels.Select(l => new LabellerSteps(
                    l.Labeller,
                    [.. StepLabels.Read(l.Steps).Select(s => (int?)s)],
                    l.Outcome
                )),
            ]
        );
    }

    /// <summary>An adjudication that the labeller holds, or one whose lease has expired.</summary>
    private Task<Guid?> Again(
        NpgsqlConnection connection,
        string labeller,
        Guid? labelling,
        CancellationToken cancellationToken
    ) =>
        connection.QuerySingle<Guid?>(
            """
            update dataset.labelling_tasks x
            set labeller = @labeller, taken = now(), lease_until = now() + make_interval(secs => @lease)
            where x.id = (
                select t.id from dataset.labelling_tasks t
                join dataset.labellings b on b.job_id = t.job_id
                where t.kind = 'adjudication' and t.ended is null and (t.labeller = @labeller or t.lease_until < now())
                    and (@labelling::uuid is null or t.job_id = @labelling) and not exists (
                        select 1 from dataset.stored_labels l
                        where l.solution_id = t.solution_id and l.generation = b.generation and l.labeller = @labeller
                    )
                order by t.labeller = @labeller desc, t.taken, t.id limit 1
                for update of t skip locked
            )
            returning x.id
            """,
            new
            {
                labeller,
                labelling,
                lease = options.Value.TaskLease.TotalSeconds,
            },
            cancellationToken
        );

    private Task<Guid?> Next(
        NpgsqlConnection connection,
        string labeller,
        Guid? labelling,
        CancellationToken cancellationToken
    ) =>
        connection.QuerySingle<Guid?>(
            $"""
            insert into dataset.labelling_tasks (kind, job_id, solution_id, labeller, taken, lease_until)
            select 'adjudication', d.job_id, d.solution_id, @labeller, now(), now() + make_interval(secs => @lease)
            from (
                select t.job_id, t.solution_id, min(t.item_id) as place from dataset.labelling_tasks t
                join dataset.labellings b on b.job_id = t.job_id
                join dataset.labels l on l.solution_id = t.solution_id and l.generation = b.generation
                    and starts_with(l.labeller, '{Labellers.Person}:')
                cross join lateral (
                    select min(v.step) as step from dataset.step_labels v
                    where v.label_id = l.id and v.alternative = 0 and v.value < 0
                ) bad
                where t.kind = 'label' and (@labelling::uuid is null or t.job_id = @labelling) and not exists (
                    select 1 from dataset.labelling_tasks a
                    where a.job_id = t.job_id and a.solution_id = t.solution_id and a.kind = 'adjudication'
                )
                group by t.job_id, t.solution_id
                having count(distinct (coalesce(bad.step, -1), l.outcome)) > 1 and not bool_or(l.adjudicated)
                    and not bool_or(l.labeller = @labeller)
            ) d
            order by d.place limit 1
            returning id
            """,
            new
            {
                labeller,
                labelling,
                lease = options.Value.TaskLease.TotalSeconds,
            },
            cancellationToken
        );

    private sealed record Place(string Pool, string Key, int Generation, long SolutionId);

    private sealed record Labelled(string Labeller, short[] Steps, bool? Outcome);
}
