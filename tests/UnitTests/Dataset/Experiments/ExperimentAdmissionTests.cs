namespace Platform.UnitTests.Dataset.Experiments;

public sealed class ExperimentAdmissionTests
{
    [Theory]
    [InlineData("supervision", "{}", "plan.tests: missing; give [{")]
    [InlineData(
        "supervision",
        """{"tests":[]}""",
        "plan.tests: missing",
        "plan.pool: missing",
        "plan.sizes",
        "plan.selector"
    )]
    [InlineData(
        "supervision",
        """{"tests":[{"name":"test"}],"arms":[]}""",
        "plan.arms: is not for the experiment supervision"
    )]
    [InlineData("supervision", """{"tests":[{"name":"test"}],"arm":[],"models":null}""", "plan.arm: unknown field")]
    [InlineData("best-of-n", """{"tests":[{"name":"test","sample":3}]}""", "plan.tests[0].sample: unknown field")]
    [InlineData(
        "best-of-n",
        """{"tests":[{"name":"nowhere"}],"models":["nothing","lm"]}""",
        "there is no pool 'nowhere'",
        "there is no model 'nothing'",
        "'lm' is no reward model"
    )]
    [InlineData("best-of-n", """{"tests":[{"name":"test"}],"pool":{"name":"pool"}}""", "plan.generator: give")]
    [InlineData(
        "best-of-n",
        """{"tests":[{"name":"test"}],"pool":{"name":"pool","samples":4},"generator":"lm","outcomeSamples":4}""",
        "plan.outcomeSamples: 4 is not more"
    )]
    [InlineData(
        "best-of-n",
        """{"tests":[{"name":"test"}],"pool":{"name":"pool","samples":3},"generator":"lm","outcomeSamples":16}""",
        "'pool' has 400 solutions, more than 3 for each of 100 problems"
    )]
    [InlineData(
        "supervision",
        """{"tests":[{"name":"test"}],"rollouts":[{"name":"a b","completions":0,"fractions":"none","labelCut":2},{"name":"x","searches":1}]}""",
        "plan.rollouts[0].name: 'a b' is not a valid name",
        "plan.rollouts[0].completions: must be",
        "plan.rollouts[0].fractions: must be",
        "plan.rollouts[0].labelCut: must be",
        "plan.rollouts[1].searches: only omegaprm searches"
    )]
    [InlineData(
        "supervision",
        """{"tests":[{"name":"test"}],"rollouts":[{"name":"x"}],"supervisor":"rollouts:lm"}""",
        "plan.generator: missing; rollouts are completed by a language model",
        "plan.supervisor: 'rollouts:lm' judges no whole solutions"
    )]
    [InlineData("difficulty", """{"tests":[{"name":"test"}]}""", "plan.models: missing")]
    [InlineData("game24", """{"tests":[{"name":"test"}]}""", "plan.pool: missing", "plan.epochs: missing")]
    [InlineData(
        "game24",
        """{"tests":[{"name":"test"}],"pool":{"name":"pool"},"epochs":[1,0.5],"sizes":[5]}""",
        "plan.epochs: must ascend",
        "plan.sizes: is not for the experiment game24"
    )]
    [InlineData(
        "game24",
        """{"tests":[{"name":"test"}],"epochs":[1],"pool":{"name":"pool","make":{"family":"game24","problems":5,"largest":99,"firstSteps":2}}}""",
        "plan.pool.make.problems: is not for the family game24",
        "plan.pool.make.texts: missing",
        "plan.pool.make.largest",
        "plan.pool.make.firstSteps"
    )]
    [InlineData(
        "difficulty",
        """{"models":["prm"],"tests":[{"name":"test","make":{"family":"chain","problems":5,"texts":7}}]}""",
        "plan.tests[0].make.texts: is not for the family chain"
    )]
    [InlineData("difficulty", """{"tests":[{"name":"test"},{"name":"test"}],"models":["prm"]}""", "named 2 times")]
    [InlineData(
        "supervision",
        """{"tests":[{"name":"test"}],"pool":{"name":"pool"},"selector":"orm","sizes":[401]}""",
        "'orm' is no process model",
        "401 solutions are more than the 400 of 'pool'"
    )]
    [InlineData(
        "supervision",
        """{"tests":[{"name":"test"}],"pool":{"name":"pool"},"selector":"prm","sizes":[20,10],"epochs":[1],"seeds":[1,1]}""",
        "plan.sizes: must ascend",
        "plan.epochs: 1 for 2 sizes",
        "plan.seeds: give at least one, each once"
    )]
    [InlineData(
        "supervision",
        """{"tests":[{"name":"test"}],"pool":{"name":"pool"},"selector":"prm","sizes":[10],"supervisor":"answer"}""",
        "plan.supervisor: 'answer' does not judge steps"
    )]
    [InlineData(
        "active-learning",
        """{"tests":[{"name":"test"}],"pool":{"name":"pool"},"selector":"prm","selectorPool":{"name":"first"},"sizes":[10]}""",
        "not both"
    )]
    [InlineData(
        "active-learning",
        """{"tests":[{"name":"test"}],"pool":{"name":"pool"},"selector":"prm","sizes":[10],"arms":[{"name":"a","policy":"mixed","keep":true}]}""",
        "one arm cannot be compared",
        "'a' keeps the selector's labels"
    )]
    [InlineData(
        "active-learning",
        """{"tests":[{"name":"test"}],"pool":{"name":"pool"},"selector":"prm","sizes":[10],"arms":[{"name":"a b","policy":"best"}]}""",
        "'a b' is not a valid name",
        "policy: must be"
    )]
    [InlineData("active", "{}", "experiment: must be")]
    public void Whatever_is_impossible_is_refused_with_every_reason(
        string experiment,
        string plan,
        params string[] reasons
    )
    {
        var all = Submitted.Reasons(experiment, plan);

        Assert.All(reasons, r => Assert.Contains(all, a => a.Contains(r)));
    }

    [Fact]
    public void A_pool_that_the_client_can_make_is_missing_only_once_it_is_submitted()
    {
        const string plan = """
            {"tests":[{"name":"made","make":{"family":"chain","problems":30,"split":"test"}}],"models":["prm"]}
            """;

        Assert.Contains("there is no pool 'made'", Assert.Single(Submitted.Reasons("best-of-n", plan)));
    }
}
