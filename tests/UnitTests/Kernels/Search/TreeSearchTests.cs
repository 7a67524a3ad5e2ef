using FsCheck;
using FsCheck.Fluent;
using Platform.Kernels.Search;
using Platform.Kernels.Selection;

namespace Platform.UnitTests.Kernels.Search;

public sealed class TreeSearchTests
{
    private static readonly Gen<(SearchRule Rule, ProbabilityTable Table)> Searches =
        from strategy in Gen.Elements(Enum.GetValues<SearchStrategy>())
        from beams in Gen.Choose(1, 5)
        from expansions in Gen.Choose(1, 4)
        from aggregation in Gen.Elements(StepAggregation.Last, StepAggregation.Min, StepAggregation.Product)
        from steps in Gen.Choose(1, 7)
        from seed in Gen.Choose(0, 1_000_000)
        from branches in Gen.Choose(1, 4)
        from depth in Gen.Choose(3, 30)
        select (
            new SearchRule(strategy, beams, expansions, aggregation, steps, seed),
            new ProbabilityTable(seed, branches, depth)
        );

    [Fact]
    public void The_tree_equals_that_of_the_slow_search() =>
        Prop.ForAll(
                Searches.ToArbitrary(),
                search =>
                {
                    var tree = Run(search.Rule, search.Table);
                    var slow = new SlowSearch(search.Rule, search.Table).Run();
                    Assert.Equal(slow.Drawn.Select(b => b.Line).Order(StringComparer.Ordinal), Lines(tree));
                }
            )
            .Check(Config.QuickThrowOnFailure.WithMaxTest(1000));

    [Fact]
    public void No_round_exceeds_its_width_and_no_two_draws_share_a_seed() =>
        Prop.ForAll(
                Searches.ToArbitrary(),
                search =>
                {
                    HashSet<long> seeds = [];
                    Run(
                        search.Rule,
                        search.Table,
                        round =>
                        {
                            Assert.InRange(round.Sum(e => e.Count), 1, search.Rule.Width);
                            Assert.All(round, e => Assert.True(e.Count > 0));
                            Assert.All(
                                round.SelectMany(e => Enumerable.Range(0, e.Count).Select(k => e.Seed + k)),
                                seed => Assert.True(seeds.Add(seed))
                            );
                        }
                    );
                }
            )
            .Check(Config.QuickThrowOnFailure.WithMaxTest(200));

    [Fact]
    public void Beams_that_are_left_share_the_draws_of_those_that_are_not()
    {
        var rule = new SearchRule(SearchStrategy.Beam, 4, 2, StepAggregation.Last, 5, 100);
        var first = TreeSearch.Next(rule, SearchTree.Empty);
        Assert.Equal((8, 100L, false), (first[0].Count, first[0].Seed, first[0].ToEnd));
        string[] steps = ["a", "b", "c", "a", "b ", "a", "a", "a"];
        var grown = TreeSearch.Grow(
            rule,
            SearchTree.Empty,
            first,
            [
                [.. steps.Select(s => new Draw([s], NodeEnd.Open, 3))],
            ]
        );
        Assert.Equal([("a", 5, 15), ("b", 2, 6), ("c", 1, 3)], grown.Nodes.Select(n => (n.Step, n.Draws, n.Tokens)));
        var judged = TreeSearch.Judge(
            rule,
            grown,
            new Dictionary<int, IReadOnlyList<double>>
            {
                [0] = [0.5],
                [1] = [0.1],
                [2] = [0.9],
            }
        );
        Assert.Equal(
            [(0, 3, 108L), (1, 3, 111L), (2, 2, 114L)],
            TreeSearch.Next(rule, judged).Select(e => (e.Node, e.Count, e.Seed))
        );
    }

    [Fact]
    public void A_candidate_without_a_score_is_never_continued_and_a_finished_one_stays_a_result()
    {
        var rule = new SearchRule(SearchStrategy.Beam, 2, 1, StepAggregation.Product, 5, 0);
        var round = TreeSearch.Next(rule, SearchTree.Empty);
        var grown = TreeSearch.Grow(
            rule,
            SearchTree.Empty,
            round,
            [
                [new(["a"], NodeEnd.Open, 1), new(["b"], NodeEnd.Finished, 1)],
            ]
        );
        var judged = TreeSearch.Judge(rule, grown, new Dictionary<int, IReadOnlyList<double>>());
        Assert.Equal([NodeState.Pruned, NodeState.Result], judged.Nodes.Select(n => n.State));
        Assert.All(judged.Nodes, n => Assert.True(double.IsNaN(n.Score)));
        Assert.Empty(TreeSearch.Next(rule, judged));
    }

    [Fact]
    public void A_round_of_which_every_draw_failed_ends_the_search()
    {
        var rule = new SearchRule(SearchStrategy.Dvts, 2, 2, StepAggregation.Min, 5, 0);
        var round = TreeSearch.Next(rule, SearchTree.Empty);
        var grown = TreeSearch.Grow(
            rule,
            SearchTree.Empty,
            round,
            [
                [],
                [],
            ]
        );
        Assert.Empty(TreeSearch.Candidates(grown));
        Assert.Empty(
            TreeSearch.Next(rule, TreeSearch.Judge(rule, grown, new Dictionary<int, IReadOnlyList<double>>()))
        );
    }

    [Fact]
    public void An_outcome_score_is_the_score_of_the_whole_path()
    {
        var rule = new SearchRule(SearchStrategy.BestOfN, 1, 1, StepAggregation.Product, 9, 0);
        var round = TreeSearch.Next(rule, SearchTree.Empty);
        var grown = TreeSearch.Grow(
            rule,
            SearchTree.Empty,
            round,
            [
                [new(["a", "b"], NodeEnd.Finished, 7)],
            ]
        );
        var judged = TreeSearch.Judge(rule, grown, new Dictionary<int, IReadOnlyList<double>> { [1] = [0.25] });
        Assert.Equal((0.25, Math.Log(0.25)), (judged.Nodes[1].StepScore, judged.Nodes[1].Score));
        Assert.True(double.IsNaN(judged.Nodes[0].Score));
        Assert.Equal((7, NodeState.Result), (judged.Tokens, judged.Nodes[1].State));
    }

    [Fact]
    public void Candidates_must_be_judged_before_the_next_round()
    {
        var rule = new SearchRule(SearchStrategy.Beam, 1, 1, StepAggregation.Last, 3, 0);
        var grown = TreeSearch.Grow(
            rule,
            SearchTree.Empty,
            TreeSearch.Next(rule, SearchTree.Empty),
            [
                [new(["a"], NodeEnd.Open, 1)],
            ]
        );
        Assert.Throws<InvalidOperationException>(() => TreeSearch.Next(rule, grown));
    }

    private static SearchTree Run(
        SearchRule rule,
        ProbabilityTable table,
        Action<IReadOnlyList<Expansion>>? asked = null
    )
    {
        var tree = SearchTree.Empty;
        while (TreeSearch.Next(rule, tree) is { Count: > 0 } round)
        {
            asked?.Invoke(round);
            var draws = round
                .Select(e =>
                    (IReadOnlyList<Draw>)
                        [
                            .. Enumerable
                                .Range(0, e.Count)
                                .Select(k =>
                                    e.ToEnd ? table.Whole(e.Prefix, e.Seed + k) : table.Step(e.Prefix, e.Seed + k)
                                ),
                        ]
                )
                .ToList();
            tree = TreeSearch.Grow(rule, tree, round, draws);
            var scores = new Dictionary<int, IReadOnlyList<double>>();
            foreach (var (node, steps) in TreeSearch.Candidates(tree))
            {
                if (table.Score(steps) is { } score)
                {
                    scores.Add(node, score);
                }
            }

            tree = TreeSearch.Judge(rule, tree, scores);
        }

        return tree;
    }

    private static IEnumerable<string> Lines(SearchTree tree) =>
        tree
            .Nodes.Select(
                (n, i) =>
                    $"{string.Join('|', tree.Steps(i))}{(n.Step.Length == 0 ? "|" : "")} round {n.Round} tree {n.Subtree} draws {n.Draws} tokens {n.Tokens} {n.End} {n.State} {n.StepScore:R} {n.Score:R}"
            )
            .Order(StringComparer.Ordinal);
}
