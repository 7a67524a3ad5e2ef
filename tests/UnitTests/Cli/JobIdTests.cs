using Platform.Cli;
using Platform.Cli.Evaluations;
using Platform.Cli.Jobs;
using Platform.Contracts;

namespace Platform.UnitTests.Cli;

public sealed class JobIdTests
{
    private static readonly EvaluationStatus One = Samples.Evaluation(
        Guid.Parse("019aabcd-0001-7000-8000-000000000001")
    );

    private static readonly EvaluationStatus Two = Samples.Evaluation(
        Guid.Parse("019aabcd-0002-7000-8000-000000000001"),
        minutes: 1,
        state: "scoring"
    );

    [Fact]
    public void An_id_its_beginning_and_latest_are_understood()
    {
        Assert.Equal(One, JobId.Find(One.Id.ToString(), [One, Two]));
        Assert.Equal(Two, JobId.Find("019AABCD-0002", [One, Two]));
        Assert.Equal(Two, JobId.Find("latest", [One, Two]));
    }

    [Fact]
    public void An_ambiguous_or_unknown_beginning_is_wrong_usage()
    {
        Assert.Contains("2 ids", Assert.Throws<CommandFailed>(() => JobId.Find("019a", [One, Two])).Message);
        Assert.Equal(2, Assert.Throws<CommandFailed>(() => JobId.Find("7", [One, Two])).ExitCode);
        Assert.Equal(
            2,
            Assert.Throws<CommandFailed>(() => JobId.Find("latest", Array.Empty<EvaluationStatus>())).ExitCode
        );
    }

    [Fact]
    public void The_list_shows_as_much_of_the_ids_as_tells_them_apart()
    {
        Assert.Equal(13, JobId.PrefixLength([One.Id, Two.Id]));
        Assert.Equal(8, JobId.PrefixLength([One.Id]));
    }

    [Fact]
    public void The_latest_report_is_the_latest_evaluation_that_has_one()
    {
        Assert.Equal(One, ReportCommand.Completed("latest", [One, Two]));
        var still = Assert.Throws<CommandFailed>(() => ReportCommand.Completed("019aabcd-0002", [One, Two]));
        Assert.Contains("scoring 45 %", still.Message);
    }
}
