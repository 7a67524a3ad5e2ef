using MassTransit;

namespace Platform.Dataset.Jobs;

/// <summary>A job queue, to which clients in any language may publish.</summary>
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
            // A submission has no row yet from which it could be published again, so the queue must never drop it.
            rabbit.SetQueueArgument("x-delivery-limit", null);
        }
    }
}
