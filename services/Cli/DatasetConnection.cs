using System.Net;
using Platform.DatasetClient;
using Refit;

namespace Platform.Cli;

/// <summary>
/// Asks Dataset, wherever it is at the moment: the addresses are looked up again for every try, so that a restart between
/// two questions (on another port, even) goes unnoticed.
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

    /// <summary>The answer; Dataset has the usual patience to come back from a restart.</summary>
    public async Task<T> Ask<T>(Func<IDatasetApi, Task<T>> question, CancellationToken cancellationToken)
    {
        var endpoints = Endpoints;
        try
        {
            return await session
                .Retry(IsAbsence, Pause, session.Patience.Ask)
                .ExecuteAsync(async _ => await question(Api(endpoints = Endpoints, Limit)), cancellationToken);
        }
        catch (Exception e) when (IsAbsence(e) && !cancellationToken.IsCancellationRequested)
        {
            throw new CommandFailed(Exit.Unreachable, Endpoints.NotAnswering(endpoints.Dataset, Why(e)), e);
        }
    }

    /// <summary>One try, for callers with a patience of their own.</summary>
    public Task<T> AskOnce<T>(Func<IDatasetApi, Task<T>> question) => question(Api(Endpoints, Limit));

    /// <summary>One try that may take as long as it takes, after a look whether anybody is there.</summary>
    /// <param name="question">Cannot be asked twice: an upload, a change.</param>
    /// <param name="ifLost">What to say when Dataset goes away before it has answered.</param>
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
            throw new CommandFailed(Exit.Unreachable, $"Dataset went away before it was done. {ifLost}", e);
        }
    }

    /// <summary>Null when Dataset is up and ready for work, else what stands in the way.</summary>
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

    /// <summary>Nobody there, as opposed to an answer that is an error.</summary>
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
        new(_handler, disposeHandler: false) { BaseAddress = endpoints.Dataset, Timeout = limit };

    private static string Why(Exception e) => (e.InnerException ?? e).Message.TrimEnd('.');
}
