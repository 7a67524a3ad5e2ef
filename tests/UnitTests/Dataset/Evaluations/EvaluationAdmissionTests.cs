using System.Text;
using Platform.Dataset.Evaluations;
using Platform.Dataset.Storage;

namespace Platform.UnitTests.Dataset.Evaluations;

public sealed class EvaluationAdmissionTests
{
    private static readonly PoolFacts Pool = new(1, Problems: 10, Solutions: 40, Ungraded: 0, WithoutTruth: 0);

    private static IReadOnlyList<string> Reasons(
        string body,
        PoolFacts? pool,
        params (string Name, ModelRow? Row)[] models
    ) =>
        EvaluationAdmission.Reasons(
            EvaluationRequest.Read(Encoding.UTF8.GetBytes(body)),
            pool,
            models,
            ["gsm8k"],
            ["prm-maths"]
        );

    private static ModelRow Model(long id, long? pool = null) =>
        new()
        {
            Id = id,
            Name = "m",
            Version = "v",
            Kind = "process",
            Classes = ["positive"],
            PoolId = pool,
        };

    [Fact]
    public void A_good_submission_has_no_reason_against_it()
    {
        Assert.Empty(Reasons("""{"pool":"p","models":["m"]}""", Pool, ("m", Model(1))));
    }

    [Fact]
    public void An_unknown_pool_and_an_unknown_model_are_both_named_with_what_there_is()
    {
        var reasons = Reasons("""{"pool":"nope","models":["what"]}""", null, ("what", null));

        Assert.Contains(reasons, r => r.Contains("'nope'") && r.Contains("gsm8k"));
        Assert.Contains(reasons, r => r.Contains("'what'") && r.Contains("prm-maths"));
    }

    [Fact]
    public void A_model_named_twice_is_refused()
    {
        Assert.Single(Reasons("""{"pool":"p"}""", Pool, ("m", Model(1)), ("m", Model(1))));
    }

    [Fact]
    public void Scores_imported_with_another_pool_cannot_score_this_one()
    {
        Assert.Single(Reasons("""{"pool":"p"}""", Pool, ("m", Model(1, pool: 2))));
        Assert.Empty(Reasons("""{"pool":"p"}""", Pool, ("m", Model(1, pool: 1))));
    }

    [Fact]
    public void A_pool_without_solutions_needs_samples()
    {
        var problems = Pool with { Solutions = 0 };

        Assert.Single(Reasons("""{"pool":"p"}""", problems));
        Assert.Empty(Reasons("""{"pool":"p","samples":4}""", problems));
    }

    [Fact]
    public void Solutions_that_nobody_can_judge_are_refused()
    {
        Assert.Single(Reasons("""{"pool":"p"}""", Pool with { Ungraded = 3, WithoutTruth = 1 }));
        Assert.Single(Reasons("""{"pool":"p","samples":8}""", Pool with { WithoutTruth = 1 }));
    }

    [Fact]
    public void Solutions_without_a_verdict_whose_steps_are_rated_can_be_compared_step_by_step()
    {
        var labelled = Pool with { Ungraded = 3, WithoutTruth = 1, Rated = true };

        Assert.Empty(Reasons("""{"pool":"p"}""", labelled));
        Assert.Single(Reasons("""{"pool":"p","samples":8}""", labelled));
    }

    [Fact]
    public void Labellers_and_subjects_that_a_pool_does_not_have_are_named_with_those_it_has()
    {
        var labels = new KnownLabels(["file", "oracle:synthetic-1"], ["algebra"]);
        IReadOnlyList<string> Of(string steps) =>
            EvaluationAdmission.Reasons(
                EvaluationRequest.Read(Encoding.UTF8.GetBytes($$"""{"pool":"p","steps":{{steps}}}""")),
                Pool,
                [],
                [],
                [],
                labels
            );

        Assert.Empty(Of("""{"labellers":["oracle","file","anyone"],"thresholdFrom":"algebra"}"""));
        Assert.Equal(
            [
                "steps.labellers: no step of 'p' is rated by 'orac'; there are file, oracle:synthetic-1.",
                "steps.thresholdFrom: no problem of 'p' has the subject 'logic'; there are algebra.",
            ],
            Of("""{"labellers":["orac"],"thresholdFrom":"logic"}""")
        );
    }
}
