using System.Net;
using System.Text.RegularExpressions;
using Microsoft.Extensions.Options;
using Polly;
using Polly.Retry;
using Refit;

namespace Platform.Generator;

/// <summary>Sends requests with a time limit, and retries what may be transient.</summary>
internal sealed partial class CompletionClient(
    ICompletionServer server,
    IOptions<GeneratorOptions> options,
    RequestLimit limit,
    TimeProvider time,
    ILogger<CompletionClient> log
)
{
    private readonly GeneratorOptions _options = options.Value;

    /// <param name="request">The request.</param>
    /// <param name="seed">Seed of the jitter between attempts.</param>
    /// <param name="cancellationToken">Cancels the attempts.</param>
    public async Task<Answered> Ask(CompletionRequest request, int seed, CancellationToken cancellationToken)
    {
        var attempts = 0;
        try
        {
            var response = await Retries(seed)
                .ExecuteAsync(
                    async token =>
                    {
                        attempts++;
                        return await limit.Run(() => Send(request, token), token);
                    },
                    cancellationToken
                );
            return new(response, null);
        }
        catch (Exception e) when (IsFailure(e))
        {
            var unfit =
                e is ApiException { StatusCode: HttpStatusCode.BadRequest or HttpStatusCode.UnprocessableEntity };
            return new(null, Said(e) + GivenUp(e, attempts), unfit);
        }
    }

    private ResiliencePipeline Retries(int seed)
    {
        var chance = new Random(seed);
        return new ResiliencePipelineBuilder { TimeProvider = time }
            .AddRetry(
                new RetryStrategyOptions
                {
                    MaxRetryAttempts = Math.Max(1, _options.Retries),
                    ShouldHandle = attempt =>
                        ValueTask.FromResult(
                            _options.Retries > 0
                                && attempt.Outcome.Exception is { } e
                                && IsFailure(e)
                                && MayPass(e)
                                && !(Wanted(e) > _options.LongestWait)
                        ),
                    DelayGenerator = attempt =>
                        ValueTask.FromResult<TimeSpan?>(
                            Wanted(attempt.Outcome.Exception!)
                                ?? BackOff.Delay(attempt.AttemptNumber, chance.NextDouble())
                        ),
                    OnRetry = attempt =>
                    {
                        Log.AskingAgain(log, Said(attempt.Outcome.Exception!), attempt.RetryDelay.TotalSeconds);
                        return default;
                    },
                }
            )
            .Build();
    }

    private static bool IsFailure(Exception e) =>
        e is ApiException or HttpRequestException or IOException or TimeoutException;

    /// <summary>The wait that the server asks for.</summary>
    private TimeSpan? Wanted(Exception e) => BackOff.Asked((e as ApiException)?.Headers.RetryAfter, time.GetUtcNow());

    private string GivenUp(Exception e, int attempts) =>
        !MayPass(e) ? ""
        : attempts > _options.Retries ? $" (asked {attempts} times)"
        : $" (it asks to wait {Wanted(e)?.TotalSeconds:0} s, longer than Generator:LongestWait)";

    private async Task<CompletionResponse> Send(CompletionRequest request, CancellationToken cancellationToken)
    {
        using var timeout = new CancellationTokenSource(_options.RequestTimeout, time);
        using var either = CancellationTokenSource.CreateLinkedTokenSource(cancellationToken, timeout.Token);
        try
        {
            return _options.Api == CompletionApi.Chat
                ? await server.Chat(request, either.Token)
                : await server.Complete(request, either.Token);
        }
        catch (Exception e)
            when (timeout.IsCancellationRequested
                && !cancellationToken.IsCancellationRequested
                && e is not TimeoutException
            )
        {
            throw new TimeoutException($"no answer within {_options.RequestTimeout.TotalSeconds:0.###} s", e);
        }
    }

    private static bool MayPass(Exception failure) =>
        failure switch
        {
            ApiException { InnerException: HttpRequestException or IOException } => true,
            ApiException refusal => BackOff.Helps(refusal.StatusCode),
            _ => true,
        };

    private string Said(Exception failure)
    {
        var endpoint = _options.Api == CompletionApi.Chat ? "/v1/chat/completions" : "/v1/completions";
        var who = CompletionServer.Name(_options.BaseAddress!) + endpoint;
        return failure switch
        {
            ApiException { InnerException: { } unreadable } =>
                $"{who} answered with something that is no completion: {Short(unreadable.Message)}",
            ApiException e =>
                $"{who} answered {(int)e.StatusCode} ({e.ReasonPhrase}): {Short(e.Content)}{Hint((int)e.StatusCode)}",
            TimeoutException e => $"{who} gave {e.Message} (Generator:RequestTimeout)",
            _ => $"{who} cannot be reached: {Short(failure.Message)} (Generator:BaseAddress)",
        };
    }

    private static string Hint(int status) =>
        status switch
        {
            401 or 403 => " (Generator:ApiKey)",
            404 => " (Generator:BaseAddress, Generator:Api and Generator:Model)",
            _ => "",
        };

    private static string Short(string? text)
    {
        var line = Blanks().Replace(text ?? "", " ").Trim();
        return line.Length <= 300 ? line : line[..300] + "...";
    }

    [GeneratedRegex(@"[\s\0]+")]
    private static partial Regex Blanks();
}

/// <summary>A response, or the reason why there is none.</summary>
/// <param name="Response">The response.</param>
/// <param name="Failure">The reason, with the server's name and its message.</param>
/// <param name="Unfit">The server understood the request but rejects it as it is.</param>
internal readonly record struct Answered(CompletionResponse? Response, string? Failure, bool Unfit = false);

/// <summary>Requests in flight, over all commands.</summary>
internal sealed class RequestLimit(IOptions<GeneratorOptions> options) : IDisposable
{
    private readonly SemaphoreSlim _free = new(options.Value.MaxConcurrency);

    public async Task<T> Run<T>(Func<Task<T>> request, CancellationToken cancellationToken)
    {
        await _free.WaitAsync(cancellationToken);
        try
        {
            return await request();
        }
        finally
        {
            _free.Release();
        }
    }

    public void Dispose() => _free.Dispose();
}
