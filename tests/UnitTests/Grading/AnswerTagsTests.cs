using Platform.Grading;

namespace Platform.UnitTests.Grading;

public sealed class AnswerTagsTests
{
    [Theory]
    [InlineData("<answer>42</answer>", "42")]
    [InlineData("<answer>\n42\n</answer>", "42")]
    [InlineData("<answer>$42$</answer>", "42")]
    [InlineData("<answer>The answer is 42.</answer>", "42")]
    [InlineData("<answer> \\boxed{42} </answer>", "42")]
    [InlineData("so \\boxed{41}? <answer>42</answer>", "42")]
    [InlineData("<answer>41</answer> wait <answer>42</answer>", "42")]
    [InlineData("<answer>42</answer><answer></answer>", "42")]
    public void The_last_answer_block_that_is_not_empty_counts(string solution, string? answer) =>
        Assert.Equal(answer, AnswerExtraction.Extract(solution).Answer);
}
