using System.Collections.Concurrent;
using System.Diagnostics.Metrics;
using System.Net;
using MassTransit;
using MassTransit.Testing;
using Microsoft.Extensions.DependencyInjection;
using Platform.Contracts;
using Platform.Scorer;
using Platform.ServiceDefaults;
using Platform.Tests;

namespace Platform.UnitTests.Scorer;

public sealed class ScoreSolutionsConsumerTests : IDisposable
{
    private readonly DatasetStub _dataset = new();
    private readonly Scratch _cache = new();

    [Fact(Timeout = 60_000)]
    public async Task A_message_is_answered_once_Dataset_is_back()
    {
        var version = await _dataset.Register(Checkout.At("tests/Models/prm-bootstrap"));
        _dataset.Troubles.Enqueue(HttpStatusCode.ServiceUnavailable);
        await using var scorer = new TestScorer(
            _dataset,
            _cache.Path,
            more: s =>
                s.AddMassTransitTestHarness(x =>
                    x.AddConsumer<ScoreSolutionsConsumer, ScorerConsumerDefinition<ScoreSolutionsConsumer>>()
                )
        );
        await scorer.Start();
        var harness = scorer.Services.GetRequiredService<ITestHarness>();
        await harness.Start();
        var message = TestScorer.Message(version, 3);
        var job = Guid.NewGuid();
        await harness.Bus.Publish(message, c => c.SetWork(7, job), TestContext.Current.CancellationToken);
        var scored = await harness
            .Published.SelectAsync<SolutionsScored>(TestContext.Current.CancellationToken)
            .FirstAsync(TestContext.Current.CancellationToken);
        Assert.Equal((7, job), (scored.Context.Headers.WorkItem(), scored.Context.Headers.Job()));
        Assert.Equal(message.Solutions.Count, scored.Context.Message.Solutions.Count);
    }

    [Fact]
    public async Task Who_asks_by_request_and_response_gets_the_scores_and_Dataset_gets_nothing()
    {
        var version = await _dataset.Register(Checkout.At("tests/Models/prm-bootstrap"));
        await using var scorer = new TestScorer(
            _dataset,
            _cache.Path,
            more: s =>
                s.AddMassTransitTestHarness(x =>
                    x.AddConsumer<ScoreSolutionsConsumer, ScorerConsumerDefinition<ScoreSolutionsConsumer>>()
                )
        );
        await scorer.Start();
        var harness = scorer.Services.GetRequiredService<ITestHarness>();
        await harness.Start();

        var response = await harness
            .GetRequestClient<ScoreSolutions>()
            .GetResponse<SolutionsScored>(TestScorer.Message(version, 3), TestContext.Current.CancellationToken);

        Assert.All(response.Message.Solutions, s => Assert.NotNull(s.Probabilities));
        Assert.False(await harness.Published.Any<SolutionsScored>(new CancellationToken(true)));
    }

    [Fact]
    public async Task Its_meter_counts_what_was_scored_and_how()
    {
        var version = await _dataset.Register(Checkout.At("tests/Models/prm-bootstrap"));
        await using var scorer = new TestScorer(_dataset, _cache.Path);
        await scorer.Start();
        var sums = new ConcurrentDictionary<string, double>();
        using var listener = new MeterListener
        {
            InstrumentPublished = (instrument, self) =>
            {
                if (instrument.Meter.Scope == scorer.Services.GetRequiredService<IMeterFactory>())
                {
                    self.EnableMeasurementEvents(instrument);
                }
            },
        };
        listener.SetMeasurementEventCallback<long>(
            (i, value, _, _) => sums.AddOrUpdate(i.Name, value, (_, sum) => sum + value)
        );
        listener.SetMeasurementEventCallback<double>(
            (i, value, _, _) => sums.AddOrUpdate(i.Name, value, (_, sum) => sum + value)
        );
        listener.Start();

        var message = TestScorer.Message(version, 0, 8);
        message = message with { Solutions = [.. message.Solutions, new(99, [])] };
        var scored = await scorer.Scoring.Score(message, TestContext.Current.CancellationToken);

        Assert.Equal(9, sums["scorer.solutions"]);
        Assert.Equal(1, sums["scorer.failures"]);
        Assert.Equal(message.Solutions.Sum(s => s.Steps.Count), sums["scorer.steps"]);
        Assert.Equal(scored.Tokens, sums["scorer.tokens"]);
        Assert.Equal(scored.Tokens, sums["scorer.batch.tokens"]);
        Assert.InRange(sums["scorer.batch.padding"], 0, 1);
        Assert.Equal(scored.RunSeconds, sums["scorer.run.time"], 1e-6);
        Assert.True(sums["scorer.batch.wait"] > 0);
    }

    public void Dispose() => _cache.Dispose();
}
