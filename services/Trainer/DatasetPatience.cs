using Refit;

namespace Platform.Trainer;

/// <summary>Hours of work must not be lost because Dataset restarts: asks until there is an answer.</summary>
internal sealed class DatasetPatience(TimeProvider time, ILogger<DatasetPatience> log)
{
    private static readonly TimeSpan Pause = TimeSpan.FromSeconds(1);

    public async Task<T> Ask<T>(Func<Task<T>> question, CancellationToken cancellationToken)
    {
        for (var tries = 0; ; tries++)
        {
            try
            {
                return await question();
            }
            catch (Exception e) when (IsAbsence(e) && !cancellationToken.IsCancellationRequested)
            {
                if (tries == 0)
                    log.DatasetAway(e.Message);
            }
            await Task.Delay(Pause, time, cancellationToken);
        }
    }

    public Task Ask(Func<Task> question, CancellationToken cancellationToken) =>
        Ask(
            async () =>
            {
                await question();
                return true;
            },
            cancellationToken
        );

    private static bool IsAbsence(Exception e) =>
        e
            is HttpRequestException
                or TaskCanceledException { InnerException: TimeoutException }
                or ApiException { StatusCode: >= System.Net.HttpStatusCode.InternalServerError };
}
