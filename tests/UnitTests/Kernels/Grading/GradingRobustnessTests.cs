using System.Diagnostics;
using Platform.Kernels.Grading;

namespace Platform.UnitTests.Kernels.Grading;

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

    public static TheoryData<string> Hostile =>
        [
            .. new[]
            {
                "(",
                "{",
                ")",
                "1",
                "\\",
                "x",
                "^",
                "汉",
                "😀",
                "\0",
                "\n",
                " ",
                "-",
                "- ",
                "1+",
                "1,",
                "1,000",
                "(x+1)",
                "\\frac",
                "\\frac{",
                "\\frac{1}{",
            }
                .Concat(
                    [
                        "\\sqrt{",
                        "\\boxed{",
                        "\\text{ ",
                        "degree ",
                        "^ \\circ",
                        "$x$ and ",
                        "\\begin{pmatrix}",
                        "\\pm 1",
                        "|",
                        "=",
                        "<",
                        "sqrt(",
                        "2^",
                        "x_",
                    ]
                )
                .Select(piece => string.Concat(Enumerable.Repeat(piece, 100_000 / piece.Length))),
            "10^10^10",
            "10^{10^{10}}",
            "9^9^9^9",
            "((((9^9)^9)^9)^9)^9!",
            "(((x+y+1)^9)^9)^9",
            "e^{e^{e^{e^e}}}",
            "10^{-10^{10}}",
            "(x+1)^{1000}",
            "100000!",
            "\\binom{1000000}{500000}",
            "1e999999999",
            "sqrt(" + new string('7', 900) + ")",
            string.Join('+', Enumerable.Range(1, 60).Select(i => $"1/({(char)('a' + (i % 26))}+{i})")),
            string.Concat(Enumerable.Repeat("\\frac{1}{1+", 60)) + "x" + new string('}', 60),
            string.Concat(Enumerable.Repeat("1/(x+", 90)) + "y" + new string(')', 90),
            string.Concat(Enumerable.Repeat("((x+y)^9+", 60)) + "1" + new string(')', 60),
        ];

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
