using Platform.Contracts;
using Platform.Workbench.Jobs;

namespace Platform.UnitTests.Workbench;

public sealed class JobLineTests
{
    [Theory]
    [InlineData(JobKinds.Evaluation, JobState.Running, false)]
    [InlineData(JobKinds.Evaluation, JobState.Completed, true)]
    [InlineData(JobKinds.Experiment, JobState.Failed, false)]
    [InlineData(JobKinds.Experiment, JobState.Completed, true)]
    [InlineData(JobKinds.Training, JobState.Completed, false)]
    [InlineData(JobKinds.Generations, JobState.Running, true)]
    [InlineData(JobKinds.Generations, JobState.Rejected, false)]
    public void A_job_has_a_report_once_there_is_a_page(string kind, string state, bool expected)
    {
        Assert.Equal(expected, Line(kind, state).HasReport);
    }

    [Fact]
    public void Last_reports_are_of_jobs_that_have_ended()
    {
        var ended = Line(JobKinds.Generations, JobState.Completed);

        Assert.Equal([ended], JobLine.Reported([Line(JobKinds.Generations, JobState.Running), ended]));
    }

    private static JobLine Line(string kind, string state) =>
        new(
            new JobStatus(
                Guid.Empty,
                kind,
                state,
                null,
                [],
                DateTimeOffset.UnixEpoch,
                null,
                JobState.IsOpen(state) ? null : DateTimeOffset.UnixEpoch,
                null,
                [],
                []
            ),
            null
        );
}
