using MassTransit;
using Microsoft.Extensions.Options;
using Platform.Contracts;
using Platform.ServiceDefaults;

namespace Platform.Generator;

/// <summary>Generates the samples of a command. Samples that failed are reported in the result.</summary>
internal sealed class GenerateSolutionsConsumer(Generation generation) : IConsumer<GenerateSolutions>
{
    public async Task Consume(ConsumeContext<GenerateSolutions> context)
    {
        var command = context.Message;
        var generated = await generation.Generate(command, context.CancellationToken);
        await context.Answer(generated);
    }
}

/// <summary>
/// Consumes as many commands as requests may be in flight, or as fill a local model's batch when each asks for one sample.
/// The queue then feeds whichever generator is free.
/// </summary>
internal sealed class GenerateSolutionsDefinition : ConsumerDefinition<GenerateSolutionsConsumer>
{
    private readonly int _concurrency;

    public GenerateSolutionsDefinition(IOptions<GeneratorOptions> options) =>
        ConcurrentMessageLimit = _concurrency = options.Value.BaseAddress is null
            ? Math.Max(options.Value.BatchSize, options.Value.MaxConcurrency)
            : options.Value.MaxConcurrency;

    protected override void ConfigureConsumer(
        IReceiveEndpointConfigurator endpointConfigurator,
        IConsumerConfigurator<GenerateSolutionsConsumer> consumerConfigurator,
        IRegistrationContext context
    )
    {
        endpointConfigurator.PrefetchCount = _concurrency;
        endpointConfigurator.RetryWhileDatasetIsAway();
    }
}
