using System.Diagnostics.Metrics;
using Platform.Contracts;
using Platform.Inference;
using Platform.Scorer;
using Platform.Tests;

namespace Platform.UnitTests.Scorer;

public sealed class InteractiveScoringTests : IDisposable
{
    private static readonly CancellationToken Token = TestContext.Current.CancellationToken;

    private readonly DatasetStub _dataset = new();
    private readonly Scratch _cache = new();

    [Fact(Timeout = 60_000)]
    public async Task A_request_goes_before_chunks_that_wait_and_all_are_scored()
    {
        await using var scorer = new TestScorer(_dataset, _cache.Path, o => o.TokenBudget = 512);
        using var model = RewardModel.Load(Checkout.At("tests/Models/prm-bootstrap"), new(Provider.Cpu, 1));
        Chunk[] bulk = [.. Enumerable.Range(0, 12).Select(problem => Of(problem, 64, false))];
        var request = Of(20, 2, true);
        int ended = -1;
        using var batches = new MeterListener();
        batches.InstrumentPublished = (instrument, self) =>
        {
            if (instrument is { Meter.Name: "Platform.Scorer", Name: "scorer.batch.tokens" })
            {
                self.EnableMeasurementEvents(instrument);
            }
        };
        // The loop calls it after every batch, before it hands out the batch's scores.
        batches.SetMeasurementEventCallback<long>(
            (_, _, _, _) =>
            {
                if (request.Done.IsCompleted)
                {
                    Interlocked.CompareExchange(ref ended, bulk.Count(b => b.Done.IsCompleted), -1);
                }
            }
        );
        batches.Start();

        Task[] all = [.. bulk.Append(request).Select(scorer.Loop.Run)];
        await scorer.Start();
        await Task.WhenAll(all);

        Assert.Equal(0, ended);
        Assert.All(bulk.Append(request).SelectMany(c => c.Scored().Solutions), s => Assert.NotNull(s.Probabilities));

        Chunk Of(int problem, int solutions, bool interactive) =>
            new(TestScorer.Message("version", problem, solutions), model, interactive);
    }

    [Fact(Timeout = 60_000)]
    public async Task Jobs_keep_their_share_while_requests_never_end()
    {
        var version = await _dataset.Register(Checkout.At("tests/Models/prm-bootstrap"));
        await using var scorer = new TestScorer(_dataset, _cache.Path, o => o.InteractiveShare = 0.75);
        await scorer.Start();
        var bulk = scorer.Scoring.Score(TestScorer.Message(version, 0), Token);
        using var enough = CancellationTokenSource.CreateLinkedTokenSource(Token);
        var requests = Enumerable
            .Range(1, 3)
            .Select(async problem =>
            {
                while (!enough.IsCancellationRequested)
                {
                    await scorer.Scoring.ScoreInteractively(TestScorer.Message(version, problem, 4), Token);
                }
            })
            .ToList();

        // Would wait for ever if requests only went first.
        var scored = await bulk;
        await enough.CancelAsync();
        await Task.WhenAll(requests);

        Assert.All(scored.Solutions, s => Assert.NotNull(s.Probabilities));
    }

    [Fact]
    public async Task Scores_of_a_request_are_those_of_a_job()
    {
        var version = await _dataset.Register(Checkout.At("tests/Models/prm-bootstrap"));
        await using var scorer = new TestScorer(_dataset, _cache.Path);
        await scorer.Start();
        var message = TestScorer.Message(version, 3, 8);

        var job = await scorer.Scoring.Score(message, Token);
        var request = await scorer.Scoring.ScoreInteractively(message, Token);

        Assert.Equal(Numbers(job), Numbers(request));
    }

    public void Dispose() => _cache.Dispose();

    private static IEnumerable<double> Numbers(SolutionsScored scored) =>
        scored.Solutions.SelectMany(s => s.Probabilities!).SelectMany(row => row);
}
