using System.Text.Json;
using Platform.Contracts;
using Platform.Dataset.Experiments;

namespace Platform.UnitTests.Dataset.Experiments;

public sealed class ExpansionTests
{
    private const string Supervision = """
        {"generator":"lm","selector":"prm","pool":{"name":"pool","samples":8},"tests":[{"name":"test"}],
         "sizes":[50,200],"epochs":[6,3],"seeds":[1,2],"recipe":{"batch":32}}
        """;

    private const string Rollouts = """
        {"generator":"lm","selector":"prm","pool":{"name":"pool"},"tests":[{"name":"test"}],"sizes":[50],"seeds":[1,2],
         "rollouts":[{"name":"tree","method":"omegaprm","tokens":500},
                     {"name":"soft","tokens":500},
                     {"name":"hard","tokens":500,"fractions":"cut","labelCut":0.001}]}
        """;

    private const string Active = """
        {"generator":"lm","selectorPool":{"name":"first"},"pool":{"name":"pool"},"tests":[{"name":"test","samples":64}],
         "sizes":[50],"seeds":[3],
         "arms":[{"name":"uniform","policy":"uniform","continue":true},
                 {"name":"mixed","policy":"mixed","aggregation":"min","continue":true,"keep":true}]}
        """;

    private const string Trained = """
        {"corpus":{"name":"corpus-{seed}"},"pool":{"name":"pool","samples":4},"outcomeSamples":16,
         "tests":[{"name":"test","samples":64}],"seeds":[1,2],"generatorRecipe":{"epochs":2,"solutions":"all"},
         "recipe":{"epochs":2},"outcomeRecipe":{"epochs":1}}
        """;

    private const string Game24 = """
        {"models":["prm","orm"],"pool":{"name":"pool"},"strictPool":{"name":"first"},"tests":[{"name":"test"}],
         "epochs":[0.1,1],"seeds":[4],"recipe":{"context":1024}}
        """;

    [Theory]
    [InlineData("game24", Game24)]
    [InlineData("supervision", Supervision)]
    [InlineData("supervision", Rollouts)]
    [InlineData("active-learning", Active)]
    [InlineData("best-of-n", Trained)]
    [InlineData("best-of-n", """{"models":["prm","prm-2","orm"],"tests":[{"name":"test"},{"name":"pool"}]}""")]
    public void Every_job_has_its_own_name_and_needs_only_jobs_before_it(string experiment, string plan)
    {
        var jobs = Submitted.Expand(experiment, plan).Jobs;

        Assert.Equal(jobs.Count, jobs.Select(j => j.Name).Distinct().Count());
        Assert.Equal(jobs.Count, jobs.Select(j => j.Id).Distinct().Count());
        Assert.All(jobs, j => Assert.DoesNotContain(' ', j.Name));
        for (int i = 0; i < jobs.Count; i++)
        {
            Assert.All(jobs[i].Needs, need => Assert.Contains(jobs.Take(i), j => j.Name == need));
        }
    }

    [Fact]
    public void Labels_by_rollouts_come_after_what_is_selected_and_omegaprm_last_and_arms_share_equal_ones()
    {
        var expansion = Submitted.Expand("supervision", Rollouts);

        var labels = expansion.Jobs.Where(j => j.Body is SubmitLabelling { Rollouts: not null }).ToList();
        Assert.Equal(
            [RolloutAlgorithm.MathShepherd, RolloutAlgorithm.OmegaPrm],
            labels.Select(l => ((SubmitLabelling)l.Body).Rollouts!.Method)
        );
        Assert.All(labels, l => Assert.Equal("rollouts:lm", ((SubmitLabelling)l.Body).By));
        Assert.Equal(["select-1-50", "select-2-50"], labels[0].Needs);
        Assert.Equal([labels[0].Name], labels[1].Needs);
        Assert.All(labels, l => Assert.Equal(new(0, 0, 0, Sampled: 100 * 500), l.Cost));
        var trainings = expansion
            .Jobs.Where(j => j.Body is TrainRewardModel { Labeller: { } by } && by.StartsWith("rollouts:lm:"))
            .Select(j => (j.Name, Training: (TrainRewardModel)j.Body))
            .ToList();
        Assert.Equal(
            ["hard-1", "hard-2", "soft-1", "soft-2", "tree-1", "tree-2"],
            trainings.Select(t => t.Name).Order()
        );
        Assert.All(trainings, t => Assert.Empty(t.Training.Selections!));
        var by = trainings.ToLookup(t => t.Name.Split('-')[0], t => t.Training);
        Assert.Equal(by["soft"].First().Labeller, by["hard"].First().Labeller);
        Assert.StartsWith("rollouts:lm:omegaprm-8:", by["tree"].First().Labeller);
        Assert.Equal(("cut", 0.001), (by["hard"].First().Recipe!.Fractions, by["hard"].First().Recipe!.LabelCut));
        Assert.Contains(new ArmPair("tree", "majority"), expansion.Pairs);
    }

    [Fact]
    public void Supervision_trains_three_models_on_the_same_selection_for_every_size_and_seed()
    {
        var expansion = Submitted.Expand("supervision", Supervision);

        var trainings = expansion.Jobs.Select(j => j.Body).OfType<TrainRewardModel>().ToList();
        Assert.Equal(3 * 2 * 2, trainings.Count);
        Assert.Equal(trainings.Count, trainings.Select(t => t.Name).Distinct().Count());
        Assert.All(trainings.GroupBy(t => t.Selections![0]), g => Assert.Equal(3, g.Count()));
        Assert.All(
            trainings.GroupBy(t => t.Selections![0]),
            g =>
                Assert.Equal(
                    [("Outcome", null, null), ("Outcome", null, "oracle"), ("Process", "oracle", null)],
                    g.Select(t => ($"{t.Train}", t.Labeller, t.Outcome)).Order()
                )
        );
        Assert.Equal([3.0, 6], trainings.Select(t => t.Recipe!.Epochs).Distinct().Order());
        Assert.Equal([1L, 2], trainings.Select(t => t.Recipe!.Seed).Distinct().Order());
        Assert.All(trainings, t => Assert.Equal((32, "lm"), (t.Recipe!.Batch, t.Base)));
        Assert.Equal(
            [50, 50, 200, 200],
            expansion.Jobs.Select(j => j.Body).OfType<SubmitSelection>().Select(s => s.Total).Order()
        );
        // One sampling and one labelling of the pool, whatever the seeds.
        Assert.Single(expansion.Jobs, j => j.Body is SubmitEvaluation { Samples: 8 });
        Assert.Single(expansion.Jobs, j => j.Body is SubmitLabelling);
        Assert.Equal(2 * (3 * 2 + 2), expansion.Runs.Count);
    }

    [Fact]
    public void An_arm_that_keeps_the_selectors_labels_trains_on_them_too_and_goes_on_from_it()
    {
        var expansion = Submitted.Expand("active-learning", Active);

        var uniform = Training(expansion, "uniform-3-50");
        var mixed = Training(expansion, "mixed-3-50");
        var selector = Training(expansion, "selector-3");
        Assert.Equal(["pool"], uniform.Pools);
        Assert.Equal(["pool", "first"], mixed.Pools);
        Assert.Equal((1, 2), (uniform.Selections!.Count, mixed.Selections!.Count));
        Assert.Equal((selector.Name, selector.Name), (uniform.Base, mixed.Base));
        Assert.Equal("lm", selector.Base);
        var selections = expansion.Jobs.Select(j => j.Body).OfType<SubmitSelection>().Where(s => s.Pool == "pool");
        Assert.All(selections, s => Assert.Equal([selector.Name], s.Models));
        Assert.Equal(
            [(SelectionPolicy.Mixed, ScoreAggregation.Min), (SelectionPolicy.Uniform, (ScoreAggregation?)null)],
            selections.Select(s => (s.Policy, s.Aggregation)).OrderBy(s => s.Policy)
        );
        Assert.Equal(new ArmPair("mixed", "uniform"), expansion.Pairs[0]);
    }

    [Fact]
    public void A_trained_comparison_has_a_generator_a_seed_and_samples_more_only_after_the_first_models()
    {
        var jobs = Submitted.Expand("best-of-n", Trained).Jobs;

        var generators = jobs.Select(j => j.Body).OfType<TrainLanguageModel>().ToList();
        Assert.Equal(["corpus-1", "corpus-2"], generators.SelectMany(g => g.Pools));
        Assert.Equal(2, generators.Select(g => g.Name).Distinct().Count());
        var more = jobs.Single(j => j.Name == "sample-more-1");
        Assert.Equal(["prm-1", "orm-1"], more.Needs);
        Assert.Equal(generators[0].Name, ((SubmitEvaluation)more.Body).Sampling!.Model);
        Assert.Equal(["sample-more-1"], jobs.Single(j => j.Name == "orm-many-1").Needs);
        Assert.Equal(1, ((TrainRewardModel)jobs.Single(j => j.Name == "orm-many-1").Body).Recipe!.Epochs);
    }

    [Fact]
    public void A_learning_curve_trains_both_kinds_for_every_number_of_passes_and_once_without_the_tests_states()
    {
        var expansion = Submitted.Expand("game24", Game24);

        var trainings = expansion.Jobs.Select(j => j.Body).OfType<TrainRewardModel>().ToList();
        Assert.Equal(
            [
                (Objective.Process, "pool", 0.1),
                (Objective.Process, "pool", 1),
                (Objective.Process, "first", 1),
                (Objective.Outcome, "pool", 0.1),
                (Objective.Outcome, "pool", 1),
                (Objective.Outcome, "first", 1),
            ],
            trainings.Select(t => (t.Train, Assert.Single(t.Pools), t.Recipe!.Epochs))
        );
        Assert.All(trainings, t => Assert.Equal((4, 1024, null), (t.Recipe!.Seed, t.Recipe.Context, t.Base)));
        Assert.Equal(
            [("PRM", 40), ("PRM", 400), ("PRM strict", null), ("ORM", 40), ("ORM", 400), ("ORM strict", null)],
            expansion.Runs.Take(6).Select(r => (r.Arm, r.Size))
        );
        Assert.Equal(["prm", "orm", "majority", "pass"], expansion.Runs.Skip(6).Select(r => r.Arm));
    }

    [Fact]
    public void Labels_of_people_are_those_of_every_person()
    {
        var expansion = Submitted.Expand(
            "active-learning",
            """
            {"selector":"prm","pool":{"name":"pool"},"tests":[{"name":"test"}],"sizes":[50],"supervisor":"people"}
            """
        );

        Assert.All(expansion.Jobs.Select(j => j.Body).OfType<SubmitLabelling>(), l => Assert.Equal("people", l.By));
        Assert.All(
            expansion.Jobs.Select(j => j.Body).OfType<TrainRewardModel>(),
            t => Assert.Equal(Labellers.Person, t.Labeller)
        );
    }

    [Fact]
    public void Every_strategy_that_is_compared_is_run()
    {
        foreach (
            var (experiment, plan) in new[]
            {
                ("supervision", Supervision),
                ("active-learning", Active),
                ("best-of-n", Trained),
                ("difficulty", """{"models":["prm","prm-2","orm"],"tests":[{"name":"test"}]}"""),
                ("game24", Game24),
                ("game24", """{"pool":{"name":"pool"},"tests":[{"name":"test"}],"epochs":[1]}"""),
            }
        )
        {
            var expansion = Submitted.Expand(experiment, plan);
            var arms = expansion.Runs.Select(r => r.Arm).ToHashSet();
            Assert.NotEmpty(expansion.Pairs);
            Assert.All(expansion.Pairs, p => Assert.True(arms.IsSupersetOf([p.Arm, p.Against]), $"{p}"));
            Assert.All(
                expansion.Runs,
                r => Assert.True(r.Selection is null || expansion.Jobs.Any(j => j.Id == r.Selection))
            );
            Assert.All(expansion.Runs, r => Assert.Contains(expansion.Jobs, j => j.Id == r.Evaluation));
        }
    }

    [Fact]
    public void The_body_of_a_job_is_read_as_the_same_job()
    {
        foreach (var job in Submitted.Expand("active-learning", Active).Jobs)
        {
            byte[] body = JsonSerializer.SerializeToUtf8Bytes(job.Body, job.Body.GetType(), JsonSerializerOptions.Web);
            var read = job.Kind switch
            {
                JobKinds.Evaluation => Platform.Dataset.Evaluations.EvaluationRequest.Read(body),
                JobKinds.Selection => Platform.Dataset.Selections.SelectionRequest.Read(body),
                JobKinds.Labelling => Platform.Dataset.Labellings.LabellingRequest.Read(body),
                _ => Platform.Dataset.Trainings.TrainingRequest.Read(body),
            };
            Assert.Empty(read.Errors);
            Assert.Equal(job.Id, read.Id);
        }
    }

    private static TrainRewardModel Training(Expansion expansion, string name) =>
        (TrainRewardModel)expansion.Jobs.Single(j => j.Name == name).Body;
}
