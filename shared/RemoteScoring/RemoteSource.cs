using Platform.Contracts;
using Platform.Inference;

namespace Platform.RemoteScoring;

/// <summary>One way to ask a server.</summary>
internal abstract class RemoteSource(HttpClient http) : IDisposable
{
    /// <summary>The endpoint, for messages.</summary>
    public abstract string Endpoint { get; }

    /// <summary>
    /// The scores of solutions of one problem, one entry each, and the tokens that were read. A solution that cannot be sent,
    /// or whose scores do not fit, fails alone.
    /// </summary>
    /// <exception cref="Refit.ApiException">The server answered with an error.</exception>
    /// <exception cref="HttpRequestException">The server cannot be reached.</exception>
    public abstract Task<RemoteScores> Ask(
        string statement,
        IReadOnlyList<IReadOnlyList<string>> solutions,
        CancellationToken cancellationToken
    );

    public static RemoteSource For(RewardModelManifest manifest, string directory, HttpClient http) =>
        manifest.Remote!.Api == RemoteModel.Score
            ? new ScoreSource(manifest, http)
            : new PoolingSource(manifest, directory, http);

    public void Dispose() => http.Dispose();

    /// <summary>The endpoint's address.</summary>
    protected string Address(string path) => http.BaseAddress!.ToString().TrimEnd('/') + path;
}

/// <summary>The scores of several solutions.</summary>
/// <param name="Scores">One entry for each solution.</param>
/// <param name="Tokens">Tokens that the server read; 0 if it does not say.</param>
internal readonly record struct RemoteScores(Scores[] Scores, long Tokens);
