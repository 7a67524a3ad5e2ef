using Npgsql;
using Platform.Contracts;
using Platform.Dataset.Labels;
using Platform.Dataset.Storage;

namespace Platform.Dataset.Quality;

/// <summary>How far the people of a round agree.</summary>
internal sealed class AgreementViews(NpgsqlDataSource source)
{
    /// <summary>Null if there is no such labelling by people.</summary>
    public async Task<RoundAgreement?> Of(Guid round, CancellationToken cancellationToken)
    {
        await using var connection = await source.OpenConnectionAsync(cancellationToken);
        if (
            await connection.QuerySingle<Guid?>(
                "select job_id from dataset.labellings where job_id = @round and supervisor = 'people' and pool_id is not null",
                new { round },
                cancellationToken
            )
            is null
        )
        {
            return null;
        }

        var labels = await connection.Query<Row>(
            $"""
            select distinct on (l.solution_id, l.labeller) l.solution_id, l.labeller, l.outcome,
                {StepLabels.Values("l")} as steps, exists (
                    select 1 from dataset.labels a
                    where a.solution_id = l.solution_id and a.generation = l.generation and a.adjudicated
                ) as adjudicated
            from dataset.labelling_tasks t
            join dataset.labellings b on b.job_id = t.job_id
            join dataset.labels l on l.solution_id = t.solution_id and l.generation = b.generation
                and starts_with(l.labeller, '{Labellers.Person}:') and not l.adjudicated
            where t.job_id = @round and t.kind = 'label'
            order by l.solution_id, l.labeller
            """,
            new { round },
            cancellationToken
        );
        return PeopleAgreement.Of(
            round,
            [
                .. labels.Select(l => new LabelledSolution(
                    l.SolutionId,
                    new(l.Labeller, [.. StepLabels.Read(l.Steps).Select(s => (int?)s)], l.Outcome),
                    l.Adjudicated
                )),
            ]
        );
    }

    private sealed record Row(long SolutionId, string Labeller, bool? Outcome, short[] Steps, bool Adjudicated);
}
