using System.Text.Json;
using Npgsql;
using Platform.Contracts;
using Platform.Dataset.Formats;
using Platform.Dataset.Jobs;
using Platform.Dataset.Pools;
using Platform.Dataset.Storage;
using Platform.Dataset.Work;
using Platform.Kernels.Rollouts;

namespace Platform.Dataset.Rollouts;

/// <summary>
/// Takes the problems of a labelling from round to round, always in the caller's transaction: the answers of a round are
/// stored, and the item of the next round is added with them. A problem has one open item at a time. What decides is
/// <see cref="RolloutPlan"/>; everything it needs is in the database, so any process may be killed.
/// </summary>
internal static class RolloutRounds
{
    /// <summary>Format to name in a verdict of a file. Completions have none: they are graded here.</summary>
    private const string Format = "rollouts";

    /// <summary>Solutions whose first rounds are planned at a time.</summary>
    private const int Block = 4096;

    /// <summary>Adds the first round of every problem.</summary>
    public static async Task Begin(
        NpgsqlConnection connection,
        RolloutLabelling labelling,
        string pool,
        CancellationToken cancellationToken
    )
    {
        foreach (var block in await PoolBlocks.Of(connection, pool, Block, cancellationToken) ?? [])
        {
            var plans = await RolloutRecords.Plans(connection, labelling, block, cancellationToken);
            await PayloadItems.Add(
                connection,
                labelling.Job,
                WorkKinds.Rollout,
                block
                    .Where(plans.ContainsKey)
                    .Select(p => (p, new RolloutPayload(plans[p].Plan.Next(), plans[p].Solutions)))
                    .Where(item => item.Item2.Prefixes.Count > 0),
                cancellationToken
            );
        }
    }

    /// <summary>Records the completions of an item.</summary>
    public static async Task<WorkResult> Drawn(
        NpgsqlConnection connection,
        long item,
        StepsGenerated generated,
        CancellationToken cancellationToken
    )
    {
        var open = await connection.QuerySingle<Open>(
            """
            select w.id, w.job_id, w.problem_id, w.payload::text as payload, p.pool_id, p.statement, p.truth, b.selection_id,
                b.rollouts::text as rollouts, j.state in ('accepted', 'running') as goes_on
            from dataset.work_items w
            join dataset.jobs j on j.id = w.job_id
            join dataset.labellings b on b.job_id = w.job_id
            join dataset.problems p on p.id = w.problem_id
            where w.id = @item and w.state in ('pending', 'published') for update of w for share of j
            """,
            new { item },
            cancellationToken
        );
        if (open is null)
        {
            return new(0);
        }

        var settings = RolloutRules.Read(open.Rollouts);
        string? refused = Storable.Reason(generated.Draws.SelectMany(d => d.Steps));
        var usable = generated.Draws.Where(d => Storable.Reason(d.Steps) is null).ToList();
        var payload = PayloadItems.Payload<RolloutPayload>(open.Payload);
        payload = payload with { Answers = Graded(open, payload, usable, settings.Method) };
        await PayloadItems.Keep(connection, open.Id, payload, cancellationToken);
        // What failed as a whole would fail again, in every round.
        if (open.GoesOn && usable.Count > 0)
        {
            var labelling = new RolloutLabelling(open.JobId, open.SelectionId, RolloutRules.Rule(settings));
            var plans = await RolloutRecords.Plans(connection, labelling, [open.ProblemId], cancellationToken);
            await Continue(connection, open, plans[open.ProblemId], usable, cancellationToken);
        }

        return new(usable.Count, generated.Failure ?? (refused is null ? null : $"a completion {refused}"));
    }

    private static CompletedPrefix[] Graded(
        Open open,
        RolloutPayload payload,
        IReadOnlyList<GeneratedSteps> draws,
        RolloutAlgorithm method
    )
    {
        var judge = new Judge(open.Statement, open.Truth);
        var completions = draws.ToLookup(
            d => d.Expansion,
            d =>
            {
                string[] steps = [.. payload.Prefixes[d.Expansion].Prefix, .. d.Steps];
                bool finished = d.End == StepEnd.Solution;
                bool right = finished && judge.Solution(steps, null, null, null, Format).Correct == true;
                return (Steps: steps, Finished: finished, Right: right, d.Tokens);
            }
        );
        return
        [
            .. payload.Prefixes.Select(
                (_, i) =>
                    new CompletedPrefix(
                        completions[i].Count(c => c.Right),
                        completions[i].Count(),
                        completions[i].Sum(c => (long)c.Tokens),
                        method == RolloutAlgorithm.OmegaPrm
                            ? [.. completions[i].Where(c => c.Finished && !c.Right).Select(c => c.Steps)]
                            : []
                    )
            ),
        ];
    }

    private static async Task Continue(
        NpgsqlConnection connection,
        Open open,
        RolloutProblem problem,
        IReadOnlyList<GeneratedSteps> draws,
        CancellationToken cancellationToken
    )
    {
        var next = problem.Plan.Next();
        if (next.Count > 0)
        {
            await PayloadItems.Add(
                connection,
                open.JobId,
                WorkKinds.Rollout,
                [(open.ProblemId, new RolloutPayload(next))],
                cancellationToken
            );
        }
        else if (problem.Plan.Searched.Count > 0)
        {
            await Store(connection, open, problem.Plan.Searched, draws, cancellationToken);
        }
    }

    /// <summary>Adds the completions that were searched to the pool, where it does not have them already.</summary>
    private static async Task Store(
        NpgsqlConnection connection,
        Open open,
        IReadOnlyList<IReadOnlyList<string>> searched,
        IReadOnlyList<GeneratedSteps> draws,
        CancellationToken cancellationToken
    )
    {
        await connection.Execute(
            "select 1 from dataset.pools where id = @PoolId for update",
            new { open.PoolId },
            cancellationToken
        );
        var stored = await connection.Query<Stored>(
            "select sample, steps from dataset.solutions where problem_id = @ProblemId",
            new { open.ProblemId },
            cancellationToken
        );
        var known = stored.Select(s => RolloutPlan.Key(s.Steps)).ToHashSet(StringComparer.Ordinal);
        int sample = stored.Max(s => s.Sample) + 1;
        var batch = await SolutionBatch.Open(connection, open.PoolId, [open.ProblemId], cancellationToken);
        var judge = new Judge(open.Statement, open.Truth);
        string source = JsonSerializer.Serialize(draws[0].Source with { Seed = null }, JsonSerializerOptions.Web);
        foreach (var steps in searched.Where(s => known.Add(RolloutPlan.Key(s))))
        {
            var solution = new ImportedSolution(sample++, steps, null, true, null, null, []);
            batch.Add(open.ProblemId, new(solution, judge.Solution(solution, Format), source));
        }

        if ((await batch.Write(cancellationToken)).Solutions > 0)
        {
            await PoolRecords.Changed(connection, open.PoolId, cancellationToken);
        }
    }

    private sealed record Open(
        long Id,
        Guid JobId,
        long ProblemId,
        string Payload,
        long PoolId,
        string Statement,
        string? Truth,
        Guid? SelectionId,
        string Rollouts,
        bool GoesOn
    );

    private sealed record Stored(int Sample, string[] Steps);
}
