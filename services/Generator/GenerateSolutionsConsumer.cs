using MassTransit;
using Platform.Contracts;
using Platform.ServiceDefaults;

namespace Platform.Generator;

/// <summary>Generates the samples of a command. Samples that failed are reported in the result.</summary>
internal sealed class GenerateSolutionsConsumer(Generation generation) : IConsumer<GenerateSolutions>
{
    public async Task Consume(ConsumeContext<GenerateSolutions> context)
    {
        var command = context.Message;
        var generated = await generation.Generate(command, interactive: false, context.CancellationToken);
        await context.Answer(generated);
    }
}
