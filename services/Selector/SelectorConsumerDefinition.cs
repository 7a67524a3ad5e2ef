using MassTransit;
using Platform.ServiceDefaults;

namespace Platform.Selector;

/// <summary>
/// For consumers that compute on every core: one message at a time. Transient failures are retried; any other becomes a
/// fault, which Dataset records.
/// </summary>
internal sealed class SelectorConsumerDefinition<TConsumer> : ConsumerDefinition<TConsumer>
    where TConsumer : class, IConsumer
{
    public SelectorConsumerDefinition()
    {
        Endpoint(e => e.PrefetchCount = 2);
        ConcurrentMessageLimit = 1;
    }

    protected override void ConfigureConsumer(
        IReceiveEndpointConfigurator endpoint,
        IConsumerConfigurator<TConsumer> consumer,
        IRegistrationContext context
    ) => endpoint.RetryWhileDatasetIsAway();
}
