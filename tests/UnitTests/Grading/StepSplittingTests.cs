using FsCheck;
using FsCheck.Fluent;
using Platform.Grading;

namespace Platform.UnitTests.Grading;

public sealed class StepSplittingTests
{
    [Fact]
    public void Every_line_is_a_step_and_blank_lines_are_none() =>
        Assert.Equal(["a", " b ", "c\rd"], StepSplitting.ByLine("\n a\n".Trim(' ', '\n') + "\r\n\r\n b \n \t\nc\rd\n"));

    [Fact]
    public void Blank_lines_end_a_step_and_line_breaks_within_it_stay() =>
        Assert.Equal(["a\r\nb", "- c\n- d"], StepSplitting.ByBlankLine("\n\na\r\nb\r\n\r\n \n- c\n- d\n\n"));

    [Theory]
    [InlineData("2 + 2 = 4\n# Answer\n4")]
    [InlineData("2 + 2 = 4\n\n# Answer\n4\n\n")]
    public void The_answer_block_is_one_step(string text)
    {
        Assert.Equal(["2 + 2 = 4", "# Answer\n4"], StepSplitting.ByLine(text));
        Assert.Equal(["2 + 2 = 4", "# Answer\n4"], StepSplitting.ByBlankLine(text));
    }

    [Fact]
    public void The_answer_block_keeps_what_follows() =>
        Assert.Equal(["a", "# Answer\n\n4\n\nbecause"], StepSplitting.ByLine("a\n\n# Answer\n\n4\n\nbecause\n"));

    [Fact]
    public void A_line_that_only_begins_like_the_heading_is_a_step() =>
        Assert.Equal(["# Answers", "4"], StepSplitting.ByLine("# Answers\n4"));

    [Theory]
    [InlineData("")]
    [InlineData("\n")]
    [InlineData(" \r\n\t\r\n")]
    public void A_blank_text_has_no_steps(string text)
    {
        Assert.Empty(StepSplitting.ByLine(text));
        Assert.Empty(StepSplitting.ByBlankLine(text));
    }

    [Fact]
    public void Agrees_with_the_slow_twin_on_random_texts()
    {
        var texts = Gen.Elements("a", " ", "\n", "\n", "\r\n", "\r", "b c", "# Answer", "\t")
            .ListOf()
            .Select(string.Concat);
        Prop.ForAll(
                texts.ToArbitrary(),
                text =>
                    StepSplitting.ByLine(text).SequenceEqual(Twin(text, byLine: true))
                    && StepSplitting.ByBlankLine(text).SequenceEqual(Twin(text, byLine: false))
            )
            .QuickCheckThrowOnFailure();
    }

    private static List<string> Twin(string text, bool byLine)
    {
        List<string> steps = [];
        List<string> paragraph = [];
        var lines = text.Split('\n');
        for (var i = 0; i < lines.Length; i++)
        {
            var last = i == lines.Length - 1;
            var line = !last && lines[i].EndsWith('\r') ? lines[i][..^1] : lines[i];
            if (line.Trim() == "# Answer")
            {
                if (paragraph.Count > 0)
                {
                    steps.Add(WithoutBreak(paragraph));
                }

                steps.Add(string.Join('\n', lines[i..]).TrimEnd());
                return steps;
            }
            if (string.IsNullOrWhiteSpace(line))
            {
                if (paragraph.Count > 0)
                {
                    steps.Add(WithoutBreak(paragraph));
                }

                paragraph = [];
            }
            else if (byLine)
            {
                steps.Add(line);
            }
            else
            {
                paragraph.Add(last ? lines[i] : lines[i] + "\n");
            }
        }
        if (paragraph.Count > 0)
        {
            steps.Add(WithoutBreak(paragraph));
        }

        return steps;

        static string WithoutBreak(List<string> lines)
        {
            var text = string.Concat(lines);
            if (!text.EndsWith('\n'))
            {
                return text;
            }

            return text.EndsWith("\r\n", StringComparison.Ordinal) ? text[..^2] : text[..^1];
        }
    }
}
