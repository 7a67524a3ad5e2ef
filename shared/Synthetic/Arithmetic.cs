using System.Globalization;
using Platform.Kernels.Statistics;

namespace Platform.Synthetic;

/// <summary>
/// Nested arithmetic expressions, evaluated one operation per line. The difficulty is the order of operations.
/// </summary>
internal static class Arithmetic
{
    private const string Before = "Compute ";

    /// <summary>Largest value in generated problems, so that a small model can learn all of the sums and products.</summary>
    private const int LargestValue = 100;

    public static string Make(ref SplitMix random, int level)
    {
        var tree = Grow(ref random, level + 2);
        return tree.Highest > LargestValue ? "" : $"{Before}{tree}.";
    }

    public static ReadProblem? Read(string statement)
    {
        if (!statement.StartsWith(Before, StringComparison.Ordinal) || !statement.EndsWith('.'))
        {
            return null;
        }

        if (Tree.Read(statement.AsSpan(Before.Length..^1)) is not { Operations: > 0, InRange: true } tree)
        {
            return null;
        }

        List<string> lines = [];
        for (var rest = tree; rest.Operations > 0; )
        {
            rest = rest.Reduced();
            lines.Add(rest.ToString());
        }
        return new ReadProblem(tree.Value, lines, () => Judge(tree));
    }

    /// <summary>
    /// A line is correct if it has the same value, and useful if it has fewer operations than every line before it.
    /// </summary>
    private static LineJudge Judge(Tree problem)
    {
        var least = problem.Operations;
        return line =>
        {
            if (Tree.Read(line) is not { InRange: true } tree || tree.Value != problem.Value)
            {
                return -1;
            }

            if (tree.Operations >= least)
            {
                return 0;
            }

            least = tree.Operations;
            return 1;
        };
    }

    private static Tree Grow(ref SplitMix random, int operations)
    {
        if (operations == 0)
        {
            return new Tree(2 + random.Below(11));
        }

        var left = random.Below(operations);
        var operation = "+-*"[random.Weighted([0.35, 0.35, 0.3])];
        return new Tree(Grow(ref random, left), operation, Grow(ref random, operations - 1 - left));
    }
}

/// <summary>An expression of whole numbers with + - and *; it is printed with only the parentheses that it needs.</summary>
internal sealed class Tree
{
    private const int Longest = 200;
    private const int Deepest = 16;

    private readonly Tree? left;
    private readonly Tree? right;
    private readonly char operation;

    public Tree(int value)
    {
        (Value, Highest) = (value, value);
        InRange = value is >= 1 and <= ReadProblem.Largest;
    }

    public Tree(Tree left, char operation, Tree right)
    {
        (this.left, this.operation, this.right) = (left, operation, right);
        Operations = left.Operations + right.Operations + 1;
        InRange = left.InRange && right.InRange;
        if (!InRange)
        {
            return;
        }

        Value = operation switch
        {
            '+' => left.Value + right.Value,
            '-' => left.Value - right.Value,
            _ => left.Value * right.Value,
        };
        InRange = Value is >= 1 and <= ReadProblem.Largest;
        Highest = Math.Max(Value, Math.Max(left.Highest, right.Highest));
    }

    public int Value { get; }

    public int Operations { get; }

    /// <summary>Largest intermediate value.</summary>
    public int Highest { get; }

    /// <summary>
    /// True if every intermediate value is from 1 to 300; otherwise the expression has no value. Nothing is multiplied by 0.
    /// </summary>
    public bool InRange { get; }

    /// <summary>Returns null if the text is not such an expression.</summary>
    public static Tree? Read(ReadOnlySpan<char> text)
    {
        var at = 0;
        return text.Length <= Longest && Sum(text, ref at, 0) is { } tree && Peek(text, ref at) == '\0' ? tree : null;
    }

    /// <summary>
    /// Performs the first operation whose operands are numbers; multiplications come first if there are any.
    /// </summary>
    public Tree Reduced()
    {
        var done = false;
        return Reduce('*', ref done) is var products && done ? products : Reduce('\0', ref done);
    }

    public override string ToString()
    {
        if (left is null || right is null)
        {
            return Value.ToString(CultureInfo.InvariantCulture);
        }

        var a = operation == '*' && left.operation is '+' or '-' ? $"({left})" : $"{left}";
        var b = right.left is null || (right.operation == '*' && operation != '*') ? $"{right}" : $"({right})";
        return $"{a} {operation} {b}";
    }

    private Tree Reduce(char only, ref bool done)
    {
        if (done || left is null || right is null)
        {
            return this;
        }

        if (Operations == 1)
        {
            if (only != '\0' && operation != only)
            {
                return this;
            }

            done = true;
            return new Tree(Value);
        }
        var first = left.Reduce(only, ref done);
        var second = right.Reduce(only, ref done);
        return done ? new Tree(first, operation, second) : this;
    }

    private static Tree? Sum(ReadOnlySpan<char> text, ref int at, int depth)
    {
        var value = Product(text, ref at, depth);
        while (value is not null && Peek(text, ref at) is '+' or '-')
        {
            var operation = text[at++];
            value = Product(text, ref at, depth) is { } right ? new Tree(value, operation, right) : null;
        }
        return value;
    }

    private static Tree? Product(ReadOnlySpan<char> text, ref int at, int depth)
    {
        var value = Factor(text, ref at, depth);
        while (value is not null && Peek(text, ref at) == '*')
        {
            at++;
            value = Factor(text, ref at, depth) is { } right ? new Tree(value, '*', right) : null;
        }
        return value;
    }

    private static Tree? Factor(ReadOnlySpan<char> text, ref int at, int depth)
    {
        if (Peek(text, ref at) == '(')
        {
            at++;
            if (depth == Deepest || Sum(text, ref at, depth + 1) is not { } inner || Peek(text, ref at) != ')')
            {
                return null;
            }

            at++;
            return inner;
        }
        var start = at;
        while (at < text.Length && char.IsAsciiDigit(text[at]))
        {
            at++;
        }

        return at - start is > 0 and <= 4
            ? new Tree(int.Parse(text[start..at], NumberStyles.None, CultureInfo.InvariantCulture))
            : null;
    }

    private static char Peek(ReadOnlySpan<char> text, ref int at)
    {
        while (at < text.Length && text[at] == ' ')
        {
            at++;
        }

        return at < text.Length ? text[at] : '\0';
    }
}
