using Platform.Contracts;
using Platform.Dataset.Jobs;
using Platform.Dataset.Plans;
using Platform.Dataset.Rollouts;

namespace Platform.Dataset.Experiments;

/// <summary>Reads a message on <c>experiment-jobs</c>.</summary>
internal static class ExperimentRequest
{
    private const int MostSolutions = 10_000_000;

    private static readonly string[] Fields = ["experimentId", "experiment", "plan"];

    private static readonly string[] ArmFields = ["name", "policy", "aggregation", "continue", "keep"];

    private static readonly string[] Common = ["tests", "seeds", "sampling", "generator"];

    private static readonly string[] Labelled = ["pool", "supervisor", "sizes", "epochs", "recipe"];

    /// <summary>The fields of each experiment's plan.</summary>
    private static readonly Dictionary<string, string[]> PlanFieldsOf = new(StringComparer.Ordinal)
    {
        [Contracts.Experiments.Supervision] = [.. Common, .. Labelled, "selector", "rollouts"],
        [Contracts.Experiments.ActiveLearning] = [.. Common, .. Labelled, "selector", "selectorPool", "arms"],
        [Contracts.Experiments.BestOfN] =
        [
            .. Common,
            "models",
            "corpus",
            "pool",
            "outcomeSamples",
            "supervisor",
            "recipe",
            "outcomeRecipe",
            "generatorRecipe",
        ],
        [Contracts.Experiments.Generalisation] = [.. Common, "models"],
        [Contracts.Experiments.Difficulty] = [.. Common, "models"],
        [Contracts.Experiments.Game24] = ["tests", "seeds", "models", "pool", "strictPool", "epochs", "recipe"],
    };

    /// <summary>Reads a submission. Never throws; format errors are part of the result.</summary>
    public static JobRequest Read(byte[] body) =>
        JobBody<SubmitExperiment>
            .Read(
                body,
                """{"experiment":"best-of-n","plan":{"models":["NAME"],"tests":[{"name":"POOL"}]}}""",
                new SubmitExperiment(null, "", new([])),
                Read
            )
            .Request(c => c.ExperimentId);

    private static SubmitExperiment Read(JsonFields fields)
    {
        fields.Known(Fields);
        var experiment = fields.OneOf("experiment", Contracts.Experiments.All, required: true);
        var plan = fields.Object("plan", """give {"tests":[{"name":"POOL"}], ...}""");
        string[] known = [.. PlanFieldsOf.Values.SelectMany(f => f).Distinct()];
        plan?.Known(known);
        if (plan is not null && experiment is not null)
        {
            foreach (var foreign in known.Except(PlanFieldsOf[experiment]).Where(plan.Has))
            {
                plan.Error(foreign, $"is not for the experiment {experiment}; leave it out");
            }
        }

        return new(fields.Id("experimentId"), experiment ?? "", plan is null ? new([]) : Plan(plan, experiment));
    }

    private static ExperimentPlan Plan(JsonFields plan, string? experiment)
    {
        IReadOnlyList<PlannedPool> tests =
        [
            .. (plan.Objects("tests", """give [{"name":"POOL"}]""") ?? []).Select(PlanFields.Pool),
        ];
        var read = new ExperimentPlan(
            tests,
            plan.Texts("models"),
            plan.Text("generator"),
            PlanFields.Pool(plan, "corpus"),
            PlanFields.Pool(plan, "pool"),
            (int?)plan.Integer("outcomeSamples", 1, 100_000),
            plan.Text("selector"),
            PlanFields.Pool(plan, "selectorPool"),
            PlanFields.LabelledBy(plan),
            plan.Integers("sizes", 1, MostSolutions) is { } sizes ? [.. sizes.Select(s => (int)s)] : null,
            plan.Numbers("epochs", 0.001, 1000),
            plan.Integers("seeds", long.MinValue, long.MaxValue),
            plan.Objects("arms") is { } arms ? [.. arms.Select(Arm)] : null,
            PlanFields.Sampling(plan),
            PlanFields.Recipe(plan, "recipe"),
            PlanFields.Recipe(plan, "outcomeRecipe"),
            PlanFields.Recipe(plan, "generatorRecipe"),
            PlanFields.Pool(plan, "strictPool"),
            plan.Objects("rollouts") is { } rollouts ? [.. rollouts.Select(Rollout)] : null
        );
        if (read.Sizes is { } given && !given.SequenceEqual(given.Distinct().Order()))
        {
            plan.Error("sizes", "must ascend, each once");
        }

        if (experiment == Contracts.Experiments.Game24)
        {
            if (read.Epochs is { } passes && (passes.Count == 0 || !passes.SequenceEqual(passes.Distinct().Order())))
            {
                plan.Error("epochs", "must ascend, each once");
            }
        }
        else if (read.Epochs is { } epochs && epochs.Count != read.Sizes?.Count)
        {
            plan.Error("epochs", $"{epochs.Count} for {read.Sizes?.Count ?? 0} sizes; give one number for each size");
        }

        if (read.Seeds is { } seeds && (seeds.Count == 0 || seeds.Distinct().Count() < seeds.Count))
        {
            plan.Error("seeds", "give at least one, each once");
        }

        if (read.Rollouts is { } labelled && labelled.Select(a => a.Name).Distinct().Count() < labelled.Count)
        {
            plan.Error("rollouts", "two have the same name; give each its own");
        }

        if (read.Arms is { } named && named.Select(a => a.Name).Distinct().Count() < named.Count)
        {
            plan.Error("arms", "two arms have the same name; give each its own");
        }

        return read;
    }

    private static RolloutArm Rollout(JsonFields arm)
    {
        arm.Known([.. RolloutFields.Names, "name", "fractions", "labelCut"]);
        return new(
            Name(arm),
            RolloutFields.Read(arm),
            arm.OneOf("fractions", ["soft", "cut"]),
            arm.Number("labelCut", 1e-6, 1)
        );
    }

    private static SelectionArm Arm(JsonFields arm)
    {
        arm.Known(ArmFields);
        return new(
            Name(arm),
            arm.Choice<SelectionPolicy>("policy", required: true) ?? SelectionPolicy.Uniform,
            arm.Choice<ScoreAggregation>("aggregation"),
            arm.Flag("continue") ?? false,
            arm.Flag("keep") ?? false
        );
    }

    private static string Name(JsonFields arm)
    {
        var name = arm.Text("name", required: true) ?? "";
        if (name.Length > 0 && !Names.IsValid(name))
        {
            arm.Error("name", $"'{name}' is not a valid name; use {Names.Rule}");
        }

        return name;
    }
}
