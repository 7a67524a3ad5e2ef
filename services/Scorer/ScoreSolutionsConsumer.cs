using MassTransit;
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
