using System.Globalization;

namespace Platform.Kernels.Grading.Algebra;

/// <summary>
/// Parses plain text as the reference grader's sympy does: Python's operators, <c>^</c> for powers, products without a
/// sign, names split into letters, decimals as rounded numbers.
/// </summary>
internal sealed class PlainParser
{
    private readonly List<PlainToken> tokens;
    private int position;
    private int nodes;

    private PlainParser(List<PlainToken> tokens) => this.tokens = tokens;

    private PlainToken Current => position < tokens.Count ? tokens[position] : default;

    /// <summary>Null for anything that is not one arithmetic expression.</summary>
    public static Expression? Parse(string text)
    {
        if (PlainTokens.Read(text) is not { } tokens)
        {
            return null;
        }
        var parser = new PlainParser(tokens);
        var expression = parser.Sum(0);
        return parser.position == tokens.Count ? expression : null;
    }

    private Expression? Sum(int depth)
    {
        if (depth > Expression.MaximumDepth || Product(depth) is not { } first)
        {
            return null;
        }
        List<Expression>? terms = null;
        while (Current.Symbol is '+' or '-')
        {
            var isMinus = tokens[position++].Symbol == '-';
            if (Product(depth) is not { } term)
            {
                return null;
            }
            (terms ??= [first]).Add(isMinus ? Expression.Negative(term) : term);
        }
        return terms is null ? first : Counted(Expression.Sum([.. terms]));
    }

    private Expression? Product(int depth)
    {
        var product = Signed(depth);
        while (product is not null && Current.Symbol is '*' or '/')
        {
            var isQuotient = tokens[position++].Symbol == '/';
            product = Signed(depth) is { } factor
                ? Counted(isQuotient ? Expression.Quotient(product, factor) : Expression.Product(product, factor))
                : null;
        }
        return product;
    }

    private Expression? Signed(int depth)
    {
        var isNegative = false;
        while (Current.Symbol is '+' or '-')
        {
            isNegative ^= tokens[position++].Symbol == '-';
        }
        var power = Power(depth);
        return isNegative && power is not null ? Counted(Expression.Negative(power)) : power;
    }

    private Expression? Power(int depth)
    {
        if (depth > Expression.MaximumDepth || Atom(depth) is not { } value)
        {
            return null;
        }
        if (Current.Symbol != '^')
        {
            return value;
        }
        position++;
        return Signed(depth + 1) is { } exponent ? Counted(Expression.Power(value, exponent)) : null;
    }

    private Expression? Atom(int depth)
    {
        var token = Current;
        position++;
        var atom = token.Symbol switch
        {
            PlainToken.NumberMark or PlainToken.NameMark => token.Value,
            PlainToken.FunctionMark => Application(token.Value!.Name, depth),
            '(' => Bracketed(depth),
            _ => null,
        };
        while (atom is not null && Current.Symbol == '!')
        {
            position++;
            atom = Counted(Expression.Function("factorial", atom));
        }
        return atom is null ? null : Counted(atom);
    }

    private Expression? Application(string name, int depth)
    {
        if (Current.Symbol != '(')
        {
            return null;
        }
        position++;
        return Bracketed(depth) is not { } argument ? null
            : name == "sqrt" ? Expression.Root(argument)
            : Expression.Function(name, argument);
    }

    private Expression? Bracketed(int depth)
    {
        if (Sum(depth + 1) is not { } inside || Current.Symbol != ')')
        {
            return null;
        }
        position++;
        return inside;
    }

    private Expression? Counted(Expression expression) => ++nodes > Expression.MaximumNodes ? null : expression;
}

/// <summary>An operator's character, or a mark for numbers, names and functions, whose value goes with it.</summary>
internal readonly record struct PlainToken(char Symbol, Expression? Value = null)
{
    public const char NumberMark = '0';
    public const char NameMark = 'a';
    public const char FunctionMark = 'f';
}

/// <summary>Cuts plain text into tokens, with every product's sign put in.</summary>
internal static class PlainTokens
{
    /// <summary>Names longer than a letter that sympy takes for one thing.</summary>
    private static readonly Dictionary<string, PlainToken> Names = new()
    {
        ["pi"] = new(PlainToken.NameMark, Expression.Pi),
        ["sqrt"] = new(PlainToken.FunctionMark, Expression.Symbol("sqrt")),
        ["ln"] = new(PlainToken.FunctionMark, Expression.Symbol("ln")),
        ["re"] = new(PlainToken.FunctionMark, Expression.Symbol("re")),
        ["im"] = new(PlainToken.FunctionMark, Expression.Symbol("im")),
    };

    private const char LineEnd = '\n';

    private static readonly HashSet<string> GreekNames = ["mu", "nu", "xi"];

    /// <summary>Python's keywords and sympy's other functions and values of at most two letters: none makes an answer.</summary>
    private static readonly HashSet<string> Refused =
    [
        .. "is in if or as oo zoo nan all csc eye ff fft frac fu gff hn1 hn2 id jn li ntt rf yn".Split(' '),
    ];

    public static List<PlainToken>? Read(string text)
    {
        var tokens = new List<PlainToken>(text.Length + 4);
        for (var i = 0; i < text.Length; )
        {
            var c = text[i];
            var length = 1;
            if (char.IsAsciiDigit(c) || (c == '.' && i + 1 < text.Length && char.IsAsciiDigit(text[i + 1])))
            {
                length = Number(text, i, tokens);
            }
            else if (char.IsLetter(c) || c == '_')
            {
                length = Name(text, i, tokens);
            }
            else if (c == '*' && i + 1 < text.Length && text[i + 1] == '*')
            {
                Add(tokens, new('^'));
                length = 2;
            }
            else if (c is '+' or '-' or '*' or '/' or '^' or '(' or ')' or '!')
            {
                Add(tokens, new(c));
            }
            else if (c == '\n')
            {
                // Python puts no product's sign across a line's end.
                tokens.Add(new(LineEnd));
            }
            else if (c is not ('\t' or '\f'))
            {
                return null;
            }
            if (length < 0)
            {
                return null;
            }
            i += length;
        }
        return WithoutLineEnds(tokens);
    }

    private static List<PlainToken>? WithoutLineEnds(List<PlainToken> tokens)
    {
        for (var i = tokens.Count - 1; i >= 0; i--)
        {
            if (tokens[i].Symbol != LineEnd)
            {
                continue;
            }
            tokens.RemoveAt(i);
            if (i > 0 && EndsOperand(tokens[i - 1]) && i < tokens.Count && StartsOperand(tokens[i]))
            {
                return null;
            }
        }
        return tokens;
    }

    private static bool EndsOperand(PlainToken token) =>
        token.Symbol is PlainToken.NumberMark or PlainToken.NameMark or ')' or '!';

    private static bool StartsOperand(PlainToken token) =>
        token.Symbol is PlainToken.NumberMark or PlainToken.NameMark or PlainToken.FunctionMark or '(';

    private static void Add(List<PlainToken> tokens, PlainToken token)
    {
        if (StartsOperand(token) && tokens.Count > 0 && EndsOperand(tokens[^1]))
        {
            tokens.Add(new('*'));
        }
        tokens.Add(token);
    }

    private static int Number(string text, int start, List<PlainToken> tokens)
    {
        var end = Digits(text, start);
        var isDecimal = end < text.Length && text[end] == '.';
        if (isDecimal)
        {
            end = Digits(text, end + 1);
        }
        if (end < text.Length && text[end] is 'e')
        {
            var sign = end + 1 < text.Length && text[end + 1] is '+' or '-' ? 1 : 0;
            var exponent = Digits(text, end + 1 + sign);
            if (exponent > end + 1 + sign)
            {
                isDecimal = true;
                end = exponent;
            }
        }
        if (!isDecimal && text[start] == '0')
        {
            // Python reads 012 as 0 and then 12.
            end = start;
            while (end < text.Length && (text[end] == '0' || (IsUnderscore(text, end) && text[end + 1] == '0')))
            {
                end++;
            }
        }
        var span = text.AsSpan(start, end - start);
        span = span.Contains('_') ? span.ToString().Replace("_", "", StringComparison.Ordinal) : span;
        if (Rational.Parse(span) is not { } value)
        {
            return -1;
        }
        var number = isDecimal ? Rounded.FromDecimal(value, span) : Expression.Number(value);
        Add(tokens, new(PlainToken.NumberMark, number));
        if (end < text.Length && text[end] == 'j')
        {
            Add(tokens, new(PlainToken.NameMark, Expression.I));
            end++;
        }
        return end - start;
    }

    private static int Digits(string text, int from)
    {
        // Python lets an underscore stand between digits.
        while (from < text.Length && (char.IsAsciiDigit(text[from]) || IsUnderscore(text, from)))
        {
            from++;
        }
        return from;
    }

    private static bool IsUnderscore(string text, int at) =>
        text[at] == '_'
        && at > 0
        && char.IsAsciiDigit(text[at - 1])
        && at + 1 < text.Length
        && char.IsAsciiDigit(text[at + 1]);

    private static int Name(string text, int start, List<PlainToken> tokens)
    {
        var end = start;
        var hasUnderscore = false;
        while (end < text.Length && (char.IsLetterOrDigit(text[end]) || text[end] == '_' || IsMark(text[end])))
        {
            hasUnderscore |= text[end] == '_';
            end++;
        }
        var name = text[start..end];
        if (Refused.Contains(name))
        {
            return -1;
        }
        if (Names.TryGetValue(name, out var known))
        {
            Add(tokens, known);
        }
        else if (hasUnderscore || name.Length == 1 || GreekNames.Contains(name))
        {
            Add(tokens, new(PlainToken.NameMark, Expression.Symbol(name)));
        }
        else if (!Letters(name, tokens))
        {
            return -1;
        }
        return end - start;
    }

    private static bool IsMark(char c) => char.GetUnicodeCategory(c) is UnicodeCategory.NonSpacingMark;

    private static bool Letters(string name, List<PlainToken> tokens)
    {
        for (var i = 0; i < name.Length; )
        {
            var end = Digits(name, i);
            if (end > i)
            {
                if (Rational.Parse(name.AsSpan(i, end - i)) is not { } value)
                {
                    return false;
                }
                Add(tokens, new(PlainToken.NumberMark, Expression.Number(value)));
                i = end;
                continue;
            }
            if (char.IsDigit(name[i]) || !char.IsLetter(name[i]))
            {
                return false;
            }
            Add(tokens, new(PlainToken.NameMark, Expression.Symbol(name[i].ToString())));
            i++;
        }
        return true;
    }
}
