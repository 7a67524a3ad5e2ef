using System.Text;
using Platform.Contracts;
using Platform.Dataset.Evaluations;
using Platform.Dataset.Jobs;

namespace Platform.UnitTests.Dataset.Evaluations;

public sealed class EvaluationRequestTests
{
    private static JobRequest Read(string body) => EvaluationRequest.Read(Encoding.UTF8.GetBytes(body));

    private static SubmitEvaluation Command(JobRequest read) => (SubmitEvaluation)read.Value;

    [Fact]
    public void Plain_JSON_is_read_whole()
    {
        var read = Read(
            """
            {"evaluationId":"0193b2f0-7c1e-7e3a-9f50-3c8d1a2b4c5d","pool":"p","models":["a","b"],"samples":8,"seed":-3,"ties":"First",
             "sampling":{"temperature":0.7,"topP":0.9,"maxTokens":256,"stop":["\n\n"],"seed":5,"model":"m","split":"blankLine"}}
            """
        );

        Assert.Empty(read.Errors);
        Assert.Equal(Guid.Parse("0193b2f0-7c1e-7e3a-9f50-3c8d1a2b4c5d"), Command(read).EvaluationId);
        Assert.Equal(("p", 8, -3L), (Command(read).Pool, Command(read).Samples, Command(read).Seed));
        Assert.Equal(["a", "b"], Command(read).Models!);
        Assert.Equal(VoteTies.First, Command(read).Ties);
        var sampling = Command(read).Sampling!;
        Assert.Equal((0.7, 0.9, 256, 5L), (sampling.Temperature, sampling.TopP, sampling.MaxTokens, sampling.Seed));
        Assert.Equal(("m", StepSplit.BlankLine), (sampling.Model, sampling.Split));
    }

    [Fact]
    public void Step_options_are_read_and_their_faults_named()
    {
        var steps = Command(
            Read("""{"pool":"p","steps":{"labellers":["oracle","file"],"threshold_from":"gsm8k","labelCut":0.25}}""")
        ).Steps!;
        Assert.Equal(["oracle", "file"], steps.Labellers!);
        Assert.Equal((null, "gsm8k", 0.25), (steps.Threshold, steps.ThresholdFrom, steps.LabelCut));

        Assert.Equal(
            ["steps.thresholdFrom: the threshold is given by threshold already; give one of the two."],
            Read("""{"pool":"p","steps":{"threshold":0.5,"thresholdFrom":"gsm8k"}}""").Errors
        );
        Assert.StartsWith("steps.threshold: ", Assert.Single(Read("""{"pool":"p","steps":{"threshold":2}}""").Errors));
        Assert.StartsWith("steps.labelCut: ", Assert.Single(Read("""{"pool":"p","steps":{"labelCut":0}}""").Errors));
        Assert.StartsWith("steps.cut: ", Assert.Single(Read("""{"pool":"p","steps":{"cut":0.5}}""").Errors));
        Assert.Null(Command(Read("""{"pool":"p"}""")).Steps);
    }

    [Theory]
    [InlineData("\"last\"")]
    [InlineData("\"\"")]
    [InlineData("1")]
    [InlineData("[]")]
    public void Ties_are_uniform_or_first(string ties)
    {
        var error = Assert.Single(Read($$"""{"pool":"p","ties":{{ties}}}""").Errors);
        Assert.StartsWith("ties: must be ", error);
        Assert.Null(Command(Read("""{"pool":"p"}""")).Ties);
    }

    [Fact]
    public void Names_may_be_written_with_underscores_and_once_only()
    {
        var read = Read(
            """{"evaluation_id":"0193b2f0-7c1e-7e3a-9f50-3c8d1a2b4c5d","pool":"p","sampling":{"top_p":0.9,"max_tokens":7,"min_p":0.1}}"""
        );

        Assert.Empty(read.Errors);
        Assert.NotNull(Command(read).EvaluationId);
        var sampling = Command(read).Sampling!;
        Assert.Equal((0.9, 7, 0.1), (sampling.TopP, sampling.MaxTokens, sampling.MinP));

        Assert.Equal(
            ["sampling.top_p: the same field as topP; give one of them."],
            Read("""{"pool":"p","sampling":{"topP":0.9,"top_p":0.8}}""").Errors
        );
    }

    [Fact]
    public void A_MassTransit_envelope_is_unwrapped()
    {
        var read = Read("""{"messageType":["urn:message:X"],"message":{"pool":"p"},"headers":{}}""");

        Assert.Empty(read.Errors);
        Assert.Equal("p", Command(read).Pool);
    }

    [Fact]
    public void A_list_that_need_not_be_given_may_be_empty()
    {
        var read = Read("""{"pool":"p","models":[]}""");

        Assert.Empty(read.Errors);
        Assert.Empty(Command(read).Models!);
    }

    [Fact]
    public void Case_and_underscores_of_names_do_not_matter_but_a_field_has_one_name()
    {
        Assert.Equal(0.5, Command(Read("""{"pool":"p","sampling":{"Top_P":0.5}}""")).Sampling!.TopP);
        Assert.Equal(
            ["sampling.top_p: the same field as topP; give one of them."],
            Read("""{"pool":"p","sampling":{"topP":0.5,"top_p":0.6}}""").Errors
        );
    }

    [Fact]
    public void Every_wrong_field_has_its_own_reason()
    {
        var read = Read(
            """{"evaluationId":7,"pool":[],"models":"prm","samples":0,"seed":1.5,"modles":[],"sampling":{"topP":0,"heat":1}}"""
        );

        foreach (
            var field in new[]
            {
                "evaluationId",
                "pool",
                "models",
                "samples",
                "seed",
                "modles",
                "sampling.topP",
                "sampling.heat",
            }
        )
        {
            Assert.Contains(read.Errors, e => e.StartsWith(field + ":", StringComparison.Ordinal));
        }
    }

    [Theory]
    [InlineData("")]
    [InlineData("not json")]
    [InlineData("[1,2]")]
    [InlineData("null")]
    [InlineData("{\"pool\":\"a\",\"pool\":\"b\"}")]
    [InlineData("{\"pool\":\"a\"")]
    [InlineData("{\"pool\":\"\\u0000\"}")]
    [InlineData("{\"pool\":\"\\ud800\"}")]
    [InlineData("{\"seed\":99999999999999999999,\"pool\":\"a\"}")]
    public void Garbage_is_an_error_and_never_an_exception(string body)
    {
        Assert.NotEmpty(Read(body).Errors);
    }

    [Fact]
    public void A_name_longer_than_any_is_an_error()
    {
        Assert.NotEmpty(Read($$"""{"pool":"{{new string('p', 10_000)}}"}""").Errors);
    }

    [Fact]
    public void Any_bytes_are_survived()
    {
        var random = new Random(1);
        for (var i = 0; i < 2000; i++)
        {
            var body = new byte[random.Next(64)];
            random.NextBytes(body);
            var read = EvaluationRequest.Read(body);
            Assert.NotEmpty(read.Errors);
            Assert.DoesNotContain('\0', read.Text);
        }
    }

    [Fact]
    public void A_long_body_is_cut_for_the_record()
    {
        Assert.Equal(JobText.Maximum, Read(new string('x', 100_000)).Text.Length);
        // The cut must not leave half of a surrogate pair.
        Assert.Equal(
            JobText.Maximum - 2,
            Read("x" + string.Concat(Enumerable.Repeat("\U0001F600", 5000))).Text.Length - 1
        );
    }
}
