using System.Diagnostics;
using Platform.Grading;
using Platform.Tests;

namespace Platform.UnitTests.Grading;

public sealed class GradingRobustnessTests
{
    private static readonly string[] Pieces =
    [
        "\\frac",
        "\\dfrac",
        "\\sqrt",
        "\\boxed",
        "\\text",
        "\\left",
        "\\right",
        "\\pi",
        "\\infty",
        "\\pm",
        "\\cup",
        "\\begin{pmatrix}",
        "\\end{pmatrix}",
        "\\begin{align*}",
        "\\end{align*}",
        "\\\\",
        "\\(",
        "\\)",
        "\\[",
        "\\]",
        "\\mathbb",
        "\\sin",
        "\\log",
        "\\binom",
        "\\leq",
        "{",
        "}",
        "(",
        ")",
        "[",
        "]",
        "|",
        "$",
        "%",
        "&",
        "#",
        "_",
        "^",
        "^{",
        "^(",
        "=",
        "<",
        ">",
        "!",
        "'",
        "\"",
        "~",
        "`",
        "@",
        ",",
        ";",
        ":",
        ".",
        " ",
        "  ",
        "\n",
        "\t",
        "\0",
        "+",
        "-",
        "--",
        "*",
        "**",
        "/",
        "//",
        "0",
        "1",
        "2",
        "10",
        "007",
        "1,000",
        "3.14",
        ".5",
        "1e9",
        "1e999",
        "999999999999999999999",
        "1_0",
        "2j",
        "x",
        "y",
        "abc",
        "sqrt(",
        "ln(",
        "pi",
        "inf",
        "nan",
        "oo",
        "or",
        " and ",
        "million",
        "degrees",
        "cm",
        "^\\circ",
        "汉",
        "字",
        "😀",
        "\ud800",
        "\u0301",
        "é",
        "π",
        "√",
        "∞",
        "≤",
        "²",
        "１",
        "answer is",
        "# Answer\n",
        "#### ",
        "Answer:",
    ];

    [Fact]
    public void A_million_strings_make_no_exception()
    {
        const int Count = 1_000_000;
        var random = new Random(20240601);
        var text = new System.Text.StringBuilder();
        var previous = "";
        var slowest = TimeSpan.Zero;
        for (var i = 0; i < Count; i++)
        {
            text.Clear();
            for (var length = random.Next(1, 9); length > 0; length--)
            {
                text.Append(Pieces[random.Next(Pieces.Length)]);
            }
            var answer = text.ToString();
            var policy = i % 4 == 0 ? GradingPolicy.Mathematical : GradingPolicy.Prm800k;
            var start = Stopwatch.GetTimestamp();
            var verdict = Grader.Grade(answer, previous, policy);
            if (i % 16 == 0)
            {
                _ = CanonicalAnswer.Key(answer, policy);
                _ = AnswerExtraction.Extract(answer);
            }
            var took = Stopwatch.GetElapsedTime(start);
            slowest = took > slowest ? took : slowest;
            if (i % 64 == 0)
            {
                Assert.Equal(verdict.Equal, Grader.Grade(previous, answer, policy).Equal);
                Assert.True(Grader.Grade(answer, new string(answer), policy).Equal);
            }
            previous = answer;
        }
        TestContext.Current.TestOutputHelper!.WriteLine($"slowest of {Count}: {slowest.TotalMilliseconds:F2} ms");
    }

    public static TheoryData<string> Hostile => [.. HostileAnswers.All];

    [Theory]
    [MemberData(nameof(Hostile))]
    public void Hostile_input_takes_bounded_memory_and_ends(string hostile)
    {
        const long MostBytes = 300_000_000;
        foreach (var policy in Enum.GetValues<GradingPolicy>())
        {
            foreach (var other in (string[])["5", "x", "[1, 2]", hostile + " ", "\\frac{" + hostile + "}{3}"])
            {
                var before = GC.GetAllocatedBytesForCurrentThread();
                Assert.Equal(Grader.Grade(hostile, other, policy).Equal, Grader.Grade(other, hostile, policy).Equal);
                Assert.NotNull(CanonicalAnswer.Key(hostile, policy));
                _ = AnswerExtraction.Extract(hostile);
                Assert.InRange(GC.GetAllocatedBytesForCurrentThread() - before, 0, MostBytes);
            }
        }
    }

    [Fact]
    public void Many_threads_get_the_verdicts_of_one()
    {
        var pairs = Enumerable
            .Range(0, 4000)
            .Select(i => ($"\\frac{{{i % 50}}}{{{1 + (i % 7)}}}+x", $"x+{i % 50}/{1 + (i % 11)}"))
            .ToArray();
        var expected = pairs.Select(p => Grader.Grade(p.Item1, p.Item2).Equal).ToArray();
        var actual = new bool[pairs.Length];
        Parallel.For(0, pairs.Length, i => actual[i] = Grader.Grade(pairs[i].Item1, pairs[i].Item2).Equal);
        Assert.Equal(expected, actual);
    }
}
