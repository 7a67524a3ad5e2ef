using RabbitMQ.Client;

namespace Platform.Dataset.Jobs;

/// <summary>How many messages wait in a queue.</summary>
internal interface IQueueDepth
{
    Task<uint> Ready(string queue, CancellationToken cancellationToken);
}

/// <summary>Asks the broker. Called only when leases end without any work being done.</summary>
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
