using Npgsql;
using Platform.Dataset.Storage;
using Platform.Dataset.Work;
using Platform.Kernels.Rollouts;

namespace Platform.Dataset.Rollouts;

/// <summary>SQL statements on the rounds of rollouts.</summary>
internal static class RolloutRecords
{
    /// <summary>
    /// The plans of these problems, as far as their answers go. A problem without a reference answer has none.
    /// </summary>
    /// <param name="connection">The caller's connection.</param>
    /// <param name="labelling">What is labelled, and how.</param>
    /// <param name="problems">The problems.</param>
    /// <param name="cancellationToken">Stops the queries.</param>
    public static async Task<Dictionary<long, RolloutProblem>> Plans(
        NpgsqlConnection connection,
        RolloutLabelling labelling,
        long[] problems,
        CancellationToken cancellationToken
    )
    {
        var items = (
            await connection.Query<Item>(
                """
                select problem_id, payload::text as payload from dataset.work_items
                where job_id = @Job and problem_id = any(@problems) and kind = 'rollout'
                order by id
                """,
                new { labelling.Job, problems },
                cancellationToken
            )
        ).ToLookup(i => i.ProblemId, i => PayloadItems.Payload<RolloutPayload>(i.Payload));
        var solutions = await connection.Query<Solution>(
            """
            select s.problem_id, s.id, s.steps, s.finished, s.finished and coalesce(s.correct, false) as right
            from dataset.problems p
            join dataset.solutions s on s.problem_id = p.id
            where p.id = any(@problems) and p.truth is not null and (@Selection::uuid is null or exists (
                select 1 from dataset.selected_solutions x where x.job_id = @Selection and x.solution_id = s.id
            ))
            order by p.ordinal, s.sample
            """,
            new { problems, labelling.Selection },
            cancellationToken
        );
        var plans = new Dictionary<long, RolloutProblem>();
        foreach (var problem in solutions.GroupBy(s => s.ProblemId))
        {
            var first = items[problem.Key].FirstOrDefault()?.Solutions?.ToHashSet();
            var about = problem.Where(s => first is null || first.Contains(s.Id)).ToList();
            var plan = RolloutPlan.Of(labelling.Rule, [.. about.Select(s => s.Graded)]);
            foreach (var answers in items[problem.Key].Select(i => i.Answers).OfType<IReadOnlyList<CompletedPrefix>>())
            {
                plan.Add(answers);
            }

            plans.Add(problem.Key, new(plan, [.. about.Select(s => s.Id)]));
        }

        return plans;
    }

    /// <summary>Tokens sampled for a labelling; null if it has completed nothing.</summary>
    public static Task<long?> Tokens(NpgsqlConnection connection, Guid job, CancellationToken cancellationToken) =>
        connection.QuerySingle<long?>(
            """
            select sum((a ->> 'tokens')::bigint)::bigint from dataset.work_items w
            cross join lateral jsonb_array_elements(w.payload -> 'answers') a
            where w.job_id = @job and w.kind = 'rollout' and jsonb_typeof(w.payload -> 'answers') = 'array'
            """,
            new { job },
            cancellationToken
        );

    private sealed record Item(long ProblemId, string Payload);

    private sealed record Solution(long ProblemId, long Id, string[] Steps, bool Finished, bool Right)
    {
        public GradedSolution Graded => new(Steps, Finished, Right);
    }
}

/// <summary>What a labelling by rollouts labels, and how.</summary>
/// <param name="Job">The job.</param>
/// <param name="Selection">The selection that is labelled; null for a whole pool.</param>
/// <param name="Rule">Which prefixes are completed.</param>
internal sealed record RolloutLabelling(Guid Job, Guid? Selection, RolloutRule Rule);

/// <summary>The rollouts of one problem.</summary>
/// <param name="Plan">The plan, with the answers so far.</param>
/// <param name="Solutions">The solutions that it is about.</param>
internal sealed record RolloutProblem(RolloutPlan Plan, long[] Solutions);
