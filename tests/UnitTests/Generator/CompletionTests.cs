using Platform.Contracts;
using Platform.Generator;

namespace Platform.UnitTests.Generator;

public sealed class CompletionTests
{
    private static GeneratedSolution Solution(
        string text,
        string? finish = "stop",
        StepSplit split = StepSplit.Newline
    ) => Completion.Solution(3, null, text, finish, new SampleSource("m", "s", 1, 1, split));

    [Fact]
    public void Steps_follow_the_rule_that_the_source_records()
    {
        const string text = "One\ntwo\n\nthree\n# Answer\n3";
        Assert.Equal(["One", "two", "three", "# Answer\n3"], Solution(text).Steps);
        Assert.Equal(["One\ntwo", "three", "# Answer\n3"], Solution(text, split: StepSplit.BlankLine).Steps);
    }

    [Theory]
    [InlineData("stop", true)]
    [InlineData("eos_token", true)]
    [InlineData(null, true)]
    [InlineData("length", false)]
    [InlineData("content_filter", false)]
    [InlineData("MAX_TOKENS", false)]
    [InlineData("model_length", false)]
    public void A_sample_that_was_cut_off_is_unfinished(string? reason, bool finished) =>
        Assert.Equal(finished, Solution("text", reason).Finished);

    [Fact]
    public void Reasoning_is_kept_apart_from_the_steps()
    {
        var solution = Solution("<think>\n1?\n2!\n</think>\n\nOne\ntwo");
        Assert.Equal(["One", "two"], solution.Steps);
        Assert.Equal("1?\n2!", solution.Reasoning);
        Assert.Null(Solution("One").Reasoning);
        Assert.Empty(Solution("<think>1?", "length").Steps);
        Assert.False(Solution("<think>1?", "length").Finished);
    }

    [Fact]
    public void An_empty_sample_is_unfinished()
    {
        Assert.Empty(Solution(" \n").Steps);
        Assert.False(Solution(" \n").Finished);
    }

    [Fact]
    public void NUL_is_replaced() => Assert.Equal(["a\uFFFDb"], Solution("a\0b").Steps);

    [Fact]
    public void Reasoning_of_a_server_and_of_the_text_are_kept()
    {
        var solution = Completion.Solution(0, null, "One", "stop", new("m", "s", 1, 1, StepSplit.Newline), "Hm\0");

        Assert.Equal(["One"], solution.Steps);
        Assert.Equal("Hm\uFFFD", solution.Reasoning);
        Assert.Equal(
            "Hm\nso",
            Completion.Solution(0, null, "<think>so</think>One", "stop", solution.Source, "Hm").Reasoning
        );
    }

    [Fact]
    public void A_sample_begins_with_the_steps_of_its_prefix()
    {
        var source = new SampleSource("m", "s", 1, 1, StepSplit.Newline);

        Assert.Equal(["One", "two"], Completion.Solution(3, ["One"], "two", "stop", source).Steps);
        Assert.Equal("One\n", Completion.Prefix(["One"], StepSplit.Newline));
        Assert.Equal("One\n\ntwo\n\n", Completion.Prefix(["One", "two"], StepSplit.BlankLine));
        Assert.Equal("", Completion.Prefix(null, StepSplit.Newline));
    }
}
