namespace Platform.Grading.Mathematical;

/// <summary>Which letters are words, and which words carry no meaning.</summary>
internal static class MathWords
{
    private static readonly string[] TextCommands =
    [
        "text",
        "textbf",
        "textnormal",
        "textit",
        "textrm",
        "mbox",
        "mathrm",
        "operatorname",
        "mathbf",
        "mathit",
    ];

    private static readonly string[] PlainFunctions =
    [
        "arcsin",
        "arccos",
        "arctan",
        "sinh",
        "cosh",
        "tanh",
        "sqrt",
        "sin",
        "cos",
        "tan",
        "cot",
        "sec",
        "csc",
        "log",
        "ln",
        "exp",
    ];

    /// <summary>Abbreviated units; longer ones are words anyway.</summary>
    private static readonly string[] ShortUnits = ["cm", "mm", "km", "kg", "mg", "ml", "ft", "yd", "lb", "oz", "hr"];

    public static bool IsTextCommand(string name) => TextCommands.Contains(name);

    public static bool IsShortUnit(string run) => ShortUnits.Contains(run);

    /// <summary>The function a run of letters begins with (<c>sinx</c>).</summary>
    public static string? FunctionIn(string run) =>
        Array.Find(PlainFunctions, function => run.StartsWith(function, StringComparison.Ordinal));

    /// <summary>Set as text but not words: signs, commands, or letters that name choices (A, B and E).</summary>
    public static bool IsMathematics(string inside)
    {
        var words = inside.Split([' ', ',', ';', '(', ')'], StringSplitOptions.RemoveEmptyEntries);
        return words.Length > 0
            && (inside.Contains('\\') || words.All(word => word is "and" or "or" || !HasLetterPair(word)));
    }

    private static bool HasLetterPair(string word)
    {
        for (var i = 1; i < word.Length; i++)
        {
            if (char.IsLetter(word[i]) && char.IsLetter(word[i - 1]))
            {
                return true;
            }
        }
        return false;
    }
}
