using System.Text.Json;
using Platform.Grading;
using Platform.Tests;

namespace Platform.UnitTests.Grading;

public sealed class MathematicalAgreementTests
{
    [Fact]
    public void Agrees_with_at_least_927_of_1000_cases_of_Math_Verify()
    {
        var rows = File.ReadLines(RealData.File("grading/math_verify_cases.jsonl"))
            .Select(line => JsonDocument.Parse(line).RootElement)
            .ToList();
        var disagreements = 0;
        foreach (var row in rows)
        {
            var expected =
                (row.TryGetProperty("expected", out var value) ? value : row.GetProperty("result")).GetInt32() == 1;
            var (given, truth) = (row.GetProperty("pred").GetString()!, row.GetProperty("gold").GetString()!);
            var verdict = Grader.Grade(given, truth, GradingPolicy.Mathematical);
            if (verdict.Equal != expected)
            {
                disagreements++;
                TestContext.Current.TestOutputHelper!.WriteLine(
                    $"{End(given)} | {End(truth)}: expected {expected}, {verdict.Reason}"
                );
            }
        }
        Assert.NotEmpty(rows);
        Assert.True(disagreements <= 0.073 * rows.Count, $"{disagreements} of {rows.Count} disagree");
    }

    [Theory]
    [InlineData("2/4", "1/2")]
    [InlineData("10^5", "100000")]
    [InlineData("10^{5}", "100,000")]
    [InlineData("2^{10}", "1024")]
    [InlineData("\\{3, 1, 2\\}", "\\{1, 2, 3\\}")]
    [InlineData("x = 1 or x = -2", "-2, 1")]
    [InlineData("1 \\pm \\sqrt{3}", "1+\\sqrt{3}, 1-\\sqrt{3}")]
    [InlineData("-2 \\le x \\le 7", "[-2, 7]")]
    [InlineData("x \\in (2, \\infty)", "x > 2")]
    [InlineData("-2x > -4", "x < 2")]
    [InlineData("[1,2) \\cup (3,4]", "(3,4] \\cup [1,2)")]
    [InlineData("\\frac{x^2-1}{x-1}", "x+1")]
    [InlineData("\\sin^2 x + \\cos^2 x", "1")]
    [InlineData("\\log_2 8", "3")]
    [InlineData("\\frac{1}{1+\\sqrt{2}}", "\\sqrt{2}-1")]
    [InlineData("2x+4y-3=0", "4x+8y=6")]
    [InlineData(
        "\\begin{pmatrix} 1 & 0.5 \\\\ 1/3 & 4 \\end{pmatrix}",
        "\\begin{bmatrix} 1 & \\frac12 \\\\ \\frac13 & 4 \\end{bmatrix}"
    )]
    [InlineData("\\sqrt[3]{-8}", "-2")]
    [InlineData("|x|^2", "x^2")]
    [InlineData("1\\frac12", "1.5")]
    [InlineData("90^\\circ", "90")]
    [InlineData("\\$5", "5")]
    [InlineData("5 \\text{ cm}^2", "5")]
    [InlineData("\\text{(A)}", "A")]
    [InlineData("(p, q) = (3, 2)", "(3,2)")]
    [InlineData("\\binom{5}{2}", "10")]
    [InlineData("\\text{Evelyn}", "evelyn")]
    [InlineData("4!", "24")]
    [InlineData("01/05/2020", "1/5/2020")]
    [InlineData("(10 - 4) * (6 / 1.5) = 24", "24")]
    public void Equal_means_equal(string given, string truth) =>
        Assert.Equal(new Verdict(true, "equal in value"), Grader.Grade(given, truth, GradingPolicy.Mathematical));

    [Theory]
    [InlineData("(1, 3)", "(1, 2)", "tuple element 2 differs")]
    [InlineData("(1, 2, 3)", "(1, 2)", "3 elements, the reference has 2")]
    [InlineData("[1, 2)", "(1, 2)", "brackets differ")]
    [InlineData("1, 2", "1, 3", "of 2 values 1 missing, 1 more than asked")]
    [InlineData(
        "\\begin{pmatrix} 1 \\\\ 2 \\end{pmatrix}",
        "\\begin{pmatrix} 1 \\\\ 3 \\end{pmatrix}",
        "matrix entry (2, 1) differs"
    )]
    [InlineData("5", "(1, 2)", "a value, the reference is a tuple or interval")]
    [InlineData("\\text{odd}", "\\text{even}", "texts differ")]
    [InlineData("0.333", "\\frac13", "values differ")]
    [InlineData("\\sqrt{x^2}", "x", "values differ")]
    [InlineData("x + 10^{-20}", "x", "values differ")]
    [InlineData("|xy|", "xy", "values differ")]
    [InlineData("\\sqrt{ab}", "\\sqrt{a}\\sqrt{b}", "values differ")]
    [InlineData("204_5", "204", "values differ")]
    [InlineData("11/22/2002", "1/2/2002", "texts differ")]
    public void Says_what_differs(string given, string truth, string reason) =>
        Assert.Equal(new Verdict(false, reason), Grader.Grade(given, truth, GradingPolicy.Mathematical));

    private static string End(string text) => text.Length <= 100 ? text : "..." + text[^100..];
}
