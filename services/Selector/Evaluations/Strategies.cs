using Platform.Contracts;
using Platform.Kernels.Selection;

namespace Platform.Selector.Evaluations;

/// <summary>The scores and strategies that a report compares.</summary>
internal sealed record Strategies(IReadOnlyList<Score> Scores, IReadOnlyList<Strategy> All)
{
    /// <summary>All strategies of the models.</summary>
    public static Strategies For(IReadOnlyList<ModelLineage> models) => For(models, _ => true);

    /// <summary>The strategies by some scores of the models, majority and pass.</summary>
    public static Strategies For(IReadOnlyList<ModelLineage> models, Func<Score, bool> wanted)
    {
        var scores = new List<Score>();
        foreach (string kind in (string[])["process", "outcome"])
        {
            for (int m = 0; m < models.Count; m++)
            {
                if (models[m].Kind == kind)
                {
                    scores.AddRange(kind == "process" ? Process(models, m) : [Outcome(models, m)]);
                }
            }
        }
        scores.RemoveAll(s => !wanted(s));
        Strategy[] all =
        [
            .. scores.Select((s, i) => new Strategy(s.Name, Choice.Best, i)),
            new Strategy("majority", Choice.Vote),
            .. scores.Select((s, i) => new Strategy($"weighted.{s.Name}", Choice.Vote, i)),
            new Strategy("pass", Choice.Pass),
        ];
        return new Strategies(scores, all);
    }

    private static IEnumerable<Score> Process(IReadOnlyList<ModelLineage> models, int model)
    {
        var policies = models[model].Classes.Contains("neutral")
            ? new[] { NeutralPolicy.Positive, NeutralPolicy.Negative }
            : [NeutralPolicy.Positive];
        return from neutral in policies
            from aggregation in Enum.GetValues<StepAggregation>()
            let family = $"prm.{aggregation.ToString().ToLowerInvariant()}"
            let policy = neutral == NeutralPolicy.Negative ? ".neutral-negative" : ""
            select new Score(family + policy + Suffix(models, model), family, model, aggregation, neutral);
    }

    private static Score Outcome(IReadOnlyList<ModelLineage> models, int model) =>
        new("orm" + Suffix(models, model), "orm", model, null, NeutralPolicy.Positive);

    /// <summary>
    /// The model's name if several of a kind compete, and always for imported scores; its version if names clash.
    /// </summary>
    private static string Suffix(IReadOnlyList<ModelLineage> models, int model)
    {
        var me = models[model];
        if (models.Count(m => m.Kind == me.Kind) == 1 && me.Version != "imported")
        {
            return "";
        }
        bool clash = models.Count(m => m.Kind == me.Kind && m.Name == me.Name) > 1;
        return clash ? $":{me.Name}@{me.Version[..Math.Min(8, me.Version.Length)]}" : $":{me.Name}";
    }
}

/// <summary>A score that every solution may have: one model under one aggregation and one neutral policy.</summary>
/// <param name="Name">Name of the strategy that picks its maximum.</param>
/// <param name="Family">The name without model and policy, such as <c>prm.min</c> or <c>orm</c>.</param>
/// <param name="Model">Index of the model in the header.</param>
/// <param name="Aggregation">Null for outcome models.</param>
/// <param name="Neutral">What neutral counts as.</param>
internal sealed record Score(
    string Name,
    string Family,
    int Model,
    StepAggregation? Aggregation,
    NeutralPolicy Neutral
);

/// <summary>How a strategy decides.</summary>
internal enum Choice
{
    /// <summary>The solution with the best score.</summary>
    Best,

    /// <summary>The answer with the most votes.</summary>
    Vote,

    /// <summary>A right solution if there is one.</summary>
    Pass,
}

/// <param name="Name">Name in every report.</param>
/// <param name="Choice">How it decides.</param>
/// <param name="Score">Index of the score that it uses; -1: none.</param>
internal sealed record Strategy(string Name, Choice Choice, int Score = -1);
