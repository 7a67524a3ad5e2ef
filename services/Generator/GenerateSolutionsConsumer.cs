using MassTransit;
using Microsoft.Extensions.Options;
using Platform.Contracts;

namespace Platform.Generator;

/// <summary>A command in, samples out. What could not be had is part of the result.</summary>
internal sealed class GenerateSolutionsConsumer(Sampler sampler) : IConsumer<GenerateSolutions>
{
    public async Task Consume(ConsumeContext<GenerateSolutions> context)
    {
        var command = context.Message;
        var generated = await sampler.Generate(command, context.CancellationToken);
        await context.Publish(generated, context.CancellationToken);
    }
}

/// <summary>As many commands as requests may be in flight: the queue feeds whoever is free.</summary>
internal sealed class GenerateSolutionsDefinition : ConsumerDefinition<GenerateSolutionsConsumer>
{
    private readonly int _concurrency;

    public GenerateSolutionsDefinition(IOptions<GeneratorOptions> options) =>
        ConcurrentMessageLimit = _concurrency = options.Value.MaxConcurrency;

    protected override void ConfigureConsumer(
        IReceiveEndpointConfigurator endpointConfigurator,
        IConsumerConfigurator<GenerateSolutionsConsumer> consumerConfigurator,
        IRegistrationContext context
    ) => endpointConfigurator.PrefetchCount = _concurrency;
}
