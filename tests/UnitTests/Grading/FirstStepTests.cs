using FsCheck;
using FsCheck.Fluent;
using Platform.Grading;

namespace Platform.UnitTests.Grading;

public sealed class FirstStepTests
{
    private static readonly Gen<string> Texts = Gen.Elements(
            "a",
            "b c",
            " ",
            "\n",
            "\n\n",
            "\r\n",
            "# Answer",
            "# Answer\n",
            "7"
        )
        .ListOf()
        .Select(string.Concat);

    [Theory]
    [InlineData(false)]
    [InlineData(true)]
    public void A_step_that_is_found_stays_the_first_whatever_follows(bool byBlankLine) =>
        Prop.ForAll(
                Texts.Zip(Texts).ToArbitrary(),
                pair =>
                {
                    var (text, more) = pair;
                    if (FirstStep.In(text, byBlankLine) is { } step)
                    {
                        var whole = byBlankLine
                            ? StepSplitting.ByBlankLine(text + more)
                            : StepSplitting.ByLine(text + more);
                        Assert.Equal(step, whole[0]);
                    }
                }
            )
            .Check(Config.QuickThrowOnFailure.WithMaxTest(1000));

    [Theory]
    [InlineData("a\n", false, "a")]
    [InlineData("\n\na\n", false, "a")]
    [InlineData("a", false, null)]
    [InlineData("\n", false, null)]
    [InlineData("# Answer\n", false, null)]
    [InlineData("# Answer\n7\n", false, null)]
    [InlineData("a\n", true, null)]
    [InlineData("a\nb\n", true, null)]
    [InlineData("a\nb\n\n", true, "a\nb")]
    [InlineData("a\n# Answer\n", true, "a")]
    [InlineData("a\r\n\r\n", true, "a")]
    public void The_first_step_is_complete_at_the_end_of_its_line_or_paragraph(
        string text,
        bool byBlankLine,
        string? step
    ) => Assert.Equal(step, FirstStep.In(text, byBlankLine));
}
