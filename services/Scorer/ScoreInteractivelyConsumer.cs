using MassTransit;
using Microsoft.Extensions.Options;
using Platform.Contracts;
using Platform.ServiceDefaults;

namespace Platform.Scorer;

/// <summary>Scores for interactive requests, which the gateway sends.</summary>
internal sealed class ScoreInteractivelyConsumer(SolutionScoring scoring) : IConsumer<ScoreSolutions>
{
    public async Task Consume(ConsumeContext<ScoreSolutions> context)
    {
        var scored = await scoring.ScoreInteractively(context.Message, context.CancellationToken);
        await context.Answer(scored);
    }
}

/// <summary>A queue of its own. What is published reaches the queue of jobs only: the gateway sends to this one.</summary>
internal sealed class ScoreInteractivelyDefinition : ScorerConsumerDefinition<ScoreInteractivelyConsumer>
{
    public ScoreInteractivelyDefinition(IOptions<ScorerOptions> options)
        : base(options) => EndpointName = Queues.ScoreInteractively;

    protected override void ConfigureConsumer(
        IReceiveEndpointConfigurator endpoint,
        IConsumerConfigurator<ScoreInteractivelyConsumer> consumer,
        IRegistrationContext context
    )
    {
        base.ConfigureConsumer(endpoint, consumer, context);
        endpoint.ConfigureConsumeTopology = false;
    }
}
