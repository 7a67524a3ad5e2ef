using System.Text;
using Platform.Cli;

namespace Platform.UnitTests.Cli;

public sealed class GradeTests
{
    [Fact]
    public async Task Judges_one_pair_without_a_platform()
    {
        var run = new CommandRun(null);
        Assert.Equal(Exit.Ok, await run.Run(["grade", "--given", "\\frac{2}{4}", "--truth", "\\frac{1}{2}"]));
        Assert.Equal(
            """{"given":"\\frac{2}{4}","truth":"\\frac{1}{2}","equal":false,"reason":"fractions not written alike (an unreduced fraction is wrong)"}""",
            run.Out.Trim()
        );
    }

    [Fact]
    public async Task The_mathematical_policy_is_asked_for_by_name()
    {
        var run = new CommandRun(null);
        Assert.Equal(
            Exit.Ok,
            await run.Run(["grade", "--given", "10^5", "--truth", "100000", "--policy", "mathematical"])
        );
        Assert.Equal("""{"given":"10^5","truth":"100000","equal":true,"reason":"equal in value"}""", run.Out.Trim());
    }

    [Fact]
    public async Task Every_line_of_a_batch_is_answered_by_one_line_with_its_other_fields()
    {
        var run = new CommandRun(null)
        {
            Input = Encoding.UTF8.GetBytes(
                """
                {"given": "5", "truth": "5"}
                {"id": 7.0, "given": null, "truth": "5", "tags": ["a", {"b": 1e2}]}
                {"given": "5", "id": "no-truth"}

                {"given": 5, "truth": 5, "reason": "mine"}
                nonsense
                {"id": 8, "given": "\ud800", "truth": "5"}
                {"given": "(1, 汉)", "truth": "(1,2)", "id": 7}
                {"given": true, "truth": "5"}
                [1]
                {"given": "5", "truth": "5", "given": "6"}
                {"id": 9, "truth": "5"}
                """
            ),
        };
        Assert.Equal(Exit.Failed, await run.Run(["grade", "--batch", "-"]));
        var lines = run.Out.Split('\n', StringSplitOptions.RemoveEmptyEntries | StringSplitOptions.TrimEntries);
        Assert.Equal(
            [
                """{"given":"5","truth":"5","equal":true,"reason":"identical"}""",
                """{"id":7.0,"given":null,"truth":"5","tags":["a",{"b":1e2}],"equal":false,"reason":"no answer"}""",
                """{"given":"5","id":"no-truth","line":3,"error":"truth is missing or null; wanted text or a number"}""",
                """{"line":4,"error":"the line is empty"}""",
                """{"given":5,"truth":5,"input":{"reason":"mine"},"equal":true,"reason":"identical"}""",
            ],
            lines[..5]
        );
        Assert.StartsWith("""{"line":6,"error":"not JSON: """, lines[5]);
        Assert.Equal(
            [
                """{"id":8,"truth":"5","line":7,"error":"given is no valid Unicode"}""",
                """{"given":"(1, 汉)","truth":"(1,2)","id":7,"equal":false,"reason":"tuple element 2 differs: not written as an integer"}""",
                """{"given":true,"truth":"5","line":9,"error":"given must be text, a number, or null"}""",
                """{"line":10,"error":"not an object; wanted {\"given\": ..., \"truth\": ...}"}""",
            ],
            lines[6..10]
        );
        Assert.StartsWith("""{"line":11,"error":"not JSON: """, lines[10]);
        Assert.Equal(
            """{"id":9,"truth":"5","line":12,"error":"given is missing; wanted text, a number, or null for no answer"}""",
            lines[11]
        );
        Assert.Equal(12, lines.Length);
        foreach (var said in (string[])["line 3: truth", "line 6: not JSON", "8 of 12 lines not judged"])
        {
            Assert.Contains(said, run.Error, StringComparison.Ordinal);
        }
    }

    [Fact]
    public async Task Extraction_reports_the_rule_and_tells_no_answer_from_a_wrong_one()
    {
        var run = new CommandRun(null)
        {
            Input = Encoding.UTF8.GetBytes(
                """
                {"given": "So it is $\\boxed{7}$.", "truth": "7"}
                {"given": "I do not know.", "truth": "7"}
                """
            ),
        };
        Assert.Equal(Exit.Ok, await run.Run(["grade", "--batch", "-", "--extract"]));
        Assert.Equal(
            [
                """{"given":"So it is $\\boxed{7}$.","truth":"7","equal":true,"reason":"identical","answer":"7","rule":"Boxed"}""",
                """{"given":"I do not know.","truth":"7","equal":false,"reason":"no answer","answer":null,"rule":"None"}""",
            ],
            run.Out.Split('\n', StringSplitOptions.RemoveEmptyEntries | StringSplitOptions.TrimEntries)
        );
    }

    [Theory]
    [InlineData("grade")]
    [InlineData("grade --given 5")]
    [InlineData("grade --given 5 --truth 5 --batch x.jsonl")]
    [InlineData("grade --given 5 --truth 5 --policy lenient")]
    public async Task Half_a_question_is_rejected(string line) =>
        Assert.Equal(Exit.Rejected, await new CommandRun(null).Run(line.Split(' ')));

    [Fact]
    public async Task A_file_that_is_not_there_is_named()
    {
        var run = new CommandRun(null);
        Assert.Equal(Exit.Rejected, await run.Run(["grade", "--batch", "nowhere.jsonl"]));
        Assert.Contains("nowhere.jsonl", run.Error, StringComparison.Ordinal);
    }
}
