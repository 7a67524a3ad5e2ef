using System.Text.Json;
using Npgsql;
using Platform.Contracts;
using Platform.Dataset.Jobs;
using Platform.Dataset.Labellings;
using Platform.Dataset.Plans;
using Platform.Dataset.Reports;
using Platform.Dataset.Storage;

namespace Platform.Dataset.Generations;

/// <summary>Generations as the API returns them. Their figures are those of their jobs; nothing is stored twice.</summary>
internal sealed class GenerationsViews(NpgsqlDataSource source)
{
    /// <param name="id">Id of one job, which then has its generations, or null for all.</param>
    /// <param name="cancellationToken">Stops the query.</param>
    /// <param name="results">Whether one job has its generations, whose figures take reading every report.</param>
    public async Task<List<GenerationsStatus>> List(Guid? id, CancellationToken cancellationToken, bool results = true)
    {
        await using var connection = await source.OpenConnectionAsync(cancellationToken);
        var rows = await connection.Query<Row>(
            """
            select j.id, g.request::text as request, j.state, j.paused, j.reasons, j.submitted, j.ended
            from dataset.generations g join dataset.jobs j on j.id = g.job_id
            where @id::uuid is null or j.id = @id
            order by j.submitted desc limit @most
            """,
            new { id, most = JobViews.Most },
            cancellationToken
        );
        var jobs = await PlanRecords.Status(connection, [.. rows.Select(r => r.Id)], cancellationToken);
        var all = new List<GenerationsStatus>();
        foreach (var row in rows)
        {
            var plan = row.Request is { } text
                ? JsonSerializer.Deserialize<SubmitGenerations>(text, JsonSerializerOptions.Web)!.Plan
                : null;
            all.Add(
                new(
                    row.Id,
                    plan,
                    row.State,
                    row.Paused,
                    row.Reasons,
                    row.Submitted,
                    row.Ended,
                    [.. jobs[row.Id]],
                    id is null || plan is null || !results
                        ? []
                        : await Summaries(connection, plan, [.. jobs[row.Id]], cancellationToken)
                )
            );
        }

        return all;
    }

    private static async Task<IReadOnlyList<GenerationSummary>> Summaries(
        NpgsqlConnection connection,
        GenerationsPlan plan,
        IReadOnlyList<PlannedJobStatus> jobs,
        CancellationToken cancellationToken
    )
    {
        var done = jobs.Where(j => j.State == JobState.Completed).ToDictionary(j => j.Name, j => j.Id);
        var summaries = new List<GenerationSummary>();
        List<Guid> selections = [];
        for (var number = 0; number <= plan.Generations; number++)
        {
            var selection = Done($"select-{number}");
            var training = Done($"train-{number}");
            var evaluation = Done($"evaluate-{number}");
            if (selection is { } added)
            {
                selections.Add(added);
            }

            var chosen = selection is { } one ? await Chosen(connection, one, cancellationToken) : null;
            var labels =
                Done($"label-{number}") is not null && number > 0
                    ? await Labels(connection, plan, selections, cancellationToken)
                    : null;
            var model =
                training is { } run ? await Model(connection, run, cancellationToken)
                : number == 0 ? plan.Selector
                : null;
            var report = evaluation is { } at ? await ReportStore.Find(connection, at, cancellationToken) : null;
            var summary = Measured(number, model, report) with
            {
                Selection = selection,
                Training = training,
                Evaluation = evaluation,
                Selected = chosen?.Selected.Solutions,
                WrongShare = chosen is { Selected: { Solutions: > 0 } s } ? (double)s.Wrong / s.Solutions : null,
                MedianScore = chosen?.Selected.Score?.Median,
                Problems = chosen?.ProblemsSelected,
                LabelledWrong = labels is { Newest: > 0 } l ? (double)l.NewestWrong / l.Newest : null,
                Labelled = labels?.Solutions,
                StepLabels = labels?.Steps,
            };
            summaries.Add(
                summaries is [.., var before] ? summary with { Alarms = Alarms.Of(before, summary) } : summary
            );
        }

        return summaries;

        Guid? Done(string name) => done.TryGetValue(name, out var id) ? id : null;
    }

    /// <summary>The figures of a report about the model of a generation and the one before.</summary>
    internal static GenerationSummary Measured(int number, string? model, EvaluationReport? report)
    {
        var summary = new GenerationSummary(
            number,
            model,
            null,
            null,
            null,
            null,
            null,
            null,
            null,
            null,
            null,
            null,
            null,
            null,
            null,
            []
        );
        if (report is null || model is null)
        {
            return summary;
        }

        var name = model.Split('@')[0];
        var strategy =
            report.Strategies.FirstOrDefault(s => s.Name == $"prm.product:{name}")
            ?? report.Strategies.FirstOrDefault(s => s.Name == "prm.product");
        var difference = report.Differences.Where(d => Products(d)).MaxBy(d => d.N);
        var sign = difference?.Strategy == strategy?.Name ? 1 : -1;
        var steps = report.Steps?.FirstOrDefault(s => s.Model == name);
        return summary with
        {
            Accuracy = strategy?.Curve[^1],
            Auc = steps is { Auc: { } auc } ? new(auc, steps.Low, steps.High) : null,
            Change = difference is null
                ? null
                : new(
                    sign * difference.Difference,
                    sign > 0 ? difference.Low : -difference.High,
                    sign > 0 ? difference.High : -difference.Low
                ),
        };

        static bool Products(StrategyDifference d) =>
            d.Strategy.StartsWith("prm.product:", StringComparison.Ordinal)
            && d.Against.StartsWith("prm.product:", StringComparison.Ordinal);
    }

    private static async Task<SelectionReport?> Chosen(
        NpgsqlConnection connection,
        Guid selection,
        CancellationToken cancellationToken
    ) =>
        await connection.QuerySingle<string>(
            "select report from dataset.selections where job_id = @selection",
            new { selection },
            cancellationToken
        )
            is { } json
            ? JsonSerializer.Deserialize<SelectionReport>(json, JsonSerializerOptions.Web)
            : null;

    private static Task<string?> Model(
        NpgsqlConnection connection,
        Guid training,
        CancellationToken cancellationToken
    ) =>
        connection.QuerySingle<string>(
            "select name || '@' || model from dataset.trainings where job_id = @training",
            new { training },
            cancellationToken
        );

    private static Task<LabelSums?> Labels(
        NpgsqlConnection connection,
        GenerationsPlan plan,
        List<Guid> selections,
        CancellationToken cancellationToken
    ) =>
        connection.QuerySingle<LabelSums>(
            """
            select count(distinct solution_id)::int as solutions,
                coalesce(sum(steps) filter (where latest = 1), 0)::bigint as steps,
                count(*) filter (where job_id = @newest)::int as newest,
                count(*) filter (where job_id = @newest and wrong)::int as newest_wrong
            from (
                select x.job_id, x.solution_id, v.steps, v.wrong,
                    row_number() over (partition by x.solution_id order by e.generation desc) as latest
                from dataset.selected_solutions x
                join dataset.selections e on e.job_id = x.job_id
                cross join lateral (
                    select y.id from dataset.labels y
                    where y.solution_id = x.solution_id and y.generation = e.generation
                        and (y.labeller = @by or starts_with(y.labeller, @by || ':'))
                    order by y.adjudicated desc, y.labeller desc limit 1
                ) l
                cross join lateral (
                    select count(*) filter (where y.value is not null) as steps,
                        coalesce(bool_or(y.value = -1), false) as wrong
                    from dataset.step_labels y where y.label_id = l.id and y.alternative = 0
                ) v
                where x.job_id = any(@selections)
            ) labelled
            """,
            new
            {
                newest = selections[^1],
                selections = selections.ToArray(),
                by = Supervisor.LabellersOf(plan.Supervisor ?? Labellers.Oracle),
            },
            cancellationToken
        );

    private sealed record Row(
        Guid Id,
        string? Request,
        string State,
        bool Paused,
        string[] Reasons,
        DateTimeOffset Submitted,
        DateTimeOffset? Ended
    );

    private sealed record LabelSums(int Solutions, long Steps, int Newest, int NewestWrong);
}
