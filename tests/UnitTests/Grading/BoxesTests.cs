using Platform.Grading;

namespace Platform.UnitTests.Grading;

public sealed class BoxesTests
{
    [Theory]
    [InlineData("\\boxed{2} or \\boxed{3}", "2, 3")]
    [InlineData("$x = \\boxed{2}$ or $x = \\boxed{3}$.", "2, 3")]
    [InlineData("The solutions are $\\boxed{2}$ and $\\boxed{3}$.", "2, 3")]
    [InlineData("\\(\\boxed{2}\\), \\(\\boxed{3}\\)", "2, 3")]
    [InlineData("\\boxed{2}, \\boxed{3}, and \\boxed{4}", "2, 3, 4")]
    [InlineData("\\[\\boxed{2} \\text{ and } \\boxed{3}\\]", "2, 3")]
    [InlineData("\\boxed{2}\\text{ or }\\boxed{3}", "2, 3")]
    [InlineData("\\boxed 2$, $\\boxed 3$", "2, 3")]
    [InlineData("\\boxed{2} \\boxed{3}", "3")]
    [InlineData("\\boxed{2}. Or rather \\boxed{3}", "3")]
    [InlineData("\\boxed{2} so \\boxed{3}", "3")]
    [InlineData("\\boxed{2}, hence \\boxed{3}", "3")]
    [InlineData("$a=\\boxed{5}$, $b=\\boxed{6}$, $a+b=\\boxed{11}$", "11")]
    [InlineData("$x=\\boxed{5}$ and $y=\\boxed{6}$", "6")]
    [InlineData("Put it in \\boxed{}. So \\boxed{5}", "5")]
    [InlineData("\\boxed{5}. As asked it is in \\boxed{}.", "5")]
    [InlineData("\\boxed{5} ... \\boxed{ }", "5")]
    [InlineData("\\boxed{5} ... \\boxed{\\text{}}", "5")]
    [InlineData("\\boxed{5} as \\boxed{...} wants", "5")]
    [InlineData("\\boxed{\\{\\}}", "\\{\\}")]
    [InlineData("\\boxed{\\emptyset}", "\\emptyset")]
    [InlineData("\\boxed{3} and cut \\boxed{4", "3")]
    [InlineData("\\framebox{12}", "12")]
    [InlineData("\\framebox[3cm]{12}", "12")]
    [InlineData("\\framebox[3cm][c]{$12$}", "12")]
    [InlineData("\\fbox{$12$}", "12")]
    [InlineData("Final Answer: $\\boxed{64}$", "64")]
    [InlineData("Hence $x=\\boxed{5}$ and $y=\\boxed{6}$, so $x+y=\\boxed{11}$.", "11")]
    public void Boxes_that_are_joined_are_one_answer_and_empty_ones_are_none(string solution, string? answer) =>
        Assert.Equal(answer, AnswerExtraction.Extract(solution).Answer);
}
