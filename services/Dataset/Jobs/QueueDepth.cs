using RabbitMQ.Client;

namespace Platform.Dataset.Jobs;

/// <summary>Queries the broker. Called only if leases expire while no work is being completed.</summary>
internal sealed class QueueDepth(IConfiguration configuration) : IQueueDepth
{
    public async Task<uint> Ready(string queue, CancellationToken cancellationToken)
    {
        var factory = new ConnectionFactory { Uri = new Uri(configuration.GetConnectionString("rabbitmq")!) };
        await using var connection = await factory.CreateConnectionAsync(cancellationToken);
        await using var channel = await connection.CreateChannelAsync(cancellationToken: cancellationToken);
        return (await channel.QueueDeclarePassiveAsync(queue, cancellationToken)).MessageCount;
    }
}

/// <summary>Returns the number of messages waiting in a queue.</summary>
internal interface IQueueDepth
{
    Task<uint> Ready(string queue, CancellationToken cancellationToken);
}
