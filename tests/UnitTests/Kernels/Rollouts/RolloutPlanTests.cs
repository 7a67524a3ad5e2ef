using FsCheck;
using FsCheck.Fluent;
using Platform.Kernels.Rollouts;

namespace Platform.UnitTests.Kernels.Rollouts;

public sealed class RolloutPlanTests
{
    private static readonly Gen<(RolloutRule Rule, MadeUpModel Model, int Solutions)> Problems =
        from method in Gen.Elements(Enum.GetValues<RolloutMethod>())
        from completions in Gen.Choose(1, 70)
        from searches in Gen.Choose(1, 20)
        from tokens in Gen.Elements<long?>(null, 1, 50, 500)
        from seed in Gen.Choose(0, 1000)
        from length in Gen.Choose(1, 12)
        from errors in Gen.Elements(0.02, 0.1, 0.3, 1)
        from solutions in Gen.Choose(1, 12)
        select (
            new RolloutRule(method, completions, searches, tokens, seed),
            new MadeUpModel(seed, length, errors),
            solutions
        );

    [Fact]
    public void OmegaPrm_completes_what_the_slow_search_completes() =>
        Prop.ForAll(
                Problems.ToArbitrary(),
                problem =>
                {
                    var rule = problem.Rule with { Method = RolloutMethod.OmegaPrm, Tokens = null };
                    var solutions = problem.Model.Complete([], problem.Solutions, 1000);
                    var slow = new SlowOmegaPrm(problem.Model, rule, solutions);
                    slow.Run();

                    var plan = RolloutPlan.Of(rule, solutions);
                    var rounds = Run(plan, problem.Model, true);

                    Assert.Equal(
                        slow.Completed,
                        rounds.Select(r => (Text(r.Prefix.Prefix), (double)r.Answer.Right / r.Answer.Total))
                    );
                    Assert.Equal(slow.Searched, plan.Searched.Select(Text));
                }
            )
            .Check(Config.QuickThrowOnFailure.WithMaxTest(500));

    [Fact]
    public void Math_Shepherd_completes_every_prefix_once_and_labels_every_step() =>
        Prop.ForAll(
                Problems.ToArbitrary(),
                problem =>
                {
                    var rule = problem.Rule with { Method = RolloutMethod.MathShepherd, Tokens = null };
                    var solutions = problem.Model.Complete([], problem.Solutions, 1000);

                    var plan = RolloutPlan.Of(rule, solutions);
                    var shares = Run(plan, problem.Model, false)
                        .ToDictionary(r => Text(r.Prefix.Prefix), r => (double)r.Answer.Right / r.Answer.Total);

                    Assert.Equal(
                        solutions
                            .SelectMany(s => Enumerable.Range(1, s.Steps.Count - 1).Select(n => Text(s.Steps.Take(n))))
                            .Distinct(),
                        shares.Keys
                    );
                    foreach (var solution in solutions)
                    {
                        double?[] expected =
                        [
                            .. Enumerable
                                .Range(1, solution.Steps.Count - 1)
                                .Select(n => (double?)shares[Text(solution.Steps.Take(n))]),
                            solution.Right ? 1 : 0,
                        ];
                        Assert.Equal(expected, plan.Labels(solution));
                    }
                }
            )
            .Check(Config.QuickThrowOnFailure.WithMaxTest(200));

    [Fact]
    public void A_plan_that_is_built_again_from_its_answers_goes_on_as_the_first_one() =>
        Prop.ForAll(
                Problems.ToArbitrary(),
                problem =>
                {
                    var (rule, model, count) = problem;
                    var solutions = model.Complete([], count, 1000);
                    List<CompletedPrefix[]> answers = [];
                    HashSet<long> seeds = [];
                    while (true)
                    {
                        var plan = RolloutPlan.Of(rule, solutions);
                        answers.ForEach(plan.Add);
                        var round = plan.Next();
                        if (round.Count == 0)
                        {
                            break;
                        }

                        Assert.InRange(round.Sum(p => p.Count), 1, Math.Max(rule.Completions, 64));
                        Assert.True(rule.Tokens is null || plan.Tokens < rule.Tokens);
                        Assert.All(
                            round.SelectMany(p => Enumerable.Range(0, p.Count).Select(k => p.Seed + k)),
                            seed => Assert.True(seeds.Add(seed))
                        );
                        answers.Add(Answers(round, model, rule.Method == RolloutMethod.OmegaPrm));
                    }

                    var whole = RolloutPlan.Of(rule, solutions);
                    Run(whole, model, rule.Method == RolloutMethod.OmegaPrm);
                    var replayed = RolloutPlan.Of(rule, solutions);
                    answers.ForEach(replayed.Add);
                    Assert.Equal((whole.Rounds, whole.Tokens), (replayed.Rounds, replayed.Tokens));
                    Assert.All(solutions, s => Assert.Equal(whole.Labels(s), replayed.Labels(s)));
                }
            )
            .Check(Config.QuickThrowOnFailure.WithMaxTest(200));

    [Fact]
    public void OmegaPrm_finds_the_first_error_where_completions_are_many()
    {
        // Of 64 completions of a prefix without an error, some end right: each does in at least 60 of 100 cases.
        var model = new MadeUpModel(7, 10, 0.05);
        var solutions = model.Complete([], 40, 1000);
        var plan = RolloutPlan.Of(new(RolloutMethod.OmegaPrm, 64, 100, null, 0), solutions);
        Run(plan, model, true);
        var wrong = plan.Searched.Select(steps => new GradedSolution(steps, true, false)).ToList();

        Assert.NotEmpty(wrong);
        Assert.All(
            wrong,
            solution =>
            {
                var labels = plan.Labels(solution)!;
                Assert.Equal(
                    solution.Steps.ToList().FindIndex(MadeUpModel.IsWrong),
                    Array.FindIndex(labels, l => l is 0)
                );
            }
        );
    }

    [Theory]
    [InlineData(RolloutMethod.MathShepherd)]
    [InlineData(RolloutMethod.OmegaPrm)]
    public void Completions_that_could_not_be_had_leave_steps_without_a_label(RolloutMethod method)
    {
        GradedSolution right = new(["a", "b", "c"], true, true);
        GradedSolution wrong = new(["a", "x", "y"], true, false);
        var plan = RolloutPlan.Of(new(method, 4, 10, null, 0), [right, wrong]);
        while (plan.Next() is { Count: > 0 } round)
        {
            plan.Add([.. round.Select(_ => new CompletedPrefix(0, 0, 0, []))]);
        }

        Assert.All(plan.Labels(wrong) ?? [], label => Assert.True(label is null or 0));
    }

    [Fact]
    public void Long_prefixes_have_rounds_of_their_own()
    {
        string step = new('x', 25_000);
        GradedSolution solution = new([step, step, step, "end"], true, true);
        var plan = RolloutPlan.Of(new(RolloutMethod.MathShepherd, 4, 10, null, 0), [solution]);

        List<int[]> rounds = [];
        while (plan.Next() is { Count: > 0 } round)
        {
            rounds.Add([.. round.Select(p => p.Prefix.Count)]);
            plan.Add([.. round.Select(_ => new CompletedPrefix(1, 4, 9, []))]);
        }

        Assert.Equal(
            [
                [1],
                [2],
                [3],
            ],
            rounds
        );
    }

    [Fact]
    public void A_solution_that_was_cut_off_has_no_label_at_its_last_step()
    {
        GradedSolution cut = new(["a", "b"], false, false);
        var plan = RolloutPlan.Of(new(RolloutMethod.MathShepherd, 4, 10, null, 0), [cut]);
        plan.Add([new(1, 4, 9, [])]);

        Assert.Empty(plan.Next());
        Assert.Equal([0.25, null], plan.Labels(cut));
    }

    private static List<(PrefixToComplete Prefix, CompletedPrefix Answer)> Run(
        RolloutPlan plan,
        MadeUpModel model,
        bool searched
    )
    {
        List<(PrefixToComplete, CompletedPrefix)> all = [];
        while (plan.Next() is { Count: > 0 } round)
        {
            var answers = Answers(round, model, searched);
            all.AddRange(round.Zip(answers));
            plan.Add(answers);
        }

        return all;
    }

    private static CompletedPrefix[] Answers(IReadOnlyList<PrefixToComplete> round, MadeUpModel model, bool searched) =>
        [.. round.Select(p => model.Answer(p, searched))];

    private static string Text(IEnumerable<string> steps) => string.Join(" / ", steps);
}
