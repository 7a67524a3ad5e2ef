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
