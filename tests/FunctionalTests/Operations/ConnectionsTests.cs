using MassTransit;
using Microsoft.AspNetCore.Builder;
using Microsoft.AspNetCore.Hosting;
using Microsoft.Extensions.DependencyInjection;
using Microsoft.Extensions.Logging;
using Platform.ServiceDefaults;

namespace Platform.FunctionalTests.Operations;

public sealed class ConnectionsTests(SharedPlatform platform)
{
    /// <summary>The name that the bus gives to its connection.</summary>
    private static readonly string Program = typeof(ConnectionsTests).Assembly.GetName().Name!;

    private static CancellationToken Token => TestContext.Current.CancellationToken;

    [Fact(Timeout = 60_000)]
    public async Task A_lost_connection_is_seen_while_the_endpoint_waits_for_a_message_in_hand()
    {
        var hand = new Hand();
        var builder = WebApplication.CreateBuilder();
        builder.Logging.ClearProviders();
        builder.WebHost.UseUrls("http://127.0.0.1:0");
        builder.Configuration["ConnectionStrings:rabbitmq"] = platform.BrokerAddress.OriginalString;
        builder.Services.AddSingleton(TimeProvider.System);
        builder.Services.AddSingleton(hand);
        builder.AddMessaging("test", x => x.AddConsumer<Holding>());
        await using var service = builder.Build();
        await service.StartAsync(Token);
        var bus = service.Services.GetRequiredService<IBusControl>();
        var connections = service.Services.GetRequiredService<Connections>();
        await Until(() => bus.CheckHealth().Status == BusHealthStatus.Healthy);
        await bus.Publish(new Held(1), Token);
        await hand.Holds.Task.WaitAsync(Token);
        Assert.True(connections.AreOpen);

        await platform.Poll(
            "Connections of this process",
            c => platform.Broker.CloseConnections(Program, c),
            closed => closed > 0
        );

        await Until(() => !connections.AreOpen);
        // The bus alone does not tell.
        var endpoint = bus.CheckHealth()
            .Endpoints.Single(e => e.Key.EndsWith("/test-holding", StringComparison.Ordinal));
        Assert.Equal(BusHealthStatus.Healthy, endpoint.Value.Status);
        hand.Opens.SetResult();
        await Until(() => connections.AreOpen && bus.CheckHealth().Status == BusHealthStatus.Healthy);
    }

    private static async Task Until(Func<bool> holds)
    {
        while (!holds())
        {
            await Task.Delay(100, Token);
        }
    }
}

public sealed record Held(int Number);

internal sealed class Hand
{
    public TaskCompletionSource Holds { get; } = new(TaskCreationOptions.RunContinuationsAsynchronously);

    public TaskCompletionSource Opens { get; } = new(TaskCreationOptions.RunContinuationsAsynchronously);
}

internal sealed class Holding(Hand hand) : IConsumer<Held>
{
    public Task Consume(ConsumeContext<Held> context)
    {
        hand.Holds.TrySetResult();
        return hand.Opens.Task;
    }
}
