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
        "3000!/2998!",
        "(n+3000)!/n!",
        "(3000!)^{100}",
        "\\begin{pmatrix}" + string.Join("\\\\", Enumerable.Repeat("1/7&2/9&3/11&4/13", 4)) + "\\end{pmatrix}^{15}",
        "1000x^8+x^7+997x-1000=0",
        "1." + new string('3', 390) + "...",
        "10^{1999} \\text{ km}^9",
        string.Concat(Enumerable.Repeat("\\sin(", 50)) + "x" + new string(')', 50),
        string.Concat(Enumerable.Repeat("e^{", 50)) + "x" + new string('}', 50),
        string.Concat(Enumerable.Repeat("\\{", 35)) + "1" + string.Concat(Enumerable.Repeat("\\}", 35)),
        string.Concat(Enumerable.Repeat("5 hours 3 minutes ", 50)),
        string.Concat(Enumerable.Repeat("x<", 300)) + "y",
        string.Join("\\cup", Enumerable.Range(1, 190).Select(i => $"({i},{i}.5)")),
        string.Join(" and ", Enumerable.Range(1, 100).Select(i => $"x_{i}={i}")),
        "sqrt(" + new string('7', 900) + ")",
        string.Join('+', Enumerable.Range(1, 60).Select(i => $"1/({(char)('a' + (i % 26))}+{i})")),
        string.Join('*', Enumerable.Repeat("(x+y)", 300)),
        string.Concat(Enumerable.Repeat("\\frac{1}{1+", 60)) + "x" + new string('}', 60),
        string.Concat(Enumerable.Repeat("1/(x+", 90)) + "y" + new string(')', 90),
        string.Concat(Enumerable.Repeat("((x+y)^9+", 60)) + "1" + new string(')', 60),
        string.Concat(Enumerable.Repeat("x^{", 50)) + "x" + new string('}', 50),
        string.Join('+', Enumerable.Range(1, 110).Select(i => $"\\binom{{x}}{{{200 - (i % 3)}}}")),
        string.Join("\\cdot ", Enumerable.Range(1, 100).Select(i => $"(n+{i})!")),
        string.Join('+', Enumerable.Range(1, 250).Select(i => $"{3000 - i}!")),
        string.Join('+', Enumerable.Range(1, 160).Select(i => $"x^{{1.{i}}}")),
        string.Join(" or ", Enumerable.Range(1, 150).Select(i => $"x>\\sqrt{{{i}}}")),
        string.Join(" and ", Enumerable.Range(1, 150).Select(i => $"x\\ne {i}")),
        "5" + new string('\'', 1900),
    ];

    public static IEnumerable<string> All =>
        Repeated.Select(piece => string.Concat(Enumerable.Repeat(piece, Length / piece.Length))).Concat(Heavy);
}
