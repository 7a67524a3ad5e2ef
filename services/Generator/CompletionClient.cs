using System.Net;
using System.Text.RegularExpressions;
using Microsoft.Extensions.Options;
using Refit;

namespace Platform.Generator;

/// <summary>An answer, or the reason why there is none.</summary>
/// <param name="Response">The answer.</param>
/// <param name="Failure">The reason, naming the server and what it said.</param>
/// <param name="Unfit">The server understood the request and does not take it as it is.</param>
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

/// <summary>Sends requests with a time limit, and again while that may help.</summary>
internal sealed partial class CompletionClient(
    ICompletionServer server,
    IOptions<GeneratorOptions> options,
    RequestLimit limit,
    TimeProvider time,
    ILogger<CompletionClient> log
)
{
    private readonly GeneratorOptions _options = options.Value;

    /// <param name="request">What to ask.</param>
    /// <param name="seed">Of the jitter between attempts.</param>
    /// <param name="cancellationToken">Ends it all.</param>
    public async Task<Answered> Ask(CompletionRequest request, int seed, CancellationToken cancellationToken)
    {
        var chance = new Random(seed);
        for (var attempt = 0; ; attempt++)
        {
            Exception failure;
            try
            {
                return new Answered(await limit.Run(() => Send(request, cancellationToken), cancellationToken), null);
            }
            catch (Exception e) when (e is ApiException or HttpRequestException or IOException or TimeoutException)
            {
                failure = e;
            }

            var said = Said(failure);
            if (!MayPass(failure))
                return new Answered(
                    null,
                    said,
                    failure
                        is ApiException { StatusCode: HttpStatusCode.BadRequest or HttpStatusCode.UnprocessableEntity }
                );
            if (attempt == _options.Retries)
                return new Answered(null, $"{said} (asked {attempt + 1} times)");
            var asked = BackOff.Asked((failure as ApiException)?.Headers.RetryAfter, time.GetUtcNow());
            if (asked > _options.LongestWait)
                return new Answered(
                    null,
                    $"{said} (it asks to wait {asked.Value.TotalSeconds:0} s, longer than Generator:LongestWait)"
                );
            var wait = asked ?? BackOff.Delay(attempt, chance.NextDouble());
            Log.AskingAgain(log, said, wait.TotalSeconds);
            await Task.Delay(wait, time, cancellationToken);
        }
    }

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
