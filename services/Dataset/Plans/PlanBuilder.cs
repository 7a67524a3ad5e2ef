using Platform.Contracts;
using Platform.Dataset.Labellings;

namespace Platform.Dataset.Plans;

/// <summary>
/// Collects the jobs of a plan. Their ids are chosen here, so that a later job can name an earlier one before that has
/// started. Names of models contain a part of the plan's id: two runs of a plan never share a model.
/// </summary>
/// <param name="plan">The id of the plan's job.</param>
/// <param name="now">Time for the ids.</param>
/// <param name="sampling">How missing solutions are sampled.</param>
/// <param name="generator">The language model that writes them; null: the generator's setting.</param>
internal sealed class PlanBuilder(Guid plan, DateTimeOffset now, Sampling? sampling, string? generator)
{
    private readonly List<PlannedJob> _jobs = [];

    public IReadOnlyList<PlannedJob> Jobs => _jobs;

    /// <summary>Digits of the plan's id that are not its time.</summary>
    private string Suffix => plan.ToString("N")[^8..];

    /// <summary>A name for a model that no other run of the plan has.</summary>
    public string Model(string name) => $"{name}-{Suffix}";

    /// <summary>Generates the missing solutions of a pool.</summary>
    /// <returns>The job's name; null if the plan asks for no solutions.</returns>
    public string? Sample(
        string name,
        string pool,
        int? samples,
        int problems,
        string? by = null,
        params IEnumerable<string?> needs
    ) =>
        samples is null
            ? null
            : Add(
                name,
                JobKinds.Evaluation,
                id => new SubmitEvaluation(id, pool, null, samples, By(by ?? generator)),
                new((long)samples * problems, 0, 0),
                needs
            );

    /// <summary>Evaluates reward models on a pool.</summary>
    public string Evaluate(
        string name,
        string pool,
        int solutions,
        IReadOnlyList<string> models,
        long seed,
        params IEnumerable<string?> needs
    ) =>
        Add(
            name,
            JobKinds.Evaluation,
            id => new SubmitEvaluation(id, pool, models, Seed: seed),
            new(0, (long)solutions * models.Count, 0),
            needs
        );

    public string Select(string name, SubmitSelection selection, int solutions, params IEnumerable<string?> needs) =>
        Add(
            name,
            JobKinds.Selection,
            id => selection with { SelectionId = id },
            new(0, (long)solutions * selection.Models.Count, 0),
            needs
        );

    /// <summary>Labels a selection, or a whole pool.</summary>
    public string Label(
        string name,
        string supervisor,
        string? selection,
        string? pool,
        params IEnumerable<string?> needs
    ) =>
        Add(
            name,
            JobKinds.Labelling,
            id => new SubmitLabelling(id, supervisor, selection is null ? null : Id(selection), pool),
            new(0, 0, 0, Unlimited: Supervisor.IsRollouts(supervisor)),
            needs
        );

    /// <summary>Labels a whole pool by completions of the generator.</summary>
    public string Label(
        string name,
        RolloutSettings rollouts,
        string pool,
        int problems,
        params IEnumerable<string?> needs
    ) =>
        Add(
            name,
            JobKinds.Labelling,
            id => new SubmitLabelling(
                id,
                $"{Supervisor.RolloutsPrefix}{generator}",
                Pool: pool,
                Rollouts: rollouts with
                {
                    Sampling =
                        rollouts.Sampling ?? (sampling is null ? null : sampling with { Seed = 0, Model = null }),
                }
            ),
            rollouts.Tokens is { } budget ? new(0, 0, 0, Sampled: budget * problems) : new(0, 0, 0, Unlimited: true),
            needs
        );

    /// <summary>The labeller of a labelling by rollouts, whatever the version of the generator.</summary>
    public string LabellerOf(string name) =>
        _jobs.First(j => j.Name == name).Body is SubmitLabelling { Rollouts: { } rollouts }
            ? Supervisor.LabellerOf(generator!, rollouts, null)
            : throw new InvalidOperationException($"{name} is no labelling by rollouts.");

    public string Train(
        string name,
        TrainRewardModel training,
        IReadOnlyList<string> selections,
        long solutions,
        params IEnumerable<string?> needs
    ) =>
        Add(
            name,
            JobKinds.Training,
            id => training with { TrainingId = id, Selections = [.. selections.Select(Id)] },
            new(0, 0, Passes(training.Recipe, solutions)),
            needs
        );

    public string Train(string name, TrainLanguageModel training, long solutions, params IEnumerable<string?> needs) =>
        Add(
            name,
            JobKinds.Training,
            id => training with { TrainingId = id },
            new(0, 0, Passes(training.Recipe, solutions)),
            needs
        );

    /// <summary>The id of a job that has been added.</summary>
    public Guid Id(string name) => _jobs.First(j => j.Name == name).Id;

    private string Add(string name, string kind, Func<Guid, object> body, JobCost cost, IEnumerable<string?> needs)
    {
        var id = Guid.CreateVersion7(now);
        _jobs.Add(new(id, name, kind, body(id), [.. needs.OfType<string>().Distinct()], cost));
        return name;
    }

    private Sampling? By(string? model) =>
        model is null ? sampling : (sampling ?? new Sampling()) with { Model = model };

    private static long Passes(TrainingRecipe? recipe, long solutions) =>
        (long)Math.Ceiling((recipe?.Epochs ?? 1) * solutions);
}
