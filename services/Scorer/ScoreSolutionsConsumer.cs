using MassTransit;
using Microsoft.Extensions.Options;
using Platform.Contracts;
using Platform.ServiceDefaults;

namespace Platform.Scorer;

internal sealed class ScoreSolutionsConsumer(SolutionScoring scoring) : IConsumer<ScoreSolutions>
{
    public async Task Consume(ConsumeContext<ScoreSolutions> context)
    {
        var scored = await scoring.Score(context.Message, context.CancellationToken);
        await context.Answer(scored);
    }
}

/// <summary>Consumes many messages at once so that batches are full. Only transient failures are retried.</summary>
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
