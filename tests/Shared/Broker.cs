using System.Net.Http.Headers;
using System.Net.Http.Json;
using System.Text;
using System.Text.Json;

namespace Platform.Tests;

/// <summary>The broker's own HTTP API: what any program in any language can do, without our libraries.</summary>
internal sealed class Broker
{
    private readonly HttpClient http;

    public Broker(Uri amqp, int management)
    {
        http = new HttpClient { BaseAddress = new Uri($"http://127.0.0.1:{management}/api/") };
        var account = Encoding.UTF8.GetBytes(Uri.UnescapeDataString(amqp.UserInfo));
        http.DefaultRequestHeaders.Authorization = new AuthenticationHeaderValue(
            "Basic",
            Convert.ToBase64String(account)
        );
    }

    /// <summary>Publishes a body to a job queue; a broker that was killed has one minute to come back.</summary>
    public async Task Submit(
        byte[] body,
        string? contentType = "application/json",
        string queue = "evaluation-jobs",
        string? traceparent = null,
        Guid? message = null
    )
    {
        for (var tries = 60; ; tries--)
        {
            try
            {
                await Publish(body, contentType, queue, traceparent, message);
                return;
            }
            catch (HttpRequestException) when (tries > 0)
            {
                await Task.Delay(TimeSpan.FromSeconds(1));
            }
        }
    }

    private async Task Publish(byte[] body, string? contentType, string queue, string? traceparent, Guid? message)
    {
        using var answer = await http.PostAsJsonAsync(
            "exchanges/%2f/amq.default/publish",
            new
            {
                properties = Properties(contentType, traceparent, message),
                routing_key = queue,
                payload = Convert.ToBase64String(body),
                payload_encoding = "base64",
            }
        );
        answer.EnsureSuccessStatusCode();
        var routed = await answer.Content.ReadFromJsonAsync<JsonElement>();
        if (!routed.GetProperty("routed").GetBoolean())
        {
            throw new InvalidOperationException("The submission was not routed to a queue.");
        }
    }

    private static Dictionary<string, object> Properties(string? contentType, string? traceparent, Guid? message)
    {
        var properties = new Dictionary<string, object>();
        if (message is { } id)
        {
            properties["message_id"] = id.ToString();
        }
        if (contentType is not null)
        {
            properties["content_type"] = contentType;
        }
        if (traceparent is not null)
        {
            properties["headers"] = new { traceparent };
        }
        return properties;
    }

    /// <summary>Creates a queue that receives every message of a type from now on.</summary>
    public async Task<string> Listen(string message)
    {
        var queue = $"test-{Guid.NewGuid():N}";
        (await http.PutAsJsonAsync($"queues/%2f/{queue}", new { durable = true })).EnsureSuccessStatusCode();
        var exchange = Uri.EscapeDataString($"Platform.Contracts:{message}");
        (await http.PostAsJsonAsync($"bindings/%2f/e/{exchange}/q/{queue}", new { })).EnsureSuccessStatusCode();
        return queue;
    }

    /// <summary>Returns the messages received so far: the <c>message</c> of each envelope.</summary>
    public async Task<List<JsonElement>> Heard(string queue)
    {
        using var answer = await http.PostAsJsonAsync(
            $"queues/%2f/{queue}/get",
            new
            {
                count = 1000,
                ackmode = "ack_requeue_true",
                encoding = "auto",
            }
        );
        answer.EnsureSuccessStatusCode();
        var messages = await answer.Content.ReadFromJsonAsync<List<JsonElement>>();
        return
        [
            .. messages!.Select(m =>
                JsonDocument.Parse(m.GetProperty("payload").GetString()!).RootElement.GetProperty("message")
            ),
        ];
    }

    /// <summary>Returns the number of consumers that the broker knows of a queue.</summary>
    public async Task<int> Consumers(string queue, CancellationToken cancellationToken)
    {
        var consumers = await http.GetFromJsonAsync<List<JsonElement>>("consumers/%2f", cancellationToken);
        return consumers!.Count(c => c.GetProperty("queue").GetProperty("name").GetString() == queue);
    }

    /// <summary>Closes the connections of a client program; returns how many there were.</summary>
    public async Task<int> CloseConnections(string client, CancellationToken cancellationToken)
    {
        var connections = await http.GetFromJsonAsync<List<JsonElement>>("connections", cancellationToken);
        var names = connections!
            .Where(c => c.TryGetProperty("user_provided_name", out var name) && name.GetString() == client)
            .Select(c => c.GetProperty("name").GetString()!)
            .ToList();
        foreach (var name in names)
        {
            using var answer = await http.DeleteAsync($"connections/{Uri.EscapeDataString(name)}", cancellationToken);
            answer.EnsureSuccessStatusCode();
        }

        return names.Count;
    }

    /// <summary>Returns the number of messages in a queue, including delivered ones; 0 if there is no such queue.</summary>
    public async Task<int> Messages(string queue)
    {
        var queues = await http.GetFromJsonAsync<List<JsonElement>>("queues/%2f");
        var found = queues!.FirstOrDefault(q => q.GetProperty("name").GetString() == queue);
        return found.ValueKind == JsonValueKind.Object && found.TryGetProperty("messages", out var n)
            ? n.GetInt32()
            : 0;
    }
}
