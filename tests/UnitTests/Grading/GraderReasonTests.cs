using Platform.Grading;

namespace Platform.UnitTests.Grading;

public sealed class GraderReasonTests
{
    [Theory]
    [InlineData(null, "5", false, "no answer")]
    [InlineData("5", "5", true, "identical")]
    [InlineData("x=5", "5", true, "equal after normalisation")]
    [InlineData("", "5", false, "the given answer is empty")]
    [InlineData("(1,3)", "(1,2)", false, "tuple element 2 differs: values differ exactly")]
    [InlineData("[1,2)", "(1,2)", false, "brackets differ")]
    [InlineData("(1,2,3)", "(1,2)", false, "3 elements, the reference has 2")]
    [InlineData("2/4", "1/2", false, "fractions not written alike (an unreduced fraction is wrong)")]
    [InlineData("2^2", "4", false, "not written as an integer")]
    [InlineData("\\sqrt{8}", "2\\sqrt{2}", true, "equal exactly, by algebra")]
    [InlineData("3.5", "7/2", true, "equal exactly, by algebra")]
    [InlineData("x+y+z", "z+y+x", false, "differs, and more than two letters are not compared as expressions")]
    public void Every_verdict_has_its_reason(string? given, string truth, bool equal, string reason) =>
        Assert.Equal(new Verdict(equal, reason), Grader.Grade(given, truth));
}
