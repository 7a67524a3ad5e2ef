using MassTransit;
using Microsoft.Extensions.Options;
using Platform.Contracts;
using Platform.ServiceDefaults;

namespace Platform.Generator;

/// <summary>Generates for interactive requests, which the gateway sends.</summary>
internal sealed class GenerateInteractivelyConsumer(
    Generation generation,
    InteractiveRequests requests,
    ILogger<GenerateInteractivelyConsumer> log
) : IConsumer<GenerateSolutions>, IConsumer<GenerateSteps>
{
    public Task Consume(ConsumeContext<GenerateSolutions> context) =>
        Answer(context, token => generation.Generate(context.Message, interactive: true, token));

    public Task Consume(ConsumeContext<GenerateSteps> context) =>
        Answer(context, token => generation.Generate(context.Message, interactive: true, token));

    private async Task Answer<T>(ConsumeContext context, Func<CancellationToken, Task<T>> generate)
        where T : class
    {
        using var request = requests.Begin(context.RequestId, context.CancellationToken);
        if (request is null)
        {
            return;
        }

        try
        {
            await context.Answer(await generate(request.Token));
        }
        catch (OperationCanceledException) when (!context.CancellationToken.IsCancellationRequested)
        {
            Log.Cancelled(log, context.RequestId);
        }
    }
}

/// <summary>A queue of its own. What is published reaches the queues of jobs only: the gateway sends to this one.</summary>
internal sealed class GenerateInteractivelyDefinition : GeneratorConsumerDefinition<GenerateInteractivelyConsumer>
{
    public GenerateInteractivelyDefinition(IOptions<GeneratorOptions> options)
        : base(options) => EndpointName = Queues.GenerateInteractively;

    protected override void ConfigureConsumer(
        IReceiveEndpointConfigurator endpointConfigurator,
        IConsumerConfigurator<GenerateInteractivelyConsumer> consumerConfigurator,
        IRegistrationContext context
    )
    {
        base.ConfigureConsumer(endpointConfigurator, consumerConfigurator, context);
        endpointConfigurator.ConfigureConsumeTopology = false;
    }
}
