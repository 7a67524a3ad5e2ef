using System.Collections.Concurrent;
using MassTransit;
using MassTransit.RabbitMqTransport;
using RabbitMQ.Client;

namespace Platform.ServiceDefaults;

/// <summary>
/// The connections from which the receive endpoints of a service consume. When its connection is lost, an endpoint first
/// waits for the messages in hand; until they end it consumes nothing, and the bus still reports it as ready.
/// </summary>
internal sealed class Connections
{
    private readonly ConcurrentDictionary<Uri, IConnection> _byEndpoint = [];

    /// <summary>Whether every endpoint that has ever consumed has an open connection.</summary>
    public bool AreOpen => _byEndpoint.Values.All(c => c.IsOpen);

    /// <summary>Follows the connections of an endpoint.</summary>
    public void Follow(IRabbitMqReceiveEndpointConfigurator endpoint) =>
        endpoint.ConfigureChannel(channel => channel.UseFilter(new Filter(this, endpoint.InputAddress)));

    /// <summary>Runs each time that the endpoint begins to consume, on a new channel.</summary>
    private sealed class Filter(Connections connections, Uri endpoint) : IFilter<ChannelContext>
    {
        public Task Send(ChannelContext context, IPipe<ChannelContext> next)
        {
            connections._byEndpoint[endpoint] = context.ConnectionContext.Connection;
            return next.Send(context);
        }

        public void Probe(ProbeContext context) => context.CreateFilterScope("connection");
    }
}
