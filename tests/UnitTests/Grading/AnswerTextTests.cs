using Platform.Grading;

namespace Platform.UnitTests.Grading;

public sealed class AnswerTextTests
{
    [Theory]
    [InlineData("\\boxed{}", null)]
    [InlineData("So \\boxed{\\frac{1}{2}", null)]
    [InlineData("The final answer is \\boxed{12", null)]
    [InlineData("The answer is \\frac{1}{", null)]
    [InlineData("The answer is $\\frac{3}{", null)]
    [InlineData("The answer is \\frac{3}", null)]
    [InlineData("The answer is \\frac", null)]
    [InlineData("The answer is (2, 3", null)]
    [InlineData("The answer is 3/", null)]
    [InlineData("#### ", null)]
    [InlineData("#### -", null)]
    [InlineData("#### .", null)]
    public void What_is_cut_off_or_empty_is_no_answer(string solution, string? answer) =>
        Assert.Equal(answer, AnswerExtraction.Extract(solution).Answer);
}
