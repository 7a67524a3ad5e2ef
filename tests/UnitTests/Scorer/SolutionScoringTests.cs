using Platform.Contracts;
using Platform.Scorer;
using Platform.Tests;

namespace Platform.UnitTests.Scorer;

public sealed class SolutionScoringTests : IDisposable
{
    private static readonly CancellationToken Token = TestContext.Current.CancellationToken;

    private readonly DatasetStub _dataset = new();
    private readonly Scratch _cache = new();

    [Fact]
    public async Task A_solution_that_cannot_be_scored_says_why_and_the_others_are_scored()
    {
        var version = await _dataset.Register(Checkout.At("tests/Models/prm-bootstrap"));
        await using var scorer = new TestScorer(_dataset, _cache.Path);
        await scorer.Start();
        var scored = await scorer.Scoring.Score(
            new(
                version,
                "Joy has 11 figs, gives 2, gets 5. How many?",
                [
                    new(1, ["11 - 2 = 9", "9 + 5 = 14", "# Answer\n14"]),
                    new(2, []),
                    new(3, ["11 − 2 = 9"]),
                    new(4, [new string('1', 500)]),
                    new(5, ["11 + 2 = 13", "# Answer\n13"]),
                ]
            ),
            Token
        );
        Assert.Equal(version, scored.RewardModel);
        Assert.Equal([1, 2, 3, 4, 5], scored.Solutions.Select(s => s.SolutionId));
        Assert.Equal([3, null, null, null, 2], scored.Solutions.Select(s => s.Probabilities?.Count));
        Assert.Equal(
            [
                null,
                "the solution has no steps",
                "step 1: the character '−' (U+2212) at position 3 is not in the model's vocabulary",
                "too long: 546 tokens, the model takes 320",
                null,
            ],
            scored.Solutions.Select(s => s.Failure)
        );
        Assert.Equal(2 * 45 + 34 + 24, scored.Tokens);
        Assert.True(scored.RunSeconds > 0);
    }

    [Fact]
    public async Task A_statement_that_the_model_cannot_read_fails_every_solution()
    {
        var version = await _dataset.Register(Checkout.At("tests/Models/orm-bootstrap"));
        await using var scorer = new TestScorer(_dataset, _cache.Path);
        await scorer.Start();
        var scored = await scorer.Scoring.Score(new(version, "√4", [new(1, ["2"]), new(2, ["3"])]), Token);
        Assert.All(scored.Solutions, s => Assert.StartsWith("statement: the character '√'", s.Failure));
    }

    [Fact]
    public async Task Chunk_by_chunk_no_bit_depends_on_what_else_waits()
    {
        var messages = await Messages(8);
        await using var alone = new TestScorer(_dataset, _cache.Path, o => o.Batching = Batching.Chunk);
        await alone.Start();
        var one = new List<SolutionsScored>();
        foreach (var message in messages)
        {
            one.Add(await alone.Scoring.Score(message, Token));
        }

        await using var busy = new TestScorer(_dataset, _cache.Path, o => o.Batching = Batching.Chunk);
        var waiting = messages.Reverse().Select(m => busy.Scoring.Score(m, Token)).ToList();
        await busy.Start();
        var together = (await Task.WhenAll(waiting)).Reverse();

        Assert.Equal(one.SelectMany(Bits), together.SelectMany(Bits));
    }

    [Fact]
    public async Task Over_all_that_waits_scores_are_those_of_one_message_after_the_other()
    {
        var messages = await Messages(8);
        await using var scorer = new TestScorer(_dataset, _cache.Path);
        var waiting = messages.Select(m => scorer.Scoring.Score(m, Token)).ToList();
        await scorer.Start();
        var together = await Task.WhenAll(waiting);
        foreach (var (message, scored) in messages.Zip(together))
        {
            var alone = (await scorer.Scoring.Score(message, Token)).Solutions;
            Assert.Equal(message.RewardModel, scored.RewardModel);
            Assert.Equal(message.Solutions.Select(s => s.SolutionId), scored.Solutions.Select(s => s.SolutionId));
            foreach (var (expected, actual) in alone.Zip(scored.Solutions))
            {
                Assert.All(
                    expected.Probabilities!.Zip(actual.Probabilities!),
                    p => Assert.Equal(p.First[0], p.Second[0], 1e-4)
                );
            }
        }
    }

    [Fact]
    public async Task Messages_for_two_models_are_both_answered()
    {
        var prm = await _dataset.Register(Checkout.At("tests/Models/prm-bootstrap"));
        var orm = await _dataset.Register(Checkout.At("tests/Models/orm-bootstrap"));
        await using var scorer = new TestScorer(_dataset, _cache.Path, o => o.Models = 1);
        string[] versions = [prm, orm, prm, orm];
        var waiting = versions.Select(v => scorer.Scoring.Score(TestScorer.Message(v, 0, 4), Token)).ToList();
        await scorer.Start();
        var scored = await Task.WhenAll(waiting);
        Assert.Equal(versions, scored.Select(s => s.RewardModel));
        Assert.All(
            scored.SelectMany(s => s.Solutions, (m, s) => (m.RewardModel, Rows: s.Probabilities!.Count)),
            s => Assert.True(s.RewardModel == prm ? s.Rows > 1 : s.Rows == 1)
        );
    }

    public void Dispose() => _cache.Dispose();

    private async Task<ScoreSolutions[]> Messages(int count)
    {
        var version = await _dataset.Register(Checkout.At("tests/Models/prm-bootstrap"));
        return [.. Enumerable.Range(0, count).Select(i => TestScorer.Message(version, i, 24))];
    }

    private static IEnumerable<long> Bits(SolutionsScored scored) =>
        scored.Solutions.SelectMany(s => s.Probabilities!).SelectMany(p => p).Select(BitConverter.DoubleToInt64Bits);
}
