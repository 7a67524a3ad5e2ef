using Platform.Grading;

namespace Platform.UnitTests.Grading;

public sealed class StepTagsTests
{
    [Theory]
    [InlineData("so\n#### 72 ки", "72")]
    [InlineData("Step 2: 9*2 = 18. The answer is: 18 ки", "18")]
    [InlineData("Step 1: 9 ки\nStep 2: 9*2 = 18. The answer is: 18 ки\n", "18")]
    [InlineData("Step 1: 9 +\nStep 2: 9*2 = 18. The answer is: 18 +", "18")]
    [InlineData("Step 1: 9 +\nStep 2: 9*2 = 18. The answer is: 18 -", "18")]
    [InlineData("Step 1: 9 +\nStep 2: The answer is: $18$ -", "18")]
    [InlineData("a<extra_0>The answer is 18<extra_0>", "18")]
    [InlineData("<step>a</step><step>The answer is 18</step>", "18")]
    [InlineData("<step>a</step>\n<step>Answer: 18</step>", "18")]
    [InlineData("The answer is 18<|im_end|>", "18")]
    [InlineData("The answer is 18</s>", "18")]
    [InlineData("# Answer\n\n18 +", "18")]
    public void Tags_and_labels_of_steps_are_no_part_of_an_answer(string solution, string? answer) =>
        Assert.Equal(answer, AnswerExtraction.Extract(solution).Answer);
}
