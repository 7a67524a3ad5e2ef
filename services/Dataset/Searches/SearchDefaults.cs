using Platform.Contracts;
using Platform.Kernels.Search;
using Platform.Kernels.Selection;

namespace Platform.Dataset.Searches;

/// <summary>The defaults of a submission, and the rule that it stands for.</summary>
internal static class SearchDefaults
{
    private const int Beams = 4;
    private const int Expansions = 4;
    private const int MaxSteps = 40;

    /// <summary>The submission with all of its defaults.</summary>
    /// <param name="command">The submission.</param>
    /// <param name="sampling">Its sampling, with the language model pinned to a version.</param>
    public static SubmitSearch Filled(SubmitSearch command, Sampling sampling)
    {
        bool steps = command.Strategy != StepSearchStrategy.BestOfN;
        return command with
        {
            SearchId = null,
            Beams = command.Beams ?? Beams,
            Expansions = steps ? command.Expansions ?? Expansions : 1,
            Aggregation = command.Aggregation ?? ScoreAggregation.Product,
            Neutral = command.Neutral ?? NeutralSteps.Positive,
            MaxSteps = steps ? command.MaxSteps ?? MaxSteps : 1,
            Sampling = sampling,
            Seed = command.Seed ?? 0,
            Against = command.Against ?? [],
        };
    }

    /// <summary>The rule of a submission with its defaults.</summary>
    public static SearchRule Rule(SubmitSearch filled) =>
        new(
            filled.Strategy switch
            {
                StepSearchStrategy.Beam => SearchStrategy.Beam,
                StepSearchStrategy.Dvts => SearchStrategy.Dvts,
                _ => SearchStrategy.BestOfN,
            },
            filled.Beams!.Value,
            filled.Expansions!.Value,
            filled.Aggregation switch
            {
                ScoreAggregation.Min => StepAggregation.Min,
                ScoreAggregation.Last => StepAggregation.Last,
                ScoreAggregation.Mean => StepAggregation.Mean,
                _ => StepAggregation.Product,
            },
            filled.MaxSteps!.Value,
            filled.Seed!.Value
        );

    /// <summary>How neutral counts.</summary>
    public static NeutralPolicy Neutral(SubmitSearch filled) =>
        filled.Neutral == NeutralSteps.Negative ? NeutralPolicy.Negative : NeutralPolicy.Positive;
}
