using System.Diagnostics;
using System.Diagnostics.Metrics;
using System.Globalization;
using Platform.Gateway.Endpoints;
using Platform.Gateway.OpenAi;

namespace Platform.Gateway;

/// <summary>
/// The meter <c>Platform.Gateway</c>. Instruments and tags that begin with <c>gen_ai.</c> follow OpenTelemetry's semantic
/// conventions for generative AI. No tag has a text of a client: its number of values would have no bound.
/// </summary>
internal sealed class GatewayMetrics
{
    private const string Operation = "gen_ai.operation.name";
    private const string Model = "gen_ai.request.model";
    private const string ErrorType = "error.type";

    private static readonly KeyValuePair<string, object?> Provider = new("gen_ai.provider.name", "platform");

    /// <summary>The boundaries of the conventions; the default ones are for milliseconds.</summary>
    private static readonly InstrumentAdvice<double> Seconds = new()
    {
        HistogramBucketBoundaries =
        [
            0.01,
            0.02,
            0.04,
            0.08,
            0.16,
            0.32,
            0.64,
            1.28,
            2.56,
            5.12,
            10.24,
            20.48,
            40.96,
            81.92,
        ],
    };

    /// <summary>Likewise.</summary>
    private static readonly InstrumentAdvice<long> Tokens = new()
    {
        HistogramBucketBoundaries = [.. Enumerable.Range(0, 14).Select(power => 1L << (2 * power))],
    };

    private readonly TimeProvider _time;
    private readonly Counter<long> _requests;
    private readonly UpDownCounter<long> _active;
    private readonly Counter<long> _limited;
    private readonly Counter<long> _candidates;
    private readonly Histogram<double> _requestTime;
    private readonly Histogram<double> _operationTime;
    private readonly Histogram<long> _tokens;

    public GatewayMetrics(IMeterFactory meters, TimeProvider time)
    {
        _time = time;
        var meter = meters.Create("Platform.Gateway");
        _requests = meter.CreateCounter<long>("gateway.requests", "{request}", "Requests that have ended.");
        _active = meter.CreateUpDownCounter<long>("gateway.requests.active", "{request}", "Requests in progress.");
        _limited = meter.CreateCounter<long>(
            "gateway.requests.limited",
            "{request}",
            "Requests refused by a limit of their key."
        );
        _candidates = meter.CreateCounter<long>("gateway.candidates", "{candidate}", "Candidates from generators.");
        _requestTime = meter.CreateHistogram(
            "gen_ai.server.request.duration",
            "s",
            "From a request's arrival to the end of its response.",
            tags: null,
            Seconds
        );
        _operationTime = meter.CreateHistogram(
            "gen_ai.client.operation.duration",
            "s",
            "From a message to a generator or scorer to its answer.",
            tags: null,
            Seconds
        );
        _tokens = meter.CreateHistogram(
            "gen_ai.client.token.usage",
            "{token}",
            "Tokens that an answer of a generator or scorer read or wrote.",
            tags: null,
            Tokens
        );
    }

    /// <summary>A request has arrived.</summary>
    public void Arrived(MeasuredRequest request) => _active.Add(1, Endpoint(request));

    /// <summary>A request has ended.</summary>
    /// <param name="request">The request.</param>
    /// <param name="status">Its HTTP status; 499 if the client did not wait for it.</param>
    /// <param name="time">From its arrival.</param>
    public void Ended(MeasuredRequest request, int status, TimeSpan time)
    {
        _active.Add(-1, Endpoint(request));
        var ended = new TagList { Endpoint(request), { "outcome", Outcome(status) } };
        var timed = new TagList { { Operation, request.Operation }, Provider };
        if (request.Strategy is { } strategy)
        {
            ended.Add("strategy", strategy);
            timed.Add("strategy", strategy);
        }

        if (request.Model is { } model)
        {
            timed.Add(Model, model);
        }

        if (status >= StatusCodes.Status400BadRequest)
        {
            timed.Add(ErrorType, status.ToString(CultureInfo.InvariantCulture));
        }

        _requests.Add(1, ended);
        _requestTime.Record(time.TotalSeconds, timed);
    }

    /// <summary>A limit of a key has refused a request.</summary>
    /// <param name="limit"><c>requests_per_minute</c>, <c>concurrency</c> or <c>tokens_per_day</c>.</param>
    public void Limited(string limit) => _limited.Add(1, new KeyValuePair<string, object?>("limit", limit));

    /// <summary>Measures the time of an answer, also of one that does not come.</summary>
    /// <param name="operation">What a generator or scorer is asked to do.</param>
    /// <param name="model">Name of the model.</param>
    /// <param name="ask">Asks, and waits for the answer.</param>
    public async Task<T> Asked<T>(string operation, string model, Func<Task<T>> ask)
    {
        var started = _time.GetTimestamp();
        var tags = Of(operation, model);
        try
        {
            return await ask();
        }
        catch (Exception e)
        {
            tags.Add(
                ErrorType,
                e switch
                {
                    Refused refused => refused.Error.Code,
                    OperationCanceledException => "cancelled",
                    _ => e.GetType().FullName,
                }
            );
            throw;
        }
        finally
        {
            _operationTime.Record(_time.GetElapsedTime(started).TotalSeconds, tags);
        }
    }

    /// <summary>A generator has given candidates.</summary>
    /// <param name="kind"><c>solution</c>, or <c>step</c> for the draws of a search.</param>
    /// <param name="count">How many.</param>
    public void Drawn(string kind, int count) =>
        _candidates.Add(count, new KeyValuePair<string, object?>("kind", kind));

    /// <summary>An answer's tokens; null if they are not known.</summary>
    public void Used(string operation, string model, long? read, long? written)
    {
        Used("input", read);
        Used("output", written);

        void Used(string type, long? tokens)
        {
            if (tokens is { } count)
            {
                var tags = Of(operation, model);
                tags.Add("gen_ai.token.type", type);
                _tokens.Record(count, tags);
            }
        }
    }

    private static TagList Of(string operation, string model) =>
        new()
        {
            { Operation, operation },
            Provider,
            { Model, model },
        };

    private static KeyValuePair<string, object?> Endpoint(MeasuredRequest request) => new("endpoint", request.Endpoint);

    private static string Outcome(int status) =>
        status switch
        {
            < StatusCodes.Status400BadRequest => "ok",
            StatusCodes.Status499ClientClosedRequest => "cancelled",
            < StatusCodes.Status500InternalServerError => "refused",
            StatusCodes.Status500InternalServerError => "failed",
            _ => "upstream_error",
        };
}
