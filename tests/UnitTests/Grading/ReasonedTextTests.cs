using Platform.Grading;

namespace Platform.UnitTests.Grading;

public sealed class ReasonedTextTests
{
    [Theory]
    [InlineData("<think>\\boxed{3}</think>The answer is 42.", "42")]
    [InlineData("<think>\\boxed{3}</think>I do not know.", null)]
    [InlineData("<think>so \\boxed{3}</think>", "3")]
    [InlineData("<think>so \\boxed{3}", "3")]
    [InlineData("<think>so \\boxed{3}</think>\n\n", "3")]
    [InlineData("reasoning \\boxed{3}</think>\n\nThe answer is 42.", "42")]
    [InlineData("<think>a</think>b<think>\\boxed{1}</think>The answer is 42.", "42")]
    [InlineData("<THINK>a \\boxed{1}</THINK> #### 42", "42")]
    public void Reasoning_is_answered_from_only_if_nothing_follows_it(string solution, string? answer) =>
        Assert.Equal(answer, AnswerExtraction.Extract(solution).Answer);

    [Theory]
    [InlineData("a\nb", null, "a\nb")]
    [InlineData("<think>a\nb</think>\nc", "a\nb", "\nc")]
    [InlineData("<think>a</think>b<think>c</think>d", "a\nc", "bd")]
    [InlineData("a</think>b", "a", "b")]
    [InlineData("a</think>b<think>c</think>d", "a\nc", "bd")]
    [InlineData("a<think>b", "b", "a")]
    [InlineData("<think>\n\n</think>a", null, "a")]
    [InlineData("<thinking>a</thinking>b", "a", "b")]
    [InlineData("<|begin_of_thought|>a<|end_of_thought|>b", "a", "b")]
    [InlineData("I think <thinkers> agree", null, "I think <thinkers> agree")]
    public void Reasoning_is_kept_apart_from_the_solution(string text, string? reasoning, string solution) =>
        Assert.Equal(new ReasonedText(reasoning, solution), ReasonedText.Split(text));
}
