using MassTransit;
using MassTransit.Testing;
using Microsoft.AspNetCore.Builder;
using Microsoft.Extensions.Configuration;
using Microsoft.Extensions.DependencyInjection;
using Platform.Contracts;
using Platform.Generator;
using Platform.Tests;
using Platform.UnitTests.Scorer;

namespace Platform.UnitTests.Generator;

public sealed class GenerateSolutionsConsumerTests
{
    [Fact]
    public async Task A_command_is_answered_with_the_samples_it_asks_for()
    {
        var token = TestContext.Current.CancellationToken;
        await using var server = await OpenAiServer.Start(token);
        var builder = WebApplication.CreateSlimBuilder();
        builder.Configuration.AddInMemoryCollection([new("Generator:BaseAddress", server.Address.ToString())]);
        builder.Services.AddSingleton(TimeProvider.System);
        builder.Services.AddSingleton(new DatasetStub().Api);
        builder.AddGeneration();
        builder.Services.AddMassTransitTestHarness(x =>
            x.AddConsumer<GenerateSolutionsConsumer, GeneratorConsumerDefinition<GenerateSolutionsConsumer>>()
        );
        await using var services = builder.Services.BuildServiceProvider();
        var harness = services.GetRequiredService<ITestHarness>();
        await harness.Start();

        await harness.Bus.Publish(new GenerateSolutions("2 + 2?", 0, 3, new Sampling(Seed: 4)), token);

        var published = await harness.Published.SelectAsync<SolutionsGenerated>(token).First();
        Assert.Null(published.Context.Message.Failure);
        Assert.Equal([0, 1, 2], published.Context.Message.Solutions.Select(solution => solution.Sample));
        Assert.Equal(4, Assert.Single(server.Requests).Seed);
    }
}
