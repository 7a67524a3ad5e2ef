using Platform.Dataset.Pools;
using Platform.Grading;

namespace Platform.UnitTests.Dataset.Pools;

public sealed class JudgeTests
{
    private const string Options = "What is 8 + 9?\nA. 15\nB. 16\nC. 17";

    [Theory]
    [InlineData("C", "17")]
    [InlineData("17", "C")]
    [InlineData("(C)", "17")]
    [InlineData("C", "C")]
    [InlineData("(C)", "C.")]
    [InlineData("(C) 17", "C")]
    [InlineData("17", "17")]
    public void An_options_letter_and_its_text_are_the_same_answer(string given, string truth)
    {
        foreach (var policy in Enum.GetValues<GradingPolicy>())
        {
            var judge = new Judge(Options, truth, policy);
            var judged = judge.Solution(["so"], null, given, null, "pool");
            Assert.True(judged.Correct);
            Assert.Equal(given, judged.Answer);
            Assert.Equal(judge.Solution(["so"], null, "17", null, "pool").Key, judged.Key);
        }
    }

    [Theory]
    [InlineData("B", "17")]
    [InlineData("16", "C")]
    [InlineData("(C) 16", "C")]
    [InlineData("B", "C")]
    public void Another_option_is_wrong(string given, string truth) =>
        Assert.False(new Judge(Options, truth).Solution(["so"], null, given, null, "pool").Correct);

    [Fact]
    public void Without_options_a_letter_is_only_itself()
    {
        var judge = new Judge("What is 8 + 9?", "17");
        Assert.False(judge.Solution(["so"], null, "C", null, "pool").Correct);
    }

    [Fact]
    public void Reasoning_is_answered_from_only_if_there_are_no_steps()
    {
        var judge = new Judge("What is 8 + 9?", "17");
        Assert.Equal("17", judge.Solution([], "so \\boxed{17}", null, null, "pool").Answer);
        Assert.Null(judge.Solution(["I do not know."], "so \\boxed{17}", null, null, "pool").Answer);
    }

    [Fact]
    public void Answers_in_different_sentences_are_one_answer()
    {
        var judge = new Judge("p", "64");
        string[] sentences =
        [
            "The answer is 64, in total, so the farmer earns that much.",
            "The answer is 64.",
            "\\boxed{64}",
            "**Final Answer**\n64",
            "<answer>64</answer>",
        ];
        Assert.Single(sentences.Select(s => judge.Solution(["a", s], null, null, null, "pool").Key).Distinct());
    }
}
