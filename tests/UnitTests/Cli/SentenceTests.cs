using System.Net;
using Platform.Cli;

namespace Platform.UnitTests.Cli;

public sealed class SentenceTests
{
    [Theory]
    [InlineData("""{"title":"Bad Request","detail":"No pool is called 'x'."}""", "No pool is called 'x'.")]
    [InlineData("""{"title":"Bad Request"}""", "Bad Request")]
    [InlineData("""{"title":"Wrong","errors":{"format":["unknown"]}}""", "Wrong|format: unknown")]
    [InlineData("No pool is called 'x'.", "No pool is called 'x'.")]
    [InlineData("\"No pool is called 'x'.\"", "No pool is called 'x'.")]
    [InlineData("", "Dataset answered 400 BadRequest.")]
    [InlineData(null, "Dataset answered 400 BadRequest.")]
    [InlineData("{", "Dataset answered 400 BadRequest.")]
    [InlineData("<html>", "Dataset answered 400 BadRequest.")]
    public void An_answer_is_told_in_its_own_words(string? content, string expected) =>
        Assert.Equal(expected.Replace("|", Environment.NewLine), Sentence.OfAnswer(HttpStatusCode.BadRequest, content));

    [Fact]
    public void What_nobody_expected_says_its_type_and_how_to_see_more()
    {
        var sentence = Sentence.Of(new InvalidOperationException("odd"));

        Assert.StartsWith("InvalidOperationException: odd", sentence);
        Assert.Contains("--verbose", sentence);
    }
}
