using System.Collections.Frozen;

namespace Platform.Grading.Mathematical;

/// <summary>Which letters are words, which words carry no meaning, and which turn a statement round.</summary>
internal static class MathWords
{
    private static readonly FrozenSet<string> TextCommands = Set(
        "text textbf textnormal textit textrm textsf texttt textsc textup mbox hbox mathrm operatorname mathit"
    );

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
        "gcd",
        "lcm",
        "max",
        "min",
    ];

    /// <summary>Words of two letters, which could also be products.</summary>
    private static readonly FrozenSet<string> ShortWords = Set(
        "of on in is it if to as or an by up no we us he my me so do be am at go pm"
    );

    /// <summary>Words around an answer that do not change it.</summary>
    private static readonly FrozenSet<string> Fillers = Set(
        "therefore thus hence so then the our my a an final correct answer answers ans solution solutions result value "
            + "values is are be equals we get have find obtain conclude that it this here its it's required exactly option choice"
    );

    /// <summary>Words that deny, weaken, compare or condition a statement.</summary>
    private static readonly FrozenSet<string> Turning = Set(
        "not no never neither nor none cannot can't isn't aren't don't doesn't didn't won't wasn't weren't wrong false "
            + "incorrect incorrectly except excluding but without yes unless if only less more fewer greater larger smaller least "
            + "most about approximately roughly nearly almost around over under below above between beyond up down half "
            + "twice double triple squared cubed times minus plus negative positive rejected other than perhaps maybe "
            + "contradiction impossible instead untrue false invalid opposite reciprocal inverse"
    );

    public static bool IsTextCommand(string name) => TextCommands.Contains(name);

    public static bool IsShortWord(string run) => ShortWords.Contains(run);

    public static bool IsFiller(string word) => Fillers.Contains(word);

    public static bool IsTurning(string word) =>
        Turning.Contains(word) || word.EndsWith("n't", StringComparison.Ordinal);

    /// <summary>The function a run of letters begins with (<c>sinx</c>); null if the run is a longer word.</summary>
    public static string? FunctionIn(string run)
    {
        var function = Array.Find(PlainFunctions, name => run.StartsWith(name, StringComparison.Ordinal));
        if (function is null)
        {
            return null;
        }
        var rest = run.AsSpan(function.Length);
        return
            rest.Length <= 1
            || rest is "theta" or "alpha" or "beta" or "pi"
            || FunctionIn(rest[1..].ToString()) is not null
            ? function
            : null;
    }

    public static FrozenSet<string> Set(string words) => words.Split(' ').ToFrozenSet();
}
