using Platform.Contracts;
using Platform.Gateway.Choosing;
using Platform.Kernels.Selection;

namespace Platform.UnitTests.Gateway;

public sealed class ChoiceTests
{
    private static readonly ClassColumns Columns = ClassColumns.Named(["negative", "neutral", "positive"]);

    public static TheoryData<int> Seeds => [.. Enumerable.Range(1, 200)];

    [Theory]
    [MemberData(nameof(Seeds))]
    public void Strategies_choose_what_their_definitions_choose(int seed)
    {
        var random = new Random(seed);
        var candidates = Enumerable.Range(0, random.Next(1, 24)).Select(i => Random(random, i)).ToList();
        foreach (var by in Enum.GetValues<StepAggregation>())
        {
            if (SlowChoice.Best(candidates, by) is { } best)
            {
                var chosen = candidates[Choice.Of(StrategyKind.BestOf, by, candidates).Order[0]];
                Assert.Equal(SlowChoice.Score(candidates[best], by), SlowChoice.Score(chosen, by), 1e-12);
            }

            Check(StrategyKind.Majority, by, _ => 1);
            Check(StrategyKind.Weighted, by, c => c.Scores.Correct is null ? null : SlowChoice.Score(c, by));
        }

        void Check(StrategyKind kind, StepAggregation by, Func<SampledCandidate, double?> weight)
        {
            var choice = Choice.Of(kind, by, candidates);
            if (SlowChoice.Voted(candidates, weight) is not { } winner)
            {
                Assert.Empty(choice.Votes);
                return;
            }

            var chosen = candidates[choice.Order[0]];
            Assert.Equal(winner, chosen.Key);
            Assert.Contains(chosen.Index, choice.Votes[0].Candidates);
            // The best of those who have the answer speaks for it.
            Assert.All(
                choice
                    .Votes[0]
                    .Candidates.Where(i =>
                        candidates[i].Scores.Correct is not null && chosen.Scores.Correct is not null
                    ),
                i => Assert.True(SlowChoice.Score(candidates[i], by) <= SlowChoice.Score(chosen, by) + 1e-12)
            );
            Assert.Equal(
                candidates.Count(c => c.Solution.Finished && c.Key is not null && weight(c) is not null),
                choice.Votes.Sum(v => v.Count)
            );
        }
    }

    [Theory]
    [MemberData(nameof(Seeds))]
    public void Every_candidate_has_one_place_and_unfinished_ones_come_last(int seed)
    {
        var random = new Random(seed);
        var candidates = Enumerable.Range(0, random.Next(1, 24)).Select(i => Random(random, i)).ToList();
        foreach (var kind in (StrategyKind[])[StrategyKind.BestOf, StrategyKind.Majority, StrategyKind.Weighted])
        {
            var order = Choice.Of(kind, StepAggregation.Product, candidates).Order;

            Assert.Equal(Enumerable.Range(0, candidates.Count), order.Order());
            int finished = candidates.Count(c => c.Solution.Finished);
            Assert.All(order.Take(finished), i => Assert.True(candidates[i].Solution.Finished));
        }
    }

    [Fact]
    public void Of_tied_answers_the_one_that_was_voted_for_first_wins()
    {
        SampledCandidate[] candidates = [Answered(0, "7"), Answered(1, "5"), Answered(2, "5"), Answered(3, "7")];

        var choice = Choice.Of(StrategyKind.Majority, StepAggregation.Product, candidates);

        Assert.Equal(["7", "5"], choice.Votes.Select(v => v.Answer));
        Assert.Equal(0, choice.Order[0]);
    }

    [Fact]
    public void Equal_answers_vote_together_however_they_are_written()
    {
        SampledCandidate[] candidates = [Answered(0, "3"), Answered(1, @"\frac{1}{2}"), Answered(2, "1/2")];

        var choice = Choice.Of(StrategyKind.Majority, StepAggregation.Product, candidates);

        Assert.Equal((2, @"\frac{1}{2}"), (choice.Votes[0].Count, choice.Votes[0].Answer));
    }

    [Fact]
    public void A_wrong_row_of_a_scorer_is_a_failure_and_no_score()
    {
        var scored = CandidateScores.Of(
            new(
                0,
                [
                    [0.1, 0.9],
                ],
                null
            ),
            Columns,
            NeutralPolicy.Positive
        );

        Assert.Equal((null, true), (scored.Correct, double.IsNaN(scored.Aggregates.Product)));
        Assert.NotNull(scored.Failure);
    }

    private static SampledCandidate Answered(int index, string answer) =>
        SampledCandidate.Of(index, Solution(index, ["a step", $"# Answer\n{answer}"], true), null);

    private static SampledCandidate Random(Random random, int index)
    {
        string[] steps =
        [
            .. Enumerable.Range(0, random.Next(1, 4)).Select(i => $"step {i}"),
            random.Next(6) == 0 ? "nothing" : $"# Answer\n{random.Next(5)}",
        ];
        var candidate = SampledCandidate.Of(index, Solution(index, steps, random.Next(6) > 0), null);
        var scores =
            random.Next(6) == 0
                ? CandidateScores.Failed("no score")
                : CandidateScores.Of(
                    new(
                        index,
                        [
                            .. steps.Select(_ =>
                            {
                                // Few values, so that there are ties.
                                double negative = random.Next(4) * 0.25;
                                return new[] { negative, 0, 1 - negative };
                            }),
                        ],
                        null
                    ),
                    Columns,
                    NeutralPolicy.Positive
                );
        return candidate with { Scores = scores };
    }

    private static GeneratedSolution Solution(int sample, string[] steps, bool finished) =>
        new(sample, steps, finished, new("model", "server", sample, 1, StepSplit.Newline));
}
