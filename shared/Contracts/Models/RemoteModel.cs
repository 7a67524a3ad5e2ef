namespace Platform.Contracts;

/// <summary>
/// Where a reward model is served, and how it is asked. Keys are no part of it: a scorer sends the one that its settings
/// hold for the address's host (<c>Scorer:RemoteKeys</c>).
/// </summary>
/// <param name="Api">
/// <c>pooling</c> (vLLM's <c>/pooling</c>: one row a token, read at the manifest's positions, or one row a step),
/// <c>classify</c> (vLLM's <c>/classify</c>: one row a solution, for outcome models) or <c>score</c> (this platform's own
/// <c>/v1/score</c>, which needs neither tokenizer nor template).
/// </param>
/// <param name="Address">Base address, for example <c>http://gpu.example:8000</c>.</param>
/// <param name="Model">The model's name at the server; not sent if absent.</param>
/// <param name="Concurrency">Requests in flight from one scorer, 1 to 256; 4 if absent.</param>
/// <param name="Batch">Solutions in one request, 1 to 64; 16 if absent.</param>
public sealed record RemoteModel(
    string Api,
    string Address,
    string? Model = null,
    int? Concurrency = null,
    int? Batch = null
)
{
    /// <summary>Value of <see cref="Api"/>.</summary>
    public const string Pooling = "pooling";

    /// <summary>Value of <see cref="Api"/>.</summary>
    public const string Classify = "classify";

    /// <summary>Value of <see cref="Api"/>.</summary>
    public const string Score = "score";
}
