using System.Text;
using Platform.Cli.Evaluations;
using Platform.Contracts;

namespace Platform.UnitTests.Cli;

public sealed class EvaluationQueueTests
{
    [Fact]
    public void A_submission_is_the_plain_json_of_the_readme()
    {
        var id = Guid.Parse("019aabcd-0001-7000-8000-000000000001");

        Assert.Equal(
            $$"""{"evaluationId":"{{id}}","pool":"mine","models":["prm"],"samples":8}""",
            Encoding.UTF8.GetString(EvaluationQueue.Body(new SubmitEvaluation(id, "mine", ["prm"], 8)))
        );
    }
}
