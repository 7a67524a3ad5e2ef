using System.Text.Json;
using Microsoft.Extensions.Options;
using Platform.Gateway.Answering;
using Platform.Gateway.Choosing;
using Platform.Gateway.OpenAi;
using Platform.Gateway.Settings;

namespace Platform.UnitTests.Gateway;

public sealed class QuestionReaderTests
{
    private const string Message = """ "messages": [{"role": "user", "content": "2 + 2?"}] """;

    private readonly QuestionReader _reader = new(
        Options.Create(new GatewayOptions { MostSamples = 64 }),
        TimeProvider.System
    );

    [Fact]
    public void Messages_are_the_statement_and_the_last_one_of_the_assistant_is_continued()
    {
        var question = _reader.Chat(
            Fields(
                """
                {"model": "lm+prm/best-of-8", "seed": 5, "max_completion_tokens": 77, "n": 2, "stop": "x", "messages": [
                    {"role": "system", "content": "Be brief."},
                    {"role": "user", "content": [{"type": "text", "text": "2 + 2"}, {"type": "text", "text": "?"}]},
                    {"role": "assistant", "content": "First step\nSecond"}]}
                """
            )
        );

        Assert.Equal("Be brief.\n\n2 + 2?", question.Statement);
        Assert.Equal(["First step", "Second"], question.Prefix);
        Assert.Equal(
            (5, 77, 2, "x"),
            (question.Sampling.Seed, question.Sampling.MaxTokens, question.Choices, question.Sampling.Stop![0])
        );
        Assert.False(question.Stream);
        Assert.Null(question.Pool);
    }

    [Fact]
    public void Fields_of_the_body_choose_as_the_name_does()
    {
        var question = _reader.Chat(
            Fields($$"""{"model": "lm", "verifier": "prm", "strategy": "weighted", "samples": 4, {{Message}}}""")
        );

        Assert.Equal(new ModelName("lm", "prm", StrategyKind.Weighted, 4), question.Name);
    }

    [Fact]
    public void Without_a_strategy_n_asks_for_samples()
    {
        var question = _reader.Chat(Fields($$"""{"model": "lm", "n": 3, {{Message}}}"""));

        Assert.Equal((3, 3), (question.Name.Samples, question.Choices));
    }

    [Theory]
    [InlineData("temperature", "\"hot\"")]
    [InlineData("temperature", "-1")]
    [InlineData("top_p", "0")]
    [InlineData("max_tokens", "0")]
    [InlineData("max_tokens", "1.5")]
    [InlineData("seed", "\"a\"")]
    [InlineData("stream", "1")]
    [InlineData("stop", "[1]")]
    [InlineData("n", "0")]
    [InlineData("n", "9")]
    [InlineData("aggregation", "\"most\"")]
    [InlineData("aggregation", "\"1\"")]
    [InlineData("split", "\"word\"")]
    [InlineData("tools", "[{}]")]
    [InlineData("logprobs", "true")]
    [InlineData("response_format", "{\"type\": \"json_object\"}")]
    public void What_is_wrong_is_refused_under_its_name(string field, string value)
    {
        var refused = Assert.Throws<Refused>(() =>
            _reader.Chat(Fields($$"""{"model": "lm+prm/best-of-8", "{{field}}": {{value}}, {{Message}}}"""))
        );

        Assert.Equal((400, field), (refused.Status, refused.Error.Param));
    }

    [Theory]
    [InlineData("""{"model": "lm", "messages": []}""", "messages")]
    [InlineData("""{"model": "lm", "messages": [{"role": "user"}]}""", "messages[0].content")]
    [InlineData(
        """{"model": "lm", "messages": [{"role": "assistant", "content": "a"}, {"role": "user", "content": "b"}]}""",
        "messages[0].role"
    )]
    [InlineData(
        """{"model": "lm", "messages": [{"role": "user", "content": [{"type": "image_url"}]}]}""",
        "messages[0].content"
    )]
    [InlineData("""{"messages": [{"role": "user", "content": "a"}]}""", "model")]
    [InlineData("""{"model": "lm+prm/best-of-65", "messages": [{"role": "user", "content": "a"}]}""", "model")]
    [InlineData("""{"model": "lm+prm/beam-16x8", "messages": [{"role": "user", "content": "a"}]}""", "model")]
    public void A_body_that_makes_no_request_is_refused(string body, string parameter)
    {
        var refused = Assert.Throws<Refused>(() => _reader.Chat(Fields(body)));

        Assert.Equal((400, parameter), (refused.Status, refused.Error.Param));
    }

    [Fact]
    public void An_error_has_the_four_fields_of_OpenAI()
    {
        using var body = JsonDocument.Parse(Refused.Upstream("The scorer failed: why").Error.Body());
        var error = body.RootElement.GetProperty("error");

        Assert.Equal(["code", "message", "param", "type"], error.EnumerateObject().Select(p => p.Name).Order());
        Assert.Equal(JsonValueKind.Null, error.GetProperty("param").ValueKind);
    }

    private static RequestFields Fields(string json)
    {
        using var document = JsonDocument.Parse(json);
        return new(document.RootElement.Clone());
    }
}
