using System.Text;
using Platform.Contracts;
using Platform.Dataset.Selections;
using Platform.Dataset.Storage;

namespace Platform.UnitTests.Dataset.Selections;

public sealed class SelectionAdmissionTests
{
    private const string Good = """{"pool":"p","models":["m"],"policy":"mixed","perProblem":4}""";

    private static readonly SelectionPool Pool = new(1, Solutions: 40, Judged: 40);

    [Fact]
    public void A_good_submission_has_no_reason_against_it()
    {
        Assert.Empty(Reasons(Good, Pool, ("m", Model(1))));
    }

    [Fact]
    public void Plain_JSON_is_read_whole()
    {
        var read = SelectionRequest.Read(
            Encoding.UTF8.GetBytes(
                """
                {"selection_id":"0193b2f0-7c1e-7e3a-9f50-3c8d1a2b4c5d","pool":"p","models":["m","m"],"policy":"Convincing-Wrong",
                 "per_problem":2,"total":10,"perSubject":5,"aggregation":"min","neutral":"negative","rightShare":0.1,
                 "skipLabelledBy":"oracle","exclude":["t"],"controls":["c"],"generation":3,"seed":-1}
                """
            )
        );

        Assert.Empty(read.Errors);
        Assert.Equivalent(
            new SubmitSelection(
                Guid.Parse("0193b2f0-7c1e-7e3a-9f50-3c8d1a2b4c5d"),
                "p",
                ["m"],
                SelectionPolicy.ConvincingWrong,
                2,
                10,
                5,
                ScoreAggregation.Min,
                NeutralSteps.Negative,
                null,
                0.1,
                "oracle",
                ["t"],
                ["c"],
                3,
                -1
            ),
            read.Value,
            strict: true
        );
    }

    [Theory]
    [InlineData("""{"pool":"p","models":["m"],"policy":"mixed"}""", "perProblem: missing; give ")]
    [InlineData("""{"pool":"p","models":["m"],"policy":"best","total":1}""", "policy: must be convincing-wrong or ")]
    [InlineData("""{"pool":"p","models":["m"],"total":1}""", "policy: missing; give convincing-wrong or ")]
    [InlineData("""{"pool":"p","models":[],"policy":"mixed","total":1}""", "models: missing; give ")]
    [InlineData("""{"pool":"p","models":["m"],"policy":"mixed","total":0}""", "total: must be ")]
    [InlineData("""{"pool":"p","models":["m"],"policy":"mixed","total":1,"wrongShare":2}""", "wrongShare: must be ")]
    [InlineData(
        """{"pool":"p","models":["m"],"policy":"uniform","total":1,"wrongShare":0.5}""",
        "wrongShare: only the policy mixed "
    )]
    [InlineData("""{"pool":"p","models":["m"],"policy":"mixed","total":1,"k":1}""", "k: unknown field; known are ")]
    [InlineData(
        """{"pool":"p","models":["m"],"policy":"mixed","total":1,"exclude":["q"]}""",
        "exclude: there is no pool 'q'"
    )]
    [InlineData(
        """{"pool":"p","models":["m"],"policy":"mixed","total":1,"controls":["p"]}""",
        "controls: 'p' is the pool to"
    )]
    [InlineData("""{"pool":"p","models":["m"],"policy":"mixed","total":1,"skipLabelledBy":""}""", "skipLabelledBy: ")]
    public void A_wrong_field_is_named_with_how_to_mend_it(string body, string reason)
    {
        Assert.StartsWith(reason, Assert.Single(Reasons(body, Pool, body.Contains("[]") ? [] : [("m", Model(1))])));
    }

    [Fact]
    public void A_pool_without_solutions_or_verdicts_has_nothing_to_select()
    {
        var uniform = Good.Replace("mixed", "uniform");

        Assert.Contains("no solutions", Assert.Single(Reasons(Good, new(1, 0, 0), ("m", Model(1)))));
        Assert.Contains("verdict", Assert.Single(Reasons(Good, new(1, 4, 0), ("m", Model(1)))));
        Assert.Empty(Reasons(uniform, new(1, 4, 0), ("m", Model(1))));
        Assert.Contains("there is no pool 'p'; there are p, t", Assert.Single(Reasons(Good, null, ("m", Model(1)))));
    }

    [Fact]
    public void Models_must_exist_score_and_fit_the_policy()
    {
        var uncertain = Good.Replace("mixed", "uncertain");
        var aggregated = Good.Replace("}", ""","aggregation":"min"}""");

        Assert.Contains("there is no reward model 'm'; there are prm", Assert.Single(Reasons(Good, Pool, ("m", null))));
        Assert.Contains("language model", Assert.Single(Reasons(Good, Pool, ("m", Model(1, "language")))));
        Assert.Contains("name one", Assert.Single(Reasons(Good, Pool, ("m", Model(1)), ("n", Model(2)))));
        Assert.Empty(Reasons(uncertain, Pool, ("m", Model(1)), ("n", Model(2, "outcome"))));
        Assert.Contains("entropy", Assert.Single(Reasons(uncertain, Pool, ("m", Model(1, "outcome")))));
        Assert.Contains("named 2 times", Assert.Single(Reasons(uncertain, Pool, ("m", Model(1)), ("v", Model(1)))));
        Assert.StartsWith("aggregation: ", Assert.Single(Reasons(aggregated, Pool, ("m", Model(1, "outcome")))));
    }

    private static IReadOnlyList<string> Reasons(
        string body,
        SelectionPool? pool,
        params (string Name, ModelRow? Row)[] models
    ) =>
        SelectionAdmission.Reasons(
            SelectionRequest.Read(Encoding.UTF8.GetBytes(body)),
            new(pool, models, ["p", "t"], ["prm"], 0)
        );

    private static ModelRow Model(long id, string kind = "process") =>
        new()
        {
            Id = id,
            Name = "m",
            Version = "v",
            Kind = kind,
            Classes = ["positive"],
        };
}
