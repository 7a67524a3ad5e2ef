using Platform.Contracts;
using Platform.Gateway.Choosing;
using Platform.Gateway.Upstream;

namespace Platform.Gateway.Answering;

/// <summary>What was chosen, and how.</summary>
/// <param name="Question">The request.</param>
/// <param name="Chosen">The best candidates, as many as were asked for.</param>
/// <param name="Candidates">All candidates.</param>
/// <param name="Verifier">The reward model; null if none was asked.</param>
/// <param name="Trace">What the response says about it.</param>
internal sealed record Answer(
    Question Question,
    IReadOnlyList<SampledCandidate> Chosen,
    IReadOnlyList<SampledCandidate> Candidates,
    Verifier? Verifier,
    GatewayTrace Trace
)
{
    /// <summary>Tokens of all candidates; those of the verifier are in the trace.</summary>
    public TokenUsage Usage =>
        new(
            Trace.Cost.PromptTokens,
            Trace.Cost.PromptTokens + Trace.Cost.CompletionTokens,
            Trace.Cost.CompletionTokens
        );

    /// <summary>Tokens that count against the quota of a key.</summary>
    public long AllTokens => Usage.TotalTokens + Trace.Cost.VerifierTokens;
}
