using Platform.Contracts;
using Platform.Workbench.Jobs;
using Platform.Workbench.Pages;

namespace Platform.UnitTests.Workbench;

public sealed class ShowTests
{
    [Theory]
    [InlineData(1, "1.00", "p9")]
    [InlineData(0.999, ">0.99", "p9")]
    [InlineData(0.5, "0.50", "p5")]
    [InlineData(0.001, "<0.01", "p0")]
    [InlineData(0, "0.00", "p0")]
    public void A_probability_never_rounds_to_certainty(double p, string text, string shade)
    {
        Assert.Equal((text, shade), (Show.Probability(p), Show.Shade(p)));
    }

    [Fact]
    public void An_address_takes_any_key()
    {
        Assert.Equal("/pools/p/problem?key=a%2Fb%3F%20%26c&skip=16", PageLinks.Problem("p", "a/b? &c", 16));
    }

    [Fact]
    public void An_open_job_shows_the_progress_of_its_stage_and_an_ended_one_none()
    {
        StageProgress[] stages = [new("generate", 4, 4, 1), new("score", 4, 2, 0)];
        var open = new JobLine(Job("running", "score", stages), "p");

        Assert.Equal(("score", 2L), (open.Current!.Stage, open.Current.Done));
        Assert.Equal(1, open.Failed);
        Assert.Null(new JobLine(Job("completed", "score", stages), "p").Current);
        Assert.True(new JobLine(Job("completed", "select", stages), "p").HasReport);
        Assert.Equal([open], JobLine.Open([open, new JobLine(Job("failed", null, []), null)]));
    }

    private static JobStatus Job(string state, string? stage, StageProgress[] stages) =>
        new(Guid.Empty, JobKinds.Evaluation, state, stage, [], default, null, null, null, [], stages);
}
