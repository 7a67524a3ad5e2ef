using Microsoft.Extensions.DependencyInjection;
using Platform.AppHost.Running;
using Platform.FunctionalTests.Cli;

namespace Platform.FunctionalTests.Operations;

/// <summary>Scorers start and stop while a job runs; nothing is lost.</summary>
public sealed class ScalingTests(SharedPlatform platform)
{
    [Fact]
    public async Task Scorers_are_added_and_removed_in_the_middle_of_a_job()
    {
        var scaling = platform.AppHost.GetRequiredService<Scaling>();
        await platform.ImportSample("scaled", 30);
        string[] models = ["prm-maths"];
        var evaluation = await platform.Submit("scaled", models);

        try
        {
            await platform.Until(evaluation, s => Done(s) > 0);
            var grown = await Client.Run(platform, "", "scale", "scorer", "3");
            Assert.Equal((0, "scorer: 2 -> 3 replicas"), (grown.Code, grown.Out.Trim()));
            Assert.Equal(3, scaling.Running("scorer"));
            var shrunk = await Client.Run(platform, "", "scale", "scorer", "1");
            Assert.Equal((0, "scorer: 3 -> 1 replica"), (shrunk.Code, shrunk.Out.Trim()));
            Assert.Equal(1, scaling.Running("scorer"));

            await platform.Report(evaluation);
            var end = await platform.End(evaluation);
            Assert.Equal(0, end.Stages.Sum(s => s.Failed));
        }
        finally
        {
            await scaling.Scale("scorer", 2, TestContext.Current.CancellationToken);
        }
    }

    [Theory]
    [InlineData("scorer", "17", "scorer scales from 0 to 16, not to 17.")]
    [InlineData("selector", "2", "'selector' has no replicas. A service that has: scorer.")]
    public async Task A_wrong_number_or_service_is_refused_with_the_right_ones(
        string service,
        string n,
        string sentence
    )
    {
        var refused = await Client.Run(platform, "", "scale", service, n);
        Assert.Equal((2, sentence), (refused.Code, refused.Error.Trim()));
    }

    private static long Done(Contracts.EvaluationStatus status) => status.Stages.Sum(s => s.Done);
}
