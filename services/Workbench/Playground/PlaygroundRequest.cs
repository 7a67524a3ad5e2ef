namespace Platform.Workbench.Playground;

/// <summary>What is asked.</summary>
/// <param name="Statement">The problem.</param>
/// <param name="Generator">The language model.</param>
/// <param name="Verifier">The reward model; null for none.</param>
/// <param name="Strategy">The gateway's name of the strategy, without a number.</param>
/// <param name="Samples">Number of candidates; beams for a search.</param>
/// <param name="Aggregation">How the probabilities of steps become a score.</param>
/// <param name="MinP">Tokens less likely than this fraction of the likeliest one are not sampled.</param>
public sealed record PlaygroundRequest(
    string Statement,
    string Generator,
    string? Verifier,
    string Strategy,
    int Samples,
    string Aggregation,
    double MinP
)
{
    /// <summary>The strategy that searches step by step.</summary>
    public const string Beam = "beam";

    /// <summary>Continuations of each beam.</summary>
    private const int Expansions = 4;

    /// <summary>The gateway's name of a model for this request.</summary>
    public string Model =>
        (Verifier is null ? Generator : $"{Generator}+{Verifier}")
        + (Strategy == Beam ? $"/{Beam}-{Samples}x{Expansions}" : $"/{Strategy}-{Samples}");
}
