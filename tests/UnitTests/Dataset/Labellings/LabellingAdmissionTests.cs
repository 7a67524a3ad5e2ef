using System.Text;
using Platform.Dataset.Labellings;
using Platform.Dataset.Storage;

namespace Platform.UnitTests.Dataset.Labellings;

public sealed class LabellingAdmissionTests
{
    private const string Id = "0193b2f0-7c1e-7e3a-9f50-3c8d1a2b4c5d";

    private static readonly LabellingTarget Target = new(1, "p", 2, 10, true, "completed");

    [Theory]
    [InlineData("""{"by":"oracle","pool":"p"}""")]
    [InlineData("""{"by":"answer","selection":"0193b2f0-7c1e-7e3a-9f50-3c8d1a2b4c5d"}""")]
    [InlineData("""{"by":"model:m","pool":"p","threshold":0.3}""")]
    [InlineData("""{"by":"people","pool":"p"}""")]
    [InlineData("""{"by":"rollouts:lm","pool":"p"}""")]
    [InlineData(
        """{"by":"rollouts:lm","pool":"p","rollouts":{"method":"omegaprm","completions":64,"searches":3,"tokens":100,"sampling":{"minP":0.02,"seed":0},"seed":-4}}"""
    )]
    [InlineData("""{"by":"people","pool":"p","overlap":2,"labellers":["ann","bob"],"generation":3}""")]
    [InlineData("""{"by":"people","pool":"p","overlap":2,"labellers":[],"controls":0}""")]
    public void A_good_submission_has_no_reason_against_it(string body)
    {
        Assert.Empty(Reasons(body, Target, body.Contains("model:m") ? Model("process") : null));
    }

    [Theory]
    [InlineData(
        """{"by":"me","pool":"p"}""",
        "by: 'me' is no supervisor; give oracle, answer, people, model:NAME or rollouts:MODEL"
    )]
    [InlineData("""{"by":"model:","pool":"p"}""", "by: 'model:' is no supervisor")]
    [InlineData("""{"pool":"p"}""", "by: missing; give a text")]
    [InlineData("""{"by":"oracle"}""", "selection: missing; give the id of a selection, or a pool")]
    [InlineData($$"""{"by":"oracle","pool":"p","selection":"{{Id}}"}""", "pool: a selection has its own pool")]
    [InlineData("""{"by":"oracle","pool":"p","threshold":0.2}""", "threshold: 'oracle' has none")]
    [InlineData("""{"by":"model:m","pool":"p","threshold":1.2}""", "threshold: must be ")]
    [InlineData("""{"by":"oracle","pool":"p","overlap":2}""", "overlap: 'oracle' has none; leave it out")]
    [InlineData("""{"by":"oracle","pool":"p","controls":0.1}""", "controls: 'oracle' has none")]
    [InlineData("""{"by":"answer","pool":"p","labellers":["ann"]}""", "labellers: 'answer' has none")]
    [InlineData("""{"by":"rollouts:","pool":"p"}""", "by: 'rollouts:' is no supervisor")]
    [InlineData("""{"by":"answer","pool":"p","rollouts":{}}""", "rollouts: 'answer' has none")]
    [InlineData("""{"by":"rollouts:lm","pool":"p","overlap":2}""", "overlap: 'rollouts:lm' has none")]
    [InlineData("""{"by":"rollouts:lm","pool":"p","threshold":0.2}""", "threshold: 'rollouts:lm' has none")]
    [InlineData(
        $$$"""{"by":"rollouts:lm","selection":"{{{Id}}}","rollouts":{"method":"omegaprm"}}""",
        "selection: omegaprm adds completions to a problem's solutions"
    )]
    [InlineData("""{"by":"people","pool":"p","overlap":0}""", "overlap: must be ")]
    [InlineData("""{"by":"people","pool":"p","controls":0.6}""", "controls: must be ")]
    [InlineData("""{"by":"people","pool":"p","generation":-1}""", "generation: must be ")]
    [InlineData("""{"by":"people","pool":"p","labellers":["a b"]}""", "labellers: 'a b' is not a valid name")]
    [InlineData("""{"by":"people","pool":"p","labellers":["a","a"]}""", "labellers: a name occurs twice")]
    [InlineData(
        """{"by":"people","pool":"p","overlap":3,"labellers":["a","b"]}""",
        "overlap: 3 different people are needed, and labellers names 2"
    )]
    public void A_wrong_field_is_named_with_how_to_mend_it(string body, string reason)
    {
        var reasons = LabellingAdmission.Reasons(
            LabellingRequest.Read(Encoding.UTF8.GetBytes(body)),
            new(Target, body.Contains("model:m") ? Model("process") : null, ["p"], ["prm"])
        );

        Assert.Contains(reasons, r => r.StartsWith(reason, StringComparison.Ordinal));
    }

    [Fact]
    public void What_does_not_exist_or_is_not_complete_cannot_be_labelled()
    {
        const string pool = """{"by":"oracle","pool":"q"}""";
        const string selection = $$"""{"by":"oracle","selection":"{{Id}}"}""";

        Assert.Contains("there is no pool 'q'; there are p", Assert.Single(Reasons(pool, null, null)));
        Assert.Contains(Id, Assert.Single(Reasons(selection, null, null)));
        Assert.Contains(
            "is running, and only a completed selection",
            Assert.Single(Reasons(selection, Target with { Selected = false, State = "running" }, null))
        );
        Assert.Contains("no solutions", Assert.Single(Reasons(pool, Target with { Solutions = 0 }, null)));
    }

    [Fact]
    public void Rollouts_need_a_language_model_and_reference_answers()
    {
        const string body = """{"by":"rollouts:m","pool":"p"}""";

        Assert.Contains("'m' is a reward model", Assert.Single(Reasons(body, Target, Model("outcome"))));
        Assert.Contains(
            "no problem of 'p' has a reference answer",
            Assert.Single(Reasons(body, Target with { Answered = false }, Model("language")))
        );
        Assert.Empty(Reasons(body, Target, Model("language")));
    }

    [Fact]
    public void Controls_need_gold_outside_of_what_is_labelled()
    {
        var request = LabellingRequest.Read("""{"by":"people","pool":"p","controls":0.1}"""u8.ToArray());

        Assert.Contains(
            "make some with ./platform gold POOL",
            Assert.Single(LabellingAdmission.Reasons(request, new(Target, null, ["p"], [], Controls: 0)))
        );
        Assert.Empty(LabellingAdmission.Reasons(request, new(Target, null, ["p"], [], Controls: 1)));
    }

    [Fact]
    public void Only_a_process_model_gives_probabilities_for_steps()
    {
        const string body = """{"by":"model:m","pool":"p"}""";

        Assert.Contains("there is no process model 'm'; there are prm", Assert.Single(Reasons(body, Target, null)));
        Assert.Contains("outcome model", Assert.Single(Reasons(body, Target, Model("outcome"))));
        Assert.Contains("language model", Assert.Single(Reasons(body, Target, Model("language"))));
    }

    [Fact]
    public void Labellers_tell_versions_and_thresholds_apart()
    {
        Assert.Equal("model:m:0123456789ab:0.2", Supervisor.LabellerOf("m", "0123456789abcdef", 0.2));
        Assert.Equal("answer:prm800k/2.0", Supervisor.LabellerOf("prm800k/2.0"));
    }

    private static IReadOnlyList<string> Reasons(string body, LabellingTarget? target, ModelRow? model) =>
        LabellingAdmission.Reasons(
            LabellingRequest.Read(Encoding.UTF8.GetBytes(body)),
            new(target, model, ["p"], ["prm"])
        );

    private static ModelRow Model(string kind) =>
        new()
        {
            Id = 1,
            Name = "m",
            Version = "v",
            Kind = kind,
            Classes = ["positive"],
        };
}
