using Platform.Grading;

namespace Platform.UnitTests.Grading;

public sealed class AnswerOptionsTests
{
    private const string Lines = "What is 8 + 9?\nA. 15\nB. 16\nC. 17\nD. $\\frac{1}{2}$";
    private const string Row = "What is 8 + 9? (A) 15 (B) 16 (C) 17 (D) 1/2";
    private const string Contest =
        "What is $8+9$?\n\n$\\textbf{(A)}\\ 15\\qquad\\textbf{(B)}\\ 16 \\qquad \\textbf{(C)}\\ 17 \\qquad \\textbf{(D)}\\ \\frac{1}{2}$";
    private const string Text =
        "What is 8 + 9?\n$\\text{(A) } 15 \\quad \\text{(B) } 16 \\quad \\text{(C) } 17\\quad\\text{(D) }\\frac12$";
    private const string Brackets = "What is 8 + 9?\n\nA) 15\nB) 16\nC) 17\nD) 1/2\n\nAnswer with a letter.";

    [Theory]
    [InlineData("C")]
    [InlineData("(C)")]
    [InlineData("C.")]
    [InlineData("(c)")]
    [InlineData("\\text{(C)}")]
    [InlineData("\\textbf{(C)}")]
    [InlineData("\\text{C}")]
    [InlineData("$C$")]
    [InlineData("**C**")]
    [InlineData("(C) 17")]
    [InlineData("C. 17")]
    [InlineData("C) $17$")]
    [InlineData("\\textbf{(C) }17")]
    [InlineData("17")]
    public void A_letter_and_its_options_text_are_one_answer(string answer)
    {
        foreach (var problem in (string[])[Lines, Row, Contest, Text, Brackets])
        {
            Assert.Equal("17", AnswerOptions.In(problem)!.Resolve(answer));
        }
    }

    [Theory]
    [InlineData("(C) 18")] // no option says so
    [InlineData("E")]
    [InlineData("c")]
    [InlineData("Cats")]
    [InlineData("15 or 16")]
    [InlineData("")]
    public void Any_other_answer_stays_as_it_is(string answer)
    {
        foreach (var problem in (string[])[Lines, Row, Contest, Text, Brackets])
        {
            Assert.Equal(answer, AnswerOptions.In(problem)!.Resolve(answer));
        }
    }

    [Fact]
    public void The_last_option_keeps_its_fraction()
    {
        foreach (var problem in (string[])[Lines, Row, Contest, Text, Brackets])
        {
            var text = AnswerOptions.In(problem)!.Resolve("D");
            Assert.True(Grader.Grade(text, "1/2", GradingPolicy.Mathematical).Equal, $"{text} in {problem}");
        }
    }

    [Theory]
    [InlineData("What is 8 + 9?")]
    [InlineData("The points A. and B. lie on a line.")]
    [InlineData("Statement (A) holds. Which one follows?")]
    [InlineData("(B) 3 (C) 4")]
    [InlineData("(A) (B)")]
    [InlineData("A\nB")]
    [InlineData("If P(A) = 0.3 and P(B) = 0.2, what is the probability of the union?")]
    [InlineData("What is $x$?\n[asy]\nlabel(\"(A) 3\"); label(\"(B) 4\");\n[/asy]")]
    public void A_problem_without_options_has_none(string statement) => Assert.Null(AnswerOptions.In(statement));

    [Fact]
    public void Words_are_options_too()
    {
        var options = AnswerOptions.In("When?\n(A) on Monday\n(B) on Tuesday, at noon\n(C) never")!;
        Assert.Equal("on Tuesday, at noon", options.Resolve("B"));
        Assert.Equal("never", options.Resolve("(C)"));
    }
}
