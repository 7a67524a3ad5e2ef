using System.Collections.Concurrent;
using MassTransit;
using MassTransit.Testing;
using Microsoft.AspNetCore.Builder;
using Microsoft.Extensions.DependencyInjection;
using Microsoft.Extensions.Logging;
using Platform.Contracts;
using Platform.ServiceDefaults;
using Platform.Trainer;
using Platform.Training;

namespace Platform.UnitTests.Trainer;

/// <summary>A trainer on an in-memory bus, with a computation provided by the test.</summary>
internal sealed class TestTrainer : IAsyncDisposable
{
    private readonly WebApplication _app;
    private readonly Heard _heard = new();

    private TestTrainer(WebApplication app) => _app = app;

    private ITestHarness Harness => _app.Services.GetRequiredService<ITestHarness>();

    public TrainingRunner Runner => _app.Services.GetRequiredService<TrainingRunner>();

    public IServiceProvider Services => _app.Services;

    /// <summary>Called with every message before it is published.</summary>
    public Func<object, Task> BeforeSaying
    {
        set => _heard.Before = value;
    }

    public static async Task<TestTrainer> Start(TrainerDataset dataset, string folder, Train train)
    {
        var builder = WebApplication.CreateBuilder(["--urls=http://127.0.0.1:0"]);
        builder.Logging.ClearProviders();
        builder.Services.AddSingleton(TimeProvider.System);
        builder.Services.AddSingleton(dataset.Api);
        builder.AddTraining();
        // The computation is the test's: libtorch need not be loaded for it.
        builder.Services.Remove(builder.Services.Single(s => s.ImplementationType == typeof(ProviderIsThere)));
        builder.Services.Configure<TrainerOptions>(o => o.Path = folder);
        builder.Services.AddSingleton(train);
        builder.Services.AddMassTransitTestHarness(x =>
            x.AddConsumer<RunTrainingConsumer, RunTrainingConsumerDefinition>()
        );
        var trainer = new TestTrainer(builder.Build());
        // The bus and the runner.
        await trainer.Harness.Start();
        trainer.Harness.Bus.ConnectPublishObserver(trainer._heard);
        return trainer;
    }

    /// <summary>Offers a training that Dataset wants.</summary>
    public async Task<Guid> Offer(TrainerDataset dataset, Guid? again = null)
    {
        var id = again ?? Guid.CreateVersion7();
        dataset.States.TryAdd(id, "accepted");
        await Harness.Bus.Publish(
            new RunTraining(id, Objective.Process, "prm", TrainerDataset.Set, null, new TrainingRecipe()),
            context => context.SetWork(1, id),
            TestContext.Current.CancellationToken
        );
        return id;
    }

    /// <summary>Returns the messages of a type so far.</summary>
    public IEnumerable<T> Said<T>() => _heard.Messages.Select(m => m.Message).OfType<T>();

    /// <summary>Returns the first message of a type about a training, waiting for it if necessary.</summary>
    public async Task<T> Said<T>(Guid training, Func<T, bool>? such = null)
        where T : class
    {
        while (true)
        {
            var messages = _heard.Messages.Where(m => m.Training == training).Select(m => m.Message).OfType<T>();
            if (messages.FirstOrDefault(such ?? (_ => true)) is { } message)
            {
                return message;
            }

            await Task.Delay(20, TestContext.Current.CancellationToken);
        }
    }

    /// <summary>Creates a finished directory, as the real trainer would.</summary>
    public static string Model(TrainingPlan plan)
    {
        var directory = Directory.CreateDirectory(Path.Combine(plan.Directory, "model")).FullName;
        File.WriteAllText(Path.Combine(directory, "reward-model.json"), plan.Name);
        File.WriteAllText(Path.Combine(directory, "model.onnx"), "graph");
        return directory;
    }

    public async ValueTask DisposeAsync()
    {
        await Runner.StopAsync(CancellationToken.None);
        await _app.DisposeAsync();
    }

    private sealed class Heard : IPublishObserver
    {
        public ConcurrentQueue<(Guid? Training, object Message)> Messages { get; } = [];

        public Func<object, Task> Before { get; set; } = _ => Task.CompletedTask;

        public Task PrePublish<T>(PublishContext<T> context)
            where T : class => Before(context.Message);

        public Task PostPublish<T>(PublishContext<T> context)
            where T : class
        {
            Messages.Enqueue((context.Headers.Job(), context.Message));
            return Task.CompletedTask;
        }

        public Task PublishFault<T>(PublishContext<T> context, Exception exception)
            where T : class => Task.CompletedTask;
    }
}
