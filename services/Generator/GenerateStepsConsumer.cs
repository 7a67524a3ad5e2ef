using MassTransit;
using Platform.Contracts;
using Platform.ServiceDefaults;

namespace Platform.Generator;

/// <summary>Draws the continuations of a command. Draws that failed are reported in the result.</summary>
internal sealed class GenerateStepsConsumer(Generation generation) : IConsumer<GenerateSteps>
{
    public async Task Consume(ConsumeContext<GenerateSteps> context)
    {
        var generated = await generation.Generate(context.Message, interactive: false, context.CancellationToken);
        await context.Answer(generated);
    }
}
