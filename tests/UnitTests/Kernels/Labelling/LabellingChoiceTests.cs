using Platform.Kernels.Labelling;
using Platform.Kernels.Statistics;

namespace Platform.UnitTests.Kernels.Labelling;

public sealed class LabellingChoiceTests
{
    [Theory]
    [InlineData(LabellingPolicy.ConvincingWrong)]
    [InlineData(LabellingPolicy.Uncertain)]
    public void The_choice_equals_taking_the_best_one_by_one(LabellingPolicy policy)
    {
        var random = new SplitMix(1);
        for (int round = 0; round < 200; round++)
        {
            var pool = RandomPool.Make(ref random, problems: 1 + random.Below(6), samples: 9, levels: 4);
            var rule = Limited(policy, ref random);

            var picks = LabellingChoice.Of(pool, rule);

            Assert.Equal(SlowChoice.Of(pool, rule), Named(pool, picks).Order());
        }
    }

    [Theory]
    [InlineData(LabellingPolicy.ConvincingWrong)]
    [InlineData(LabellingPolicy.Mixed)]
    [InlineData(LabellingPolicy.Uniform)]
    [InlineData(LabellingPolicy.Uncertain)]
    public void The_order_of_the_input_changes_nothing(LabellingPolicy policy)
    {
        var random = new SplitMix(2);
        for (int round = 0; round < 200; round++)
        {
            var pool = RandomPool.Make(ref random, problems: 1 + random.Below(7), samples: 9, levels: 3);
            var rule = Limited(policy, ref random) with { RightShare = random.Below(3) * 0.2, Seed = round };
            var permuted = RandomPool.Permuted(pool, ref random);

            Assert.Equal(Rows(pool, rule), Rows(permuted, rule));
        }
    }

    [Fact]
    public void Nobody_exceeds_a_limit_and_nothing_is_taken_twice()
    {
        var random = new SplitMix(3);
        foreach (var policy in Enum.GetValues<LabellingPolicy>())
        {
            for (int round = 0; round < 100; round++)
            {
                var pool = RandomPool.Make(ref random, problems: 8, samples: 9, levels: 5);
                var rule = Limited(policy, ref random) with { RightShare = 0.3, Seed = round };

                var picks = LabellingChoice.Of(pool, rule);

                Assert.Equal(picks.Count, picks.Select(p => p.Candidate).Distinct().Count());
                Assert.True(picks.Count <= (rule.Total ?? int.MaxValue));
                Assert.All(
                    picks.GroupBy(p => pool.Problem[p.Candidate]),
                    g => Assert.True(g.Count() <= (rule.PerProblem ?? int.MaxValue))
                );
                Assert.All(
                    picks.GroupBy(p => pool.Subject[p.Candidate]),
                    g => Assert.True(g.Count() <= (rule.PerSubject ?? int.MaxValue))
                );
                Assert.All(
                    picks.Where(p => p.Reason == PickReason.Injected),
                    p => Assert.Equal(1, pool.Verdict[p.Candidate])
                );
                Assert.All(
                    picks.Where(p => p.Reason == PickReason.ConvincingWrong),
                    p => Assert.Equal(0, pool.Verdict[p.Candidate])
                );
            }
        }
    }

    [Fact]
    public void Mixed_takes_four_fifths_of_the_wrong_and_then_whatever_is_most_convincing()
    {
        // Ten wrong ones with scores -1 to -10 and ten right ones with -0.5 to -9.5.
        var pool = new LabellingPool(
            ["a"],
            new int[20],
            [.. Enumerable.Range(0, 20)],
            new int[20],
            [.. Enumerable.Range(0, 20).Select(i => (sbyte)(i / 10))],
            [.. Enumerable.Range(0, 20).Select(i => i < 10 ? -1.0 - i : -0.5 - (i - 10))],
            new double[20]
        );

        var picks = LabellingChoice.Of(pool, new(LabellingPolicy.Mixed, PerProblem: 5));

        Assert.Equal(
            [
                ("a", 10, PickReason.Convincing),
                ("a", 0, PickReason.ConvincingWrong),
                ("a", 1, PickReason.ConvincingWrong),
                ("a", 2, PickReason.ConvincingWrong),
                ("a", 3, PickReason.ConvincingWrong),
            ],
            Named(pool, picks)
        );
        Assert.Equal([1, 2, 4, 6, 8], picks.Select(p => p.Rank));
    }

    [Theory]
    [InlineData(1)]
    [InlineData(2)]
    [InlineData(3)]
    public void A_share_that_is_no_whole_number_per_problem_holds_over_all_problems(int perProblem)
    {
        const int problems = 100;
        var random = new SplitMix(4);
        var pool = Full(problems, 20, ref random);
        var rule = new LabellingRule(LabellingPolicy.Mixed, perProblem, RightShare: 0.1, WrongShare: 0.8);

        var picks = LabellingChoice.Of(pool, rule);

        Assert.Equal(problems * perProblem, picks.Count);
        Assert.Equal(problems * perProblem / 10, picks.Count(p => p.Reason == PickReason.Injected));
        Assert.Equal(
            Math.Round(0.8 * 0.9 * problems * perProblem, MidpointRounding.AwayFromZero),
            picks.Count(p => p.Reason == PickReason.ConvincingWrong)
        );
    }

    [Fact]
    public void Mixed_fills_up_with_right_ones_where_there_are_too_few_wrong_ones()
    {
        var pool = new LabellingPool(["a"], [0, 0, 0], [0, 1, 2], [0, 0, 0], [1, 1, 0], [-1, -2, -3], [0, 0, 0]);

        var picks = LabellingChoice.Of(pool, new(LabellingPolicy.Mixed, PerProblem: 3));

        Assert.Equal([1, 1, 0], picks.Select(p => (int)pool.Verdict[p.Candidate]));
    }

    [Fact]
    public void Uniform_takes_every_solution_equally_often()
    {
        var random = new SplitMix(5);
        var pool = Full(problems: 2, samples: 10, ref random);
        var counts = new int[pool.Count];
        const int seeds = 4000;
        for (int seed = 0; seed < seeds; seed++)
        {
            foreach (var pick in LabellingChoice.Of(pool, new(LabellingPolicy.Uniform, PerProblem: 3, Seed: seed)))
            {
                counts[pick.Candidate]++;
            }
        }

        // Binomial with p = 0.3: six standard deviations are 174.
        Assert.All(counts, c => Assert.InRange(c, 0.3 * seeds - 174, 0.3 * seeds + 174));
    }

    [Fact]
    public void The_seed_decides_chance_and_nothing_else()
    {
        var random = new SplitMix(6);
        var pool = Full(problems: 20, samples: 20, ref random);
        var uniform = new LabellingRule(LabellingPolicy.Uniform, PerProblem: 3);
        var convincing = new LabellingRule(LabellingPolicy.ConvincingWrong, PerProblem: 3);

        Assert.Equal(Rows(pool, uniform), Rows(pool, uniform));
        Assert.NotEqual(Rows(pool, uniform), Rows(pool, uniform with { Seed = 1 }));
        Assert.Equal(Rows(pool, convincing), Rows(pool, convincing with { Seed = 1 }));
    }

    [Fact]
    public void Other_problems_do_not_change_what_chance_picks_of_a_problem()
    {
        var random = new SplitMix(7);
        var pool = Full(problems: 5, samples: 12, ref random);
        var rule = new LabellingRule(LabellingPolicy.Uniform, PerProblem: 4);
        int[] own = [.. Enumerable.Range(0, pool.Count).Where(i => pool.Problem[i] == 2)];
        var alone = new LabellingPool(
            [pool.Keys[2]],
            new int[own.Length],
            [.. own.Select(i => pool.Sample[i])],
            new int[own.Length],
            [.. own.Select(i => pool.Verdict[i])],
            [.. own.Select(i => pool.Score[i])],
            [.. own.Select(i => pool.Uncertainty[i])]
        );

        Assert.Equal(
            Rows(alone, rule),
            Rows(pool, rule).Where(r => r.StartsWith(pool.Keys[2] + " ", StringComparison.Ordinal))
        );
    }

    [Fact]
    public void An_empty_pool_gives_nothing_and_a_rule_without_a_limit_is_an_error()
    {
        var pool = new LabellingPool([], [], [], [], [], [], []);

        Assert.Empty(LabellingChoice.Of(pool, new(LabellingPolicy.Mixed, PerProblem: 3, RightShare: 0.5)));
        Assert.Throws<ArgumentException>(() => LabellingChoice.Of(pool, new(LabellingPolicy.Mixed)));
    }

    /// <summary>Every problem with the same number of samples, half of them right.</summary>
    private static LabellingPool Full(int problems, int samples, ref SplitMix random)
    {
        var scores = new double[problems * samples];
        foreach (ref double score in scores.AsSpan())
        {
            score = -random.Uniform();
        }
        int[] all = [.. Enumerable.Range(0, scores.Length)];
        return new(
            [.. Enumerable.Range(0, problems).Select(p => $"p{p}")],
            [.. all.Select(i => i / samples)],
            [.. all.Select(i => i % samples)],
            [.. all.Select(i => i / samples % 3)],
            [.. all.Select(i => (sbyte)(i % 2))],
            scores,
            scores
        );
    }

    private static LabellingRule Limited(LabellingPolicy policy, ref SplitMix random)
    {
        int limits = random.Below(3);
        return new(
            policy,
            limits == 1 ? null : 1 + random.Below(6),
            limits == 0 ? null : 1 + random.Below(25),
            random.Below(2) == 0 ? null : 1 + random.Below(10)
        );
    }

    private static IEnumerable<(string, int, PickReason)> Named(LabellingPool pool, List<Pick> picks) =>
        picks.Select(p => (pool.Keys[pool.Problem[p.Candidate]], pool.Sample[p.Candidate], p.Reason));

    private static string[] Rows(LabellingPool pool, LabellingRule rule) =>
        [
            .. LabellingChoice
                .Of(pool, rule)
                .Select(p => $"{pool.Keys[pool.Problem[p.Candidate]]} {pool.Sample[p.Candidate]} {p.Reason} {p.Rank}"),
        ];
}
