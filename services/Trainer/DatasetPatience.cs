using Polly;
using Polly.Retry;
using Refit;

namespace Platform.Trainer;

/// <summary>Retries calls to Dataset indefinitely, so that a restart of Dataset does not lose hours of training.</summary>
internal sealed class DatasetPatience
{
    private readonly ResiliencePipeline _retries;

    public DatasetPatience(TimeProvider time, ILogger<DatasetPatience> log) =>
        _retries = new ResiliencePipelineBuilder { TimeProvider = time }
            .AddRetry(
                new RetryStrategyOptions
                {
                    ShouldHandle = new PredicateBuilder()
                        .Handle<HttpRequestException>()
                        .Handle<TaskCanceledException>(e => e.InnerException is TimeoutException)
                        .Handle<ApiException>(e => (int)e.StatusCode >= 500),
                    MaxRetryAttempts = int.MaxValue,
                    Delay = TimeSpan.FromSeconds(1),
                    OnRetry = retry =>
                    {
                        if (retry.AttemptNumber == 0)
                        {
                            log.DatasetAway(retry.Outcome.Exception!.Message);
                        }

                        return default;
                    },
                }
            )
            .Build();

    public async Task<T> Ask<T>(Func<Task<T>> question, CancellationToken cancellationToken) =>
        await _retries.ExecuteAsync(async _ => await question(), cancellationToken);

    public async Task Ask(Func<Task> question, CancellationToken cancellationToken) =>
        await _retries.ExecuteAsync(async _ => await question(), cancellationToken);
}
