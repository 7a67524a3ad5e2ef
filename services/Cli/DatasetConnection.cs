using System.Net;
using Platform.DatasetClient;
using Refit;

namespace Platform.Cli;

/// <summary>
/// Sends requests to Dataset. The addresses are looked up again for every attempt, so that a restart between two requests,
/// even on another port, goes unnoticed.
/// </summary>
internal sealed class DatasetConnection(Session session) : IDisposable
{
    private static readonly TimeSpan Pause = TimeSpan.FromMilliseconds(250);
    private static readonly TimeSpan Limit = TimeSpan.FromSeconds(100);

    private readonly SocketsHttpHandler _handler = new()
    {
        ConnectTimeout = TimeSpan.FromSeconds(5),
        UseProxy = false,
        PooledConnectionLifetime = TimeSpan.FromMinutes(1),
    };

    public Endpoints Endpoints => Endpoints.Find(session.Environment, AppContext.BaseDirectory);

    /// <summary>Sends a request; retries for the usual time, in case Dataset is restarting.</summary>
    public Task<T> Ask<T>(Func<IDatasetApi, Task<T>> question, CancellationToken cancellationToken) =>
        Ask(question, Limit, cancellationToken);

    /// <summary>Sends a request, of which an attempt may take longer than usual.</summary>
    public async Task<T> Ask<T>(
        Func<IDatasetApi, Task<T>> question,
        TimeSpan limit,
        CancellationToken cancellationToken
    )
    {
        var endpoints = Endpoints;
        try
        {
            return await session
                .Retry(IsAbsence, Pause, session.Patience.Ask)
                .ExecuteAsync(async _ => await question(Api(endpoints = Endpoints, limit)), cancellationToken);
        }
        catch (Exception e) when (IsAbsence(e) && !cancellationToken.IsCancellationRequested)
        {
            throw new CommandFailed(Exit.Unreachable, Endpoints.NotAnswering(endpoints.Dataset, Why(e)), e);
        }
    }

    /// <summary>Sends a request once, for callers with their own retry policy.</summary>
    public Task<T> AskOnce<T>(Func<IDatasetApi, Task<T>> question) => question(Api(Endpoints, Limit));

    /// <summary>Sends a request once, without a time limit, after checking that Dataset responds.</summary>
    /// <param name="question">A request that cannot be repeated, such as an upload or a change.</param>
    /// <param name="ifLost">What to tell the user if Dataset goes away before it has replied.</param>
    /// <param name="cancellationToken">Ctrl-C.</param>
    public async Task<T> AskAtLength<T>(
        Func<IDatasetApi, Task<T>> question,
        string ifLost,
        CancellationToken cancellationToken
    )
    {
        await Ask(api => api.GetModels(cancellationToken), cancellationToken);
        try
        {
            return await question(Api(Endpoints, Timeout.InfiniteTimeSpan));
        }
        catch (Exception e) when (IsAbsence(e) && !cancellationToken.IsCancellationRequested)
        {
            throw new CommandFailed(Exit.Unreachable, $"Dataset stopped answering before it was done. {ifLost}", e);
        }
    }

    /// <summary>Returns null if Dataset is up and ready for work, otherwise the reason.</summary>
    public async Task<string?> NotReady(CancellationToken cancellationToken)
    {
        var address = "";
        try
        {
            using var http = Http(Endpoints, TimeSpan.FromSeconds(10));
            address = http.BaseAddress!.GetLeftPart(UriPartial.Authority);
            using var answer = await http.GetAsync("/health", cancellationToken);
            return answer.IsSuccessStatusCode
                ? null
                : $"Dataset is not ready yet (its /health answers {(int)answer.StatusCode}).";
        }
        catch (CommandFailed e)
        {
            return e.Message;
        }
        catch (Exception e) when (IsAbsence(e) && !cancellationToken.IsCancellationRequested)
        {
            return $"Dataset at {address} does not answer ({Why(e)}).";
        }
    }

    /// <summary>True if Dataset could not be reached, as opposed to a response that is an error.</summary>
    public static bool IsAbsence(Exception e) =>
        e is ApiException answer
            ? answer.StatusCode
                is HttpStatusCode.BadGateway
                    or HttpStatusCode.ServiceUnavailable
                    or HttpStatusCode.GatewayTimeout
            : e is HttpRequestException or IOException or TaskCanceledException { InnerException: TimeoutException }
                || e.InnerException is HttpRequestException;

    public void Dispose() => _handler.Dispose();

    private IDatasetApi Api(Endpoints endpoints, TimeSpan limit) => HttpApis.For<IDatasetApi>(Http(endpoints, limit));

    private HttpClient Http(Endpoints endpoints, TimeSpan limit) =>
        new(_handler, disposeHandler: false)
        {
            BaseAddress = endpoints.Dataset,
            Timeout = limit,
            DefaultRequestHeaders = { Authorization = HttpApis.Bearer(endpoints.Token) },
        };

    private static string Why(Exception e) => (e.InnerException ?? e).Message.TrimEnd('.');
}
