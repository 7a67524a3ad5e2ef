using MassTransit;
using Platform.Gateway.OpenAi;

namespace Platform.Gateway.Upstream;

/// <summary>
/// Sends commands to an interactive queue and waits for the answer on the bus's own temporary queue. Messages expire with the
/// request, so no worker starts on an abandoned one.
/// </summary>
internal sealed class Requests(IClientFactory clients)
{
    private static readonly TimeSpan Grace = TimeSpan.FromSeconds(1);

    /// <param name="queue">The queue.</param>
    /// <param name="command">The command.</param>
    /// <param name="left">Time that is left for the request.</param>
    /// <param name="who">Who works on it, for messages: <c>generator</c>.</param>
    /// <param name="abandoned">Called with the id of a request that was cancelled or has timed out.</param>
    /// <param name="cancellationToken">Cancels the request.</param>
    /// <exception cref="Refused">There is no answer; the message says why.</exception>
    public async Task<TAnswer> Ask<TCommand, TAnswer>(
        string queue,
        TCommand command,
        TimeSpan left,
        string who,
        Func<Guid, Task>? abandoned,
        CancellationToken cancellationToken
    )
        where TCommand : class
        where TAnswer : class
    {
        if (left <= TimeSpan.Zero)
        {
            throw Late(who);
        }

        var client = clients.CreateRequestClient<TCommand>(new Uri($"exchange:{queue}"), left);
        using var request = client.Create(command, cancellationToken);
        var id = Guid.Empty;
        request.UseExecute(context =>
        {
            id = context.RequestId ?? Guid.Empty;
            if (context.TryGetPayload<RabbitMqSendContext>(out var rabbit))
            {
                // Without a queue behind the exchange the message would be lost: it comes back instead.
                rabbit.Mandatory = true;
            }
        });
        try
        {
            return (await request.GetResponse<TAnswer>()).Message;
        }
        catch (RequestTimeoutException e)
        {
            await Abandon(abandoned, id);
            throw Late(who, e);
        }
        catch (OperationCanceledException)
        {
            await Abandon(abandoned, id);
            throw;
        }
        catch (RequestFaultException e)
        {
            var reason = e.Fault?.Exceptions.FirstOrDefault()?.Message ?? e.Message;
            throw Refused.Upstream($"The {who} failed: {reason}", e);
        }
        catch (MessageReturnedException e)
        {
            throw Refused.Unavailable(
                $"No {who} has been started yet, so the request has no queue. ./platform status shows what runs.",
                e
            );
        }
    }

    /// <summary>Without the caller's token, which is cancelled, but not for long.</summary>
    private static async Task Abandon(Func<Guid, Task>? abandoned, Guid id)
    {
        if (abandoned is not null && id != Guid.Empty)
        {
            await abandoned(id).WaitAsync(Grace).ConfigureAwait(ConfigureAwaitOptions.SuppressThrowing);
        }
    }

    private static Refused Late(string who, Exception? inner = null) =>
        Refused.TooLate(
            $"No {who} has answered in time (Gateway:Timeout): none is running, or all are busy. Ask again, or start more of them.",
            inner
        );
}
