using System.Collections.Concurrent;
using System.Diagnostics.Metrics;
using MassTransit;
using MassTransit.Testing;
using Microsoft.Extensions.DependencyInjection;
using Microsoft.Extensions.Diagnostics.HealthChecks;
using Microsoft.Extensions.Logging.Abstractions;
using Platform.ServiceDefaults;

namespace Platform.UnitTests.ServiceDefaults;

public sealed class DrainTests
{
    [Fact(Timeout = 60_000)]
    public async Task Draining_waits_for_the_message_in_hand_and_its_result_is_published()
    {
        var gate = new Gate();
        await using var services = Services(gate);
        var harness = services.GetRequiredService<ITestHarness>();
        await harness.Start();
        var drain = new Drain(services.GetRequiredService<IBusControl>(), NullLogger<Drain>.Instance);
        await harness.Bus.Publish(new Asked(1), TestContext.Current.CancellationToken);
        await gate.Entered.Task;

        var draining = drain.Run(null, TestContext.Current.CancellationToken);
        var again = drain.Run(null, TestContext.Current.CancellationToken);
        await Task.Delay(200, TestContext.Current.CancellationToken);

        Assert.False(draining.IsCompleted);
        Assert.Equal(
            HealthStatus.Degraded,
            (await drain.CheckHealthAsync(new(), TestContext.Current.CancellationToken)).Status
        );
        gate.Open.SetResult();
        await draining;
        await again;
        Assert.Single(harness.Published.Select<Answered>(TestContext.Current.CancellationToken));
    }

    [Fact(Timeout = 60_000)]
    public async Task A_caller_that_leaves_ends_nothing()
    {
        var gate = new Gate();
        await using var services = Services(gate);
        var harness = services.GetRequiredService<ITestHarness>();
        await harness.Start();
        var drain = new Drain(services.GetRequiredService<IBusControl>(), NullLogger<Drain>.Instance);
        await harness.Bus.Publish(new Asked(1), TestContext.Current.CancellationToken);
        await gate.Entered.Task;

        using var caller = new CancellationTokenSource();
        var left = drain.Run(null, caller.Token);
        await caller.CancelAsync();
        await Assert.ThrowsAnyAsync<OperationCanceledException>(() => left);
        gate.Open.SetResult();

        await drain.Run(null, TestContext.Current.CancellationToken);
        Assert.Single(harness.Published.Select<Answered>(TestContext.Current.CancellationToken));
    }

    [Fact(Timeout = 60_000)]
    public async Task The_meter_of_a_service_says_how_long_messages_waited_and_how_many_threw()
    {
        var gate = new Gate();
        gate.Open.SetException(new InvalidOperationException("no"));
        await using var services = Services(gate);
        var seen = new ConcurrentQueue<(string Name, double Value, object? Message)>();
        using var listener = new MeterListener
        {
            InstrumentPublished = (instrument, self) =>
            {
                if (instrument.Meter.Scope == services.GetRequiredService<IMeterFactory>())
                {
                    self.EnableMeasurementEvents(instrument);
                }
            },
        };
        listener.SetMeasurementEventCallback<double>((i, v, t, _) => seen.Enqueue((i.Name, v, t[0].Value)));
        listener.SetMeasurementEventCallback<long>((i, v, t, _) => seen.Enqueue((i.Name, v, t[0].Value)));
        listener.Start();
        var harness = services.GetRequiredService<ITestHarness>();
        await harness.Start();

        await harness.Bus.Publish(new Asked(1), TestContext.Current.CancellationToken);
        // The observer hears of a fault after the fault has been published.
        while (!seen.Any(s => s.Name == "tester.faults"))
        {
            await Task.Delay(20, TestContext.Current.CancellationToken);
        }

        var wait = Assert.Single(seen, s => s.Name == "tester.queue.wait");
        Assert.InRange(wait.Value, 0, 60);
        Assert.Equal(nameof(Asked), wait.Message);
        Assert.Equal(("tester.faults", 1, nameof(Asked)), Assert.Single(seen, s => s.Name == "tester.faults"));
    }

    private static ServiceProvider Services(Gate gate) =>
        new ServiceCollection()
            .AddLogging()
            .AddMetrics()
            .AddSingleton(gate)
            .AddMassTransitTestHarness(x =>
            {
                x.AddConsumer<Answering>();
                x.AddConsumeObserver(s => new MessageMetrics(
                    s.GetRequiredService<IMeterFactory>(),
                    "tester",
                    TimeProvider.System
                ));
            })
            .BuildServiceProvider(true);
}

public sealed record Asked(int Number);

public sealed record Answered(int Number);

internal sealed class Gate
{
    public TaskCompletionSource Entered { get; } = new(TaskCreationOptions.RunContinuationsAsynchronously);

    public TaskCompletionSource Open { get; } = new(TaskCreationOptions.RunContinuationsAsynchronously);
}

internal sealed class Answering(Gate gate) : IConsumer<Asked>
{
    public async Task Consume(ConsumeContext<Asked> context)
    {
        gate.Entered.TrySetResult();
        await gate.Open.Task.WaitAsync(context.CancellationToken);
        await context.Publish(new Answered(context.Message.Number));
    }
}
