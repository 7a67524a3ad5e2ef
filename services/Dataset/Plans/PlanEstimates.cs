using Npgsql;
using Platform.Contracts;
using Platform.Dataset.Storage;

namespace Platform.Dataset.Plans;

/// <summary>Estimates what a plan costs, at the rates of the latest completed work on this platform.</summary>
internal sealed class PlanEstimates(NpgsqlDataSource source)
{
    /// <summary>Characters of a token, and of a solution with its problem where nothing is known.</summary>
    private const double CharactersPerToken = 3;

    private const double UnknownCharacters = 300;

    /// <param name="jobs">The jobs of the plan.</param>
    /// <param name="characters">Mean characters of a problem with a solution; 0 if unknown.</param>
    /// <param name="cancellationToken">Stops the query.</param>
    public async Task<PlanEstimate> Of(
        IReadOnlyList<PlannedJob> jobs,
        double characters,
        CancellationToken cancellationToken
    )
    {
        var tokensPerSolution = (characters > 0 ? characters : UnknownCharacters) / CharactersPerToken;
        long generated = jobs.Sum(j => j.Cost.Generated);
        long sampled = jobs.Sum(j => j.Cost.Sampled);
        bool unlimited = jobs.Any(j => j.Cost.Unlimited);
        long scored = jobs.Sum(j => j.Cost.Scored);
        long tokens = (long)(jobs.Sum(j => j.Cost.Trained) * tokensPerSolution);
        await using var connection = await source.OpenConnectionAsync(cancellationToken);
        var rates = (
            await connection.QuerySingle<Rates>(
                """
                select
                    (select sum(count) / nullif(sum(run_seconds), 0) from (
                        select count, run_seconds from dataset.work_items
                        where kind = 'generate' and state = 'done' and run_seconds > 0 order by closed desc limit 200
                    ) g)::float8 as generated,
                    (select sum(count) / nullif(sum(run_seconds), 0) from (
                        select count, run_seconds from dataset.work_items
                        where kind = 'score' and state = 'done' and run_seconds > 0 order by closed desc limit 200
                    ) s)::float8 as scored,
                    (select avg((t.progress ->> 'tokensPerSecond')::float8) from (
                        select t.progress from dataset.trainings t join dataset.jobs j on j.id = t.job_id
                        where j.state = 'completed' and t.progress ? 'tokensPerSecond' order by j.ended desc limit 5
                    ) t) as trained
                """,
                null,
                cancellationToken
            )
        )!;
        var parts = new (string What, double Amount, double? Rate)[]
        {
            ("generating", generated + (sampled / tokensPerSolution), rates.Generated),
            ("training", tokens, rates.Trained),
            ("scoring", scored, rates.Scored),
        }
            .Where(p => p.Amount > 0)
            .ToList();
        var unknown = parts.Where(p => p.Rate is not > 0).Select(p => p.What).ToList();
        return new(
            [.. jobs.Select(j => new PlannedJobStatus(j.Name, j.Kind, j.Id, j.Needs))],
            generated,
            tokens,
            scored,
            unknown.Count == 0 && !unlimited ? parts.Sum(p => p.Amount / p.Rate!.Value) / 60 : null,
            unlimited ? "A labelling by rollouts has no token budget ('tokens'); so no time is estimated."
                : unknown.Count == 0
                    ? "At the rates of the latest completed work here, one job after the other; without the starts of jobs and models."
                : $"No completed work here tells the rate of {string.Join(" and ", unknown)}; so no time is estimated.",
            unlimited ? null : sampled
        );
    }

    private sealed record Rates(double? Generated, double? Scored, double? Trained);
}
