using Npgsql;
using Platform.Contracts;
using Platform.Dataset.Jobs;
using Platform.Dataset.Labels;
using Platform.Dataset.Rollouts;
using Platform.Dataset.Storage;
using Platform.Dataset.Work;
using Platform.Kernels.Labelling;
using Platform.Kernels.Rollouts;
using Platform.Kernels.Selection;

namespace Platform.Dataset.Labellings;

/// <summary>Labels the solutions of one work item. Labels that are stored already are kept.</summary>
internal static class ChunkLabels
{
    /// <summary>Writes the labels within the transaction that closes the item.</summary>
    public static async Task<WorkResult> Write(
        NpgsqlConnection connection,
        long item,
        CancellationToken cancellationToken
    )
    {
        var work = await connection.QuerySingle<Work>(
            """
            select w.job_id, w.solution_ids from dataset.work_items w
            join dataset.labellings b on b.job_id = w.job_id
            join dataset.pools q on q.id = b.pool_id
            where w.id = @item and w.state <> 'cancelled' for update of q
            """,
            new { item },
            cancellationToken
        );
        if (work is null)
        {
            return new(0);
        }

        var inputs = (await LabellingInputs.Of(connection, work.JobId, cancellationToken))!;
        var solutions = await connection.Query<Solution>(
            """
            select s.id, s.problem_id, p.statement, s.steps, s.finished, s.correct, s.grader from dataset.solutions s
            join dataset.problems p on p.id = s.problem_id
            where s.id = any(@solutions) order by p.ordinal, s.sample
            """,
            new { solutions = work.SolutionIds },
            cancellationToken
        );
        var labels = await Labels(connection, work, inputs, solutions, cancellationToken);
        int added = 0;
        foreach (var labeller in labels.GroupBy(l => l.Labeller, l => l.Labels))
        {
            int written = await LabelCopy.WriteMissing(
                connection,
                labeller.Key,
                inputs.Generation,
                [.. labeller],
                cancellationToken
            );
            await AddedLabels.Count(connection, work.JobId, labeller.Key, written, cancellationToken);
            added += written;
        }

        if (added > 0)
        {
            await PoolRecords.Changed(connection, inputs.PoolId, cancellationToken);
        }

        return new(labels.Count, labels.Count == solutions.Count ? null : Missing(inputs.Supervisor));
    }

    private static async Task<List<(string Labeller, SolutionLabels Labels)>> Labels(
        NpgsqlConnection connection,
        Work work,
        LabellingInputs inputs,
        List<Solution> solutions,
        CancellationToken cancellationToken
    )
    {
        var labels = new List<(string, SolutionLabels)>();
        if (inputs.ModelId is { } model)
        {
            var classes = ClassColumns.Named(await Classes(connection, model, cancellationToken));
            var scores = await StoredScores.Load(connection, [model], work.SolutionIds, cancellationToken);
            foreach (var solution in solutions)
            {
                if (
                    scores.Of(model, solution.Id) is { } rows
                    && StepSupervision.Labels(rows, classes, inputs.Threshold!.Value) is { } steps
                )
                {
                    labels.Add((inputs.Labeller!, OfModel(solution, steps)));
                }
            }
        }
        else if (inputs.Rollouts is { } rollouts)
        {
            var plans = await RolloutRecords.Plans(
                connection,
                inputs.Of(work.JobId, rollouts),
                [.. solutions.Select(s => s.ProblemId).Distinct()],
                cancellationToken
            );
            foreach (var solution in solutions)
            {
                if (plans.GetValueOrDefault(solution.ProblemId)?.Plan.Labels(solution.Graded) is { } shares)
                {
                    labels.Add((inputs.Labeller!, new(solution.Id, StepLabel.Of(shares), null)));
                }
            }
        }
        else
        {
            labels.AddRange(
                solutions
                    .Select(s => inputs.Supervisor == Supervisor.Answer ? OfAnswer(s) : OfOracle(s))
                    .OfType<(string, SolutionLabels)>()
            );
        }

        return labels;
    }

    /// <summary>The solution is right if it is finished and every step passes.</summary>
    private static SolutionLabels OfModel(Solution solution, sbyte[] steps)
    {
        var values = new double?[solution.Steps.Length];
        for (var step = 0; step < Math.Min(steps.Length, values.Length); step++)
        {
            values[step] = steps[step];
        }

        bool passes = solution.Finished && steps.Length >= values.Length && steps[^1] > 0;
        return new(solution.Id, StepLabel.Of(values), passes);
    }

    private static (string, SolutionLabels)? OfAnswer(Solution solution) =>
        solution.Correct is { } correct
            ? (Supervisor.LabellerOf(solution.Grader), new(solution.Id, [], correct))
            : null;

    private static (string, SolutionLabels)? OfOracle(Solution solution) =>
        Oracle.Judge(solution.Statement, solution.Steps) is var (labeller, verdict)
            ? (
                labeller,
                new(
                    solution.Id,
                    StepLabel.Of(Array.ConvertAll([.. verdict.Labels], (short? v) => (double?)v)),
                    verdict.Outcome
                )
            )
            : null;

    private static string Missing(string supervisor) =>
        supervisor switch
        {
            Supervisor.Answer => "a solution has no verdict, because its problem has no reference answer",
            Labellers.Oracle => "no oracle knows the problem",
            _ when Supervisor.IsRollouts(supervisor) =>
                "no step of the solution was completed: its problem has no reference answer, or the budget was spent",
            _ => "the model has no score for the solution",
        };

    private static async Task<string[]> Classes(
        NpgsqlConnection connection,
        long model,
        CancellationToken cancellationToken
    ) =>
        (
            await connection.QuerySingle<string[]>(
                "select classes from dataset.models where id = @model",
                new { model },
                cancellationToken
            )
        )!;

    private sealed record Work(Guid JobId, long[] SolutionIds);

    private sealed record Solution(
        long Id,
        long ProblemId,
        string Statement,
        string[] Steps,
        bool Finished,
        bool? Correct,
        string? Grader
    )
    {
        public GradedSolution Graded => new(Steps, Finished, Finished && Correct == true);
    }
}
