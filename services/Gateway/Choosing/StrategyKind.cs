namespace Platform.Gateway.Choosing;

/// <summary>How an answer is chosen.</summary>
internal enum StrategyKind
{
    /// <summary>One sample, which is the answer.</summary>
    Single,

    /// <summary>The candidate with the best score.</summary>
    BestOf,

    /// <summary>The answer that most candidates have.</summary>
    Majority,

    /// <summary>The answer whose candidates' scores have the largest sum.</summary>
    Weighted,

    /// <summary>Search step by step: the best beams are continued.</summary>
    Beam,
}
