using MassTransit;
using Microsoft.Extensions.Options;
using Platform.ServiceDefaults;

namespace Platform.Generator;

/// <summary>
/// Consumes as many commands as requests may be in flight, or as fill a local model's batch when each asks for one sample.
/// The queue then feeds whichever generator is free.
/// </summary>
internal class GeneratorConsumerDefinition<TConsumer> : ConsumerDefinition<TConsumer>
    where TConsumer : class, IConsumer
{
    private readonly int _concurrency;

    public GeneratorConsumerDefinition(IOptions<GeneratorOptions> options) =>
        ConcurrentMessageLimit = _concurrency = options.Value.Concurrency;

    protected override void ConfigureConsumer(
        IReceiveEndpointConfigurator endpointConfigurator,
        IConsumerConfigurator<TConsumer> consumerConfigurator,
        IRegistrationContext context
    )
    {
        endpointConfigurator.PrefetchCount = _concurrency;
        endpointConfigurator.RetryWhileDatasetIsAway();
    }
}
