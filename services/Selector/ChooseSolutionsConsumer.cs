using MassTransit;
using Platform.Contracts;
using Platform.ServiceDefaults;

namespace Platform.Selector;

internal sealed class ChooseSolutionsConsumer(Choosing choosing) : IConsumer<ChooseSolutions>
{
    public async Task Consume(ConsumeContext<ChooseSolutions> context)
    {
        var selection = context.Message.SelectionId;
        await choosing.Choose(selection, context.CancellationToken);
        await context.Answer(new SolutionsChosen(selection));
    }
}

/// <summary>Chooses for one selection at a time; failures are handled as those of reports are.</summary>
internal sealed class ChooseSolutionsConsumerDefinition : ConsumerDefinition<ChooseSolutionsConsumer>
{
    public ChooseSolutionsConsumerDefinition()
    {
        Endpoint(e => e.PrefetchCount = 2);
        ConcurrentMessageLimit = 1;
    }

    protected override void ConfigureConsumer(
        IReceiveEndpointConfigurator endpoint,
        IConsumerConfigurator<ChooseSolutionsConsumer> consumer,
        IRegistrationContext context
    ) => endpoint.RetryWhileDatasetIsAway();
}
