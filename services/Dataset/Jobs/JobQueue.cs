using MassTransit;

namespace Platform.Dataset.Jobs;

/// <summary>A queue on which anybody may put a job, in any language.</summary>
internal static class JobQueue
{
    public static void Configure(IReceiveEndpointConfigurator endpoint)
    {
        AnyBody.AddTo(endpoint);
        endpoint.ConfigureReceive(receive => receive.UseFilter(new TraceOfSender()));
        endpoint.ConfigureConsumeTopology = false;
        endpoint.PrefetchCount = 16;
        endpoint.ConcurrentMessageLimit = 4;
        endpoint.UseMessageRetry(Retries.WhileDatabaseRestarts);
        if (endpoint is IRabbitMqReceiveEndpointConfigurator rabbit)
        {
            // A submission has no row yet that would bring it back: the queue never lets go of it.
            rabbit.SetQueueArgument("x-delivery-limit", null);
        }
    }
}
