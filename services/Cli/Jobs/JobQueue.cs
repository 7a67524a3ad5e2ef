using System.Diagnostics;
using System.Text.Json;
using System.Text.Json.Serialization;
using RabbitMQ.Client;
using RabbitMQ.Client.Exceptions;

namespace Platform.Cli.Jobs;

/// <summary>
/// Submits as any AMQP client in any language can: plain JSON through the default exchange to the queue, mandatory and
/// confirmed, so that a submission that reaches no queue is an error here.
/// </summary>
internal static class JobQueue
{
    public static readonly JsonSerializerOptions Json = new(JsonSerializerDefaults.Web)
    {
        DefaultIgnoreCondition = JsonIgnoreCondition.WhenWritingNull,
    };

    /// <summary>Returns when the broker has confirmed that the submission is in the queue.</summary>
    /// <exception cref="CommandFailed">The broker does not answer, refuses, or has no such queue.</exception>
    public static async Task Publish(Uri broker, QueuedJob job, CancellationToken cancellationToken)
    {
        var place = $"{broker.Host}:{broker.Port}";
        try
        {
            var factory = new ConnectionFactory { Uri = broker, AutomaticRecoveryEnabled = false };
            await using var connection = await factory.CreateConnectionAsync("platform client", cancellationToken);
            await using var channel = await connection.CreateChannelAsync(
                new CreateChannelOptions(
                    publisherConfirmationsEnabled: true,
                    publisherConfirmationTrackingEnabled: true
                ),
                cancellationToken
            );
            var properties = new BasicProperties
            {
                ContentType = "application/json",
                DeliveryMode = DeliveryModes.Persistent,
                MessageId = job.Id.ToString(),
            };
            if (Activity.Current is { } span)
            {
                properties.Headers = SubmitTrace.Headers(span);
            }

            await channel.BasicPublishAsync("", job.Queue, mandatory: true, properties, job.Body, cancellationToken);
        }
        catch (PublishException e) when (e.IsReturn)
        {
            throw new CommandFailed(
                Exit.Unreachable,
                $"The broker at {place} has no queue {job.Queue} yet: Dataset makes it when it starts. Is Dataset up?",
                e
            );
        }
        catch (BrokerUnreachableException e) when (e.InnerException is AuthenticationFailureException)
        {
            throw new CommandFailed(
                Exit.Failed,
                $"The broker at {place} refuses the user or the password: are these the addresses of the platform that runs?",
                e
            );
        }
        catch (Exception e) when (e is PublishException or RabbitMQClientException or IOException or TimeoutException)
        {
            throw new CommandFailed(Exit.Unreachable, $"The broker at {place} does not answer ({Innermost(e)}).", e);
        }
    }

    private static string Innermost(Exception e)
    {
        while (e.InnerException is { } inner)
        {
            e = inner;
        }

        return e.Message.TrimEnd('.');
    }
}

/// <summary>A job's message for a queue.</summary>
/// <param name="Queue">The queue's name.</param>
/// <param name="Id">The job's id.</param>
/// <param name="Body">Plain JSON.</param>
internal sealed record QueuedJob(string Queue, Guid Id, byte[] Body);
