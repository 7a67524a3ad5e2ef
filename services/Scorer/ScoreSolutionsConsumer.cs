using MassTransit;
using Microsoft.Extensions.Options;
using Platform.Contracts;
using Platform.ServiceDefaults;

namespace Platform.Scorer;

internal sealed class ScoreSolutionsConsumer(SolutionScoring scoring) : IConsumer<ScoreSolutions>
{
    public async Task Consume(ConsumeContext<ScoreSolutions> context)
    {
        var message = context.Message;
        var scored = await scoring.Score(message, context.CancellationToken);
        await context.Publish(scored, context.CancellationToken);
    }
}

/// <summary>Many messages wait together, so that batches are full; only what may heal by itself is tried again.</summary>
internal sealed class ScoreSolutionsConsumerDefinition : ConsumerDefinition<ScoreSolutionsConsumer>
{
    public ScoreSolutionsConsumerDefinition(IOptions<ScorerOptions> options)
    {
        Endpoint(e => e.PrefetchCount = options.Value.Prefetch);
        ConcurrentMessageLimit = options.Value.Prefetch;
    }

    protected override void ConfigureConsumer(
        IReceiveEndpointConfigurator endpoint,
        IConsumerConfigurator<ScoreSolutionsConsumer> consumer,
        IRegistrationContext context
    ) => endpoint.RetryWhileDatasetIsAway();
}
