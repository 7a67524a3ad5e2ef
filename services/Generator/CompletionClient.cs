using System.Net;
using System.Net.Http.Headers;
using System.Net.Mime;
using Microsoft.Extensions.Options;
using Polly;
using Polly.Retry;

namespace Platform.Generator;

/// <summary>Sends requests with a time limit, and retries what may be transient.</summary>
internal sealed class CompletionClient(
    HttpClient http,
    IOptions<GeneratorOptions> options,
    RequestLimit limit,
    LearnedParameters learned,
    TimeProvider time,
    ILogger<CompletionClient> log
)
{
    private readonly GeneratorOptions _options = options.Value;

    /// <param name="request">The request.</param>
    /// <param name="seed">Seed of the jitter between attempts.</param>
    /// <param name="interactive">Whether it goes before requests that are not.</param>
    /// <param name="cancellationToken">Cancels the attempts.</param>
    public async Task<Answered> Ask(
        CompletionRequest request,
        int seed,
        bool interactive,
        CancellationToken cancellationToken
    )
    {
        var attempts = 0;
        try
        {
            var response = await Retries(seed)
                .ExecuteAsync(
                    async token =>
                    {
                        attempts++;
                        return await limit.Run(() => Send(request, token), interactive, token);
                    },
                    cancellationToken
                );
            return new(response, null);
        }
        catch (Exception e) when (IsFailure(e))
        {
            return new(null, Said(e) + GivenUp(e, attempts), e is NoCompletionException { IsUnfit: true });
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
        e is NoCompletionException or HttpRequestException or IOException or TimeoutException;

    private static bool MayPass(Exception failure) => failure is not NoCompletionException { MayPass: false };

    /// <summary>The wait that the server asks for.</summary>
    private static TimeSpan? Wanted(Exception e) => (e as NoCompletionException)?.Wait;

    private string GivenUp(Exception e, int attempts) =>
        !MayPass(e) || _options.Retries == 0 ? ""
        : attempts > _options.Retries ? $" (asked {attempts} times)"
        : $" (it asks to wait {Wanted(e)?.TotalSeconds:0} s, longer than Generator:LongestWait)";

    private async Task<CompletionResponse> Send(CompletionRequest request, CancellationToken cancellationToken)
    {
        using var timeout = new CancellationTokenSource(_options.RequestTimeout, time);
        using var either = CancellationTokenSource.CreateLinkedTokenSource(cancellationToken, timeout.Token);
        try
        {
            return await PostAsWanted(request, either.Token);
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

    /// <summary>Sends the request, and once more if the server wants <c>max_completion_tokens</c>.</summary>
    private async Task<CompletionResponse> PostAsWanted(CompletionRequest request, CancellationToken cancellationToken)
    {
        if (learned.MaxCompletionTokens)
        {
            return await Post(request.WithMaxCompletionTokens(), cancellationToken);
        }

        try
        {
            return await Post(request, cancellationToken);
        }
        catch (NoCompletionException e) when (e.WantsMaxCompletionTokens)
        {
            var response = await Post(request.WithMaxCompletionTokens(), cancellationToken);
            learned.MaxCompletionTokens = true;
            Log.MaxCompletionTokens(log, Endpoint);
            return response;
        }
    }

    private async Task<CompletionResponse> Post(CompletionRequest request, CancellationToken cancellationToken)
    {
        using var message = new HttpRequestMessage(HttpMethod.Post, Endpoint)
        {
            // With a Content-Length, because small servers cannot read chunked bodies.
            Content = new ByteArrayContent(request.Body())
            {
                Headers = { ContentType = new(MediaTypeNames.Application.Json) },
            },
        };
        message.Headers.Accept.Add(new(MediaTypeNames.Application.Json));
        if (Key is { } key)
        {
            message.Headers.Authorization = new AuthenticationHeaderValue("Bearer", key);
        }

        using var response = await http.SendAsync(message, HttpCompletionOption.ResponseHeadersRead, cancellationToken);
        if (!response.IsSuccessStatusCode)
        {
            throw Refusal(
                response,
                request,
                ServerError.OfBody(await ResponseReader.Text(response.Content, cancellationToken))
            );
        }

        var completion = await ResponseReader.Read(response.Content, cancellationToken);
        return completion.Error is { } error ? throw Refusal(response, request, error) : completion;
    }

    /// <summary>Says what the server refuses, why in its own words, and which setting mends it.</summary>
    private NoCompletionException Refusal(HttpResponseMessage response, CompletionRequest request, ServerError error)
    {
        var status = response.IsSuccessStatusCode ? error.Status : response.StatusCode;
        var unfit = status is HttpStatusCode.BadRequest or HttpStatusCode.UnprocessableEntity;
        var refused = unfit || status is null ? Parameters.Refused(error, request) : null;
        var code =
            !response.IsSuccessStatusCode ? $"{(int)response.StatusCode} ({response.ReasonPhrase})"
            : error.Status is null ? $"{(int)response.StatusCode} with an error"
            : $"{(int)response.StatusCode} with the error {(int)error.Status}";
        var text = status switch
        {
            HttpStatusCode.Unauthorized or HttpStatusCode.Forbidden when IsElsewhere(response, out var place) =>
                $"points to {place}, to which no key is sent, and that answered {code}: {error.Text} (Generator:BaseAddress)",
            HttpStatusCode.Unauthorized or HttpStatusCode.Forbidden when Key is null =>
                $"wants a key and got none; it answered {code}: {error.Text} (Generator:ApiKey)",
            HttpStatusCode.Unauthorized or HttpStatusCode.Forbidden =>
                $"refuses the key; it answered {code}: {error.Text} (Generator:ApiKey)",
            >= HttpStatusCode.MultipleChoices and < HttpStatusCode.BadRequest =>
                $"answered {code} and points to {response.Headers.Location} (Generator:BaseAddress)",
            _ => $"answered {code}: {error.Text}{Hint(status, refused)}",
        };
        return new(text)
        {
            MayPass = response.IsSuccessStatusCode
                ? error.MayPass
                : BackOff.Helps(response.StatusCode) && !error.IsQuota,
            Wait = BackOff.Asked(response.Headers, time.GetUtcNow()),
            IsUnfit = refused == Parameters.N || (unfit && refused is null),
            WantsMaxCompletionTokens =
                (unfit || status is null)
                && request.MaxTokens is not null
                && error.Text.Contains(Parameters.MaxCompletionTokens, StringComparison.Ordinal),
        };
    }

    private static string Hint(HttpStatusCode? status, string? refused) =>
        refused is Parameters.ContinueFinalMessage or Parameters.AddGenerationPrompt
            ? $" (the server cannot continue a turn of the assistant: set Generator:Api=completions, or if it continues one by itself Generator:Omit={Parameters.ContinueFinalMessage},{Parameters.AddGenerationPrompt})"
        : refused is not null ? $" ({refused} is left out with Generator:Omit={refused})"
        : status is HttpStatusCode.NotFound or HttpStatusCode.MethodNotAllowed
            ? " (Generator:BaseAddress, Generator:Api and Generator:Model)"
        : "";

    private bool IsElsewhere(HttpResponseMessage response, out Uri? place)
    {
        place = response.RequestMessage?.RequestUri;
        return Key is not null && place is not null && place.Authority != Endpoint.Authority;
    }

    private string Said(Exception failure)
    {
        var said = failure switch
        {
            NoCompletionException e => $"{Endpoint} {e.Message}",
            TimeoutException e => $"{Endpoint} gave {e.Message} (Generator:RequestTimeout)",
            _ =>
                $"{Endpoint} cannot be reached: {ServerError.Line(Innermost(failure).Message)} (Generator:BaseAddress)",
        };
        // Some servers repeat the key that they refuse.
        return Key is { } key ? said.Replace(key, "***", StringComparison.Ordinal) : said;
    }

    private static Exception Innermost(Exception e) => e.InnerException is { } inner ? Innermost(inner) : e;

    private Uri Endpoint => CompletionServer.Endpoint(_options.BaseAddress!, _options.Api);

    private string? Key => string.IsNullOrWhiteSpace(_options.ApiKey) ? null : _options.ApiKey.Trim();
}

/// <summary>A response, or the reason why there is none.</summary>
/// <param name="Response">The response.</param>
/// <param name="Failure">The reason, with the server's name and its message.</param>
/// <param name="Unfit">The server understood the request but rejects it as it is.</param>
internal readonly record struct Answered(CompletionResponse? Response, string? Failure, bool Unfit = false);
