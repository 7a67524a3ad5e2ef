namespace Platform.Tests;

/// <summary>
/// Answers meant to hang or exhaust a grader: towers of powers, deep nesting, unclosed brackets, 100,000 characters.
/// </summary>
internal static class HostileAnswers
{
    private const int Length = 100_000;

    private static readonly string[] Repeated =
    [
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
        "\\sqrt{",
        "\\boxed{",
        "\\text{",
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
    ];

    private static readonly string[] Heavy =
    [
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
        string.Join('*', Enumerable.Repeat("(x+y)", 300)),
        string.Concat(Enumerable.Repeat("\\frac{1}{1+", 60)) + "x" + new string('}', 60),
        string.Concat(Enumerable.Repeat("1/(x+", 90)) + "y" + new string(')', 90),
        string.Concat(Enumerable.Repeat("((x+y)^9+", 60)) + "1" + new string(')', 60),
    ];

    public static IEnumerable<string> All =>
        Repeated.Select(piece => string.Concat(Enumerable.Repeat(piece, Length / piece.Length))).Concat(Heavy);
}
