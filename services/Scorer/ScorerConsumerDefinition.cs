using MassTransit;
using Microsoft.Extensions.Options;
using Platform.ServiceDefaults;

namespace Platform.Scorer;

/// <summary>Consumes many messages at once so that batches are full. Only transient failures are retried.</summary>
internal class ScorerConsumerDefinition<TConsumer> : ConsumerDefinition<TConsumer>
    where TConsumer : class, IConsumer
{
    public ScorerConsumerDefinition(IOptions<ScorerOptions> options)
    {
        Endpoint(e => e.PrefetchCount = options.Value.Prefetch);
        ConcurrentMessageLimit = options.Value.Prefetch;
    }

    protected override void ConfigureConsumer(
        IReceiveEndpointConfigurator endpoint,
        IConsumerConfigurator<TConsumer> consumer,
        IRegistrationContext context
    ) => endpoint.RetryWhileDatasetIsAway();
}
