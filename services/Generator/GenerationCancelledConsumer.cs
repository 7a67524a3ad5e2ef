using MassTransit;
using Platform.Contracts;

namespace Platform.Generator;

/// <summary>Cancels abandoned requests. Every generator gets the message, on a queue of its own.</summary>
internal sealed class GenerationCancelledConsumer(InteractiveRequests requests) : IConsumer<GenerationCancelled>
{
    public Task Consume(ConsumeContext<GenerationCancelled> context)
    {
        requests.Cancel(context.Message.RequestId);
        return Task.CompletedTask;
    }
}
