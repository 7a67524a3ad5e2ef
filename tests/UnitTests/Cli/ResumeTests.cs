using Platform.Cli.Evaluations;
using Platform.Contracts;

namespace Platform.UnitTests.Cli;

public sealed class ResumeTests
{
    private static readonly SubmitEvaluation Wanted = new(null, "mine", ["a", "b"]);

    private static ResumeKind Decide(params EvaluationStatus[] known) => Resume.Decide(Wanted, known).Kind;

    [Fact]
    public void Nothing_known_is_submitted() => Assert.Equal(ResumeKind.Submit, Decide());

    [Theory]
    [InlineData("accepted")]
    [InlineData("generating")]
    [InlineData("scoring")]
    [InlineData("selecting")]
    public void The_same_request_still_running_is_watched(string state) =>
        Assert.Equal(ResumeKind.Attach, Decide(Samples.Evaluation(state: state, models: ["b", "a"])));

    [Fact]
    public void The_same_request_done_and_current_is_shown() =>
        Assert.Equal(ResumeKind.Show, Decide(Samples.Evaluation(models: ["a", "b"])));

    [Fact]
    public void A_report_that_is_no_longer_current_is_made_anew() =>
        Assert.Equal(ResumeKind.Submit, Decide(Samples.Evaluation(models: ["a", "b"], current: false)));

    [Theory]
    [InlineData("failed")]
    [InlineData("rejected")]
    public void What_failed_or_was_rejected_is_tried_again(string state) =>
        Assert.Equal(ResumeKind.Submit, Decide(Samples.Evaluation(state: state, models: ["a", "b"])));

    [Fact]
    public void Another_request_is_none_of_ours()
    {
        Assert.Equal(ResumeKind.Submit, Decide(Samples.Evaluation(models: ["a"])));
        Assert.Equal(ResumeKind.Submit, Decide(Samples.Evaluation(models: ["a", "b", "c"])));
        Assert.Equal(ResumeKind.Submit, Decide(Samples.Evaluation(models: ["a", "b"], samples: 64)));
        Assert.Equal(ResumeKind.Submit, Decide(Samples.Evaluation(models: ["a", "b"], seed: 1)));
        Assert.Equal(ResumeKind.Submit, Decide(Samples.Evaluation(models: ["a", "b"], pool: "yours")));
        Assert.Equal(ResumeKind.Submit, Decide(Samples.Evaluation(models: ["a", "b"], ties: VoteTies.First)));
    }

    [Fact]
    public void Other_step_options_are_another_request_and_the_defaults_are_none()
    {
        var known = Samples.Evaluation(models: ["a", "b"]);

        Assert.True(Resume.IsSame(Wanted with { Steps = new(Threshold: 0.5, LabelCut: 0.5) }, known));
        Assert.False(Resume.IsSame(Wanted with { Steps = new(Threshold: 0.4) }, known));
        Assert.False(Resume.IsSame(Wanted with { Steps = new(ThresholdFrom: "gsm8k") }, known));
        Assert.False(Resume.IsSame(Wanted with { Steps = new(["oracle"]) }, known));
        Assert.True(
            Resume.IsSame(
                Wanted with
                {
                    Steps = new(["oracle", "file"]),
                },
                known with
                {
                    Steps = new(["file", "oracle"]),
                }
            )
        );
    }

    [Fact]
    public void Another_sampling_is_another_request_where_solutions_are_generated()
    {
        var sampling = new Sampling(0.5, Stop: ["\n\n"], Model: "lm");
        var known = Samples.Evaluation(samples: 8) with
        {
            Sampling = sampling with { Stop = ["\n\n"], Model = "lm@11" },
        };

        Assert.True(Resume.IsSame(new(null, "mine", [], 8, sampling), known));
        Assert.False(Resume.IsSame(new(null, "mine", [], 8), known));
        Assert.False(Resume.IsSame(new(null, "mine", [], 8, sampling with { Temperature = 1 }), known));
        Assert.False(Resume.IsSame(new(null, "mine", [], 8, sampling with { MinP = 0.1 }), known));
        Assert.False(Resume.IsSame(new(null, "mine", [], 8, sampling with { Stop = null }), known));
        Assert.False(Resume.IsSame(new(null, "mine", [], 8, sampling with { Model = "lm-2" }), known));
        Assert.False(Resume.IsSame(new(null, "mine", [], 8, sampling with { Model = null }), known));
        Assert.True(
            Resume.IsSame(new(null, "mine", [], null, sampling), known with { Samples = null, Sampling = null })
        );
    }

    [Fact]
    public void A_running_one_goes_before_an_earlier_report_and_the_newest_before_older_ones()
    {
        var old = Samples.Evaluation(models: ["a", "b"]);
        var running = Samples.Evaluation(models: ["a", "b"], state: "scoring", minutes: 1);
        var newer = Samples.Evaluation(models: ["a", "b"], minutes: 2);

        Assert.Equal(running, Resume.Decide(Wanted, [old, running, newer]).Evaluation);
        Assert.Equal(newer, Resume.Decide(Wanted, [old, newer]).Evaluation);
    }

    [Fact]
    public void A_model_named_by_its_version_is_the_same_model()
    {
        var known = Samples.Evaluation(models: ["a@11", "b@22"]);

        Assert.True(Resume.IsSame(new(null, "mine", ["a", "22"]), known));
        Assert.True(Resume.IsSame(new(null, "mine", ["a@11", "b"]), known));
        Assert.False(Resume.IsSame(new(null, "mine", ["a@12", "b"]), known));
    }
}
