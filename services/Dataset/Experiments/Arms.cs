using Platform.Contracts;
using Platform.Dataset.Plans;

namespace Platform.Dataset.Experiments;

/// <summary>Collects the arms of an experiment while its jobs are planned.</summary>
internal sealed class Arms(ExperimentPlan plan, PlanBuilder builder, ExperimentFacts facts)
{
    public const string Product = "prm.product";
    public const string Minimum = "prm.min";
    public const string Last = "prm.last";
    public const string Mean = "prm.mean";
    public const string Orm = "orm";
    public const string Majority = "majority";
    public const string Pass = "pass";
    public const string Nobody = "nobody";

    /// <summary>Comes before the score that weights a vote.</summary>
    public const string Weighted = "weighted.";

    private static readonly string[] Baselines = [Majority, Pass];

    private readonly List<ArmRun> _runs = [];
    private readonly Dictionary<string, string> _once = new(StringComparer.Ordinal);

    /// <summary>The sizes with the passes over each; null: the recipe's.</summary>
    public IEnumerable<(int Size, double? Epochs)> Sizes() => plan.Sizes!.Select((size, i) => (size, plan.Epochs?[i]));

    /// <summary>The recipe of a reward model.</summary>
    public TrainingRecipe Recipe(long seed, double? epochs)
    {
        var recipe = (plan.Recipe ?? new()) with { Seed = seed };
        return epochs is { } passes ? recipe with { Epochs = passes } : recipe;
    }

    /// <summary>Plans a job that several seeds share.</summary>
    public string Once(string name, Func<string, string> add) =>
        _once.TryGetValue(name, out var known) ? known : _once[name] = add(name);

    /// <summary>A pool, with the job that writes its missing solutions.</summary>
    public ReadyPool Pool(PlannedPool pool, long seed, string? generator = null, string? after = null)
    {
        var name = Expansion.NameOf(pool, seed);
        var size = facts.Size(pool, seed);
        var job = pool.Samples is null
            ? after
            : Once($"sample-{name}", n => builder.Sample(n, name, pool.Samples, size.Problems, generator, after)!);
        return new(name, size.Problems, size.Solutions, job);
    }

    /// <summary>Plans the evaluations of a seed's models.</summary>
    public void Test(long seed, IReadOnlyList<TrainedArm> trained, string? generator = null, string? after = null)
    {
        foreach (var test in plan.Tests)
        {
            var pool = Pool(test, seed, generator, after);
            var evaluation = builder.Id(
                builder.Evaluate(
                    $"evaluate-{Expansion.NameOfAll(test)}-{seed}",
                    pool.Name,
                    pool.Solutions,
                    [.. trained.Select(t => t.Model).Distinct()],
                    seed,
                    [pool.Ready, .. trained.Select(t => t.Job)]
                )
            );
            var name = Expansion.NameOfAll(test);
            _runs.AddRange(
                trained.Select(arm => new ArmRun(
                    arm.Arm,
                    name,
                    arm.Size,
                    seed,
                    arm.Selection,
                    null,
                    evaluation,
                    arm.Model,
                    arm.Strategy
                ))
            );
            _runs.AddRange(Baselines.Select(b => new ArmRun(b, name, null, seed, null, null, evaluation, null, b)));
        }
    }

    public Expansion Expand(IReadOnlyList<ArmPair> pairs) => new(builder.Jobs, _runs, pairs);
}

/// <summary>A model to test, under one strategy.</summary>
/// <param name="Arm">Name of the arm.</param>
/// <param name="Size">Labelled solutions, if it depends on them.</param>
/// <param name="Model">The model's name.</param>
/// <param name="Strategy">The strategy without the model's name.</param>
/// <param name="Job">The training; null for a model that exists.</param>
/// <param name="Selection">The selection that it was trained on, if any.</param>
internal sealed record TrainedArm(string Arm, int? Size, string Model, string Strategy, string? Job, Guid? Selection);

/// <summary>A pool that a plan uses.</summary>
/// <param name="Name">Its name.</param>
/// <param name="Problems">Its problems.</param>
/// <param name="Solutions">Its solutions, when they are written.</param>
/// <param name="Ready">The job that writes the missing ones, if any.</param>
internal sealed record ReadyPool(string Name, int Problems, int Solutions, string? Ready);
