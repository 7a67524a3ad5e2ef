using System.Net;
using System.Text.Json;
using Platform.Contracts;
using Platform.Inference;
using Polly;
using Refit;

namespace Platform.RemoteScoring;

/// <summary>A reward model behind a server. Requests are bounded; any number of callers may wait.</summary>
public sealed class RemoteRewardModel : IDisposable
{
    private const int UsualConcurrency = 4;
    private const int UsualBatch = 16;
    private const int LongestDetail = 300;

    private readonly RemoteSource _source;
    private readonly SemaphoreSlim _free;
    private readonly int _batch;

    internal RemoteRewardModel(RewardModelManifest manifest, RemoteSource source)
    {
        (Manifest, _source) = (manifest, source);
        _free = new(manifest.Remote!.Concurrency ?? UsualConcurrency);
        _batch = manifest.Remote.Batch ?? UsualBatch;
    }

    public RewardModelManifest Manifest { get; }

    /// <summary>The endpoint that is asked.</summary>
    public string Endpoint => _source.Endpoint;

    /// <summary>Scores solutions of one problem.</summary>
    /// <returns>One entry for each solution, and the tokens that the server read; 0 if it does not say.</returns>
    /// <exception cref="HttpRequestException">
    /// The server cannot be reached, or refuses whoever asks, or keeps failing; the message says which. Asking again later may
    /// help, so no solution fails for it.
    /// </exception>
    public async Task<(Scores[] Scores, long Tokens)> Score(
        string statement,
        IReadOnlyList<IReadOnlyList<string>> solutions,
        CancellationToken cancellationToken
    )
    {
        try
        {
            var parts = await Task.WhenAll(
                solutions.Chunk(_batch).Select(part => Batch(statement, part, cancellationToken))
            );
            return ([.. parts.SelectMany(part => part.Scores)], parts.Sum(part => part.Tokens));
        }
        catch (UnknownCharacterException e)
        {
            return ([.. solutions.Select(_ => new Scores(null, $"statement: {e.Message}"))], 0);
        }
    }

    /// <summary>Fails unless the server gives what the golden example expects.</summary>
    internal async Task CheckGolden(string directory, CancellationToken cancellationToken)
    {
        var golden = Manifest.Golden;
        var (scores, _) = await Score(golden.Statement, [golden.Steps], cancellationToken);
        GoldenCheck.Run(directory, Manifest.Name, $"at {Endpoint}", golden, scores[0]);
    }

    public void Dispose()
    {
        _source.Dispose();
        _free.Dispose();
    }

    /// <summary>A request; if the server refuses its content, each solution by itself.</summary>
    private async Task<RemoteScores> Batch(
        string statement,
        IReadOnlyList<IReadOnlyList<string>> solutions,
        CancellationToken cancellationToken
    )
    {
        try
        {
            return await Ask(statement, solutions, cancellationToken);
        }
        catch (ApiException e) when (IsAboutContent(e.StatusCode) && solutions.Count == 1)
        {
            return new([new(null, Said(e))], 0);
        }
        catch (ApiException e) when (IsAboutContent(e.StatusCode))
        {
            var each = await Task.WhenAll(solutions.Select(one => Batch(statement, [one], cancellationToken)));
            return new([.. each.SelectMany(one => one.Scores)], each.Sum(one => one.Tokens));
        }
        catch (ApiException e)
        {
            throw new HttpRequestException(Said(e), e, e.StatusCode);
        }
        catch (Exception e) when (e is ExecutionRejectedException or IOException or JsonException)
        {
            throw new HttpRequestException($"{Endpoint} gives no usable answer: {e.Message}", e);
        }
        catch (HttpRequestException e) when (e.StatusCode is null)
        {
            throw new HttpRequestException($"{Endpoint} cannot be reached: {e.Message}", e);
        }
    }

    private async Task<RemoteScores> Ask(
        string statement,
        IReadOnlyList<IReadOnlyList<string>> solutions,
        CancellationToken cancellationToken
    )
    {
        await _free.WaitAsync(cancellationToken);
        try
        {
            return await _source.Ask(statement, solutions, cancellationToken);
        }
        finally
        {
            _free.Release();
        }
    }

    private static bool IsAboutContent(HttpStatusCode? status) =>
        status
            is HttpStatusCode.BadRequest
                or HttpStatusCode.RequestEntityTooLarge
                or HttpStatusCode.UnprocessableEntity;

    private string Said(ApiException e)
    {
        var content = e.Content?.ReplaceLineEndings(" ").Trim() ?? "";
        var detail = content.Length <= LongestDetail ? content : content[..LongestDetail] + "...";
        var hint = e.StatusCode is HttpStatusCode.Unauthorized or HttpStatusCode.Forbidden
            ? $" (set the key of its host: Scorer__RemoteKeys__{new Uri(Endpoint).Host})"
            : "";
        return $"{Endpoint} answered {(int)e.StatusCode!} ({e.ReasonPhrase}){(detail.Length > 0 ? ": " : "")}{detail}{hint}";
    }
}
