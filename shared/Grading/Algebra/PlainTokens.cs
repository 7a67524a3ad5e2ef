namespace Platform.Grading.Algebra;

/// <summary>Splits plain text into tokens and inserts the signs of implicit products.</summary>
internal static class PlainTokens
{
    /// <summary>Names longer than one letter that sympy reads as a single symbol or function.</summary>
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

    /// <summary>
    /// Python's keywords, and sympy's other functions and values of at most two letters: none is part of an answer.
    /// </summary>
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
            else if (char.IsLetter(c) || c == '_' || char.IsHighSurrogate(c))
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
                // In Python, no implicit product crosses the end of a line.
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
        // Python allows an underscore between digits.
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
        while (end < text.Length && LetterLength(text, end) is var length and > 0)
        {
            end += length;
        }
        var name = text[start..end];
        if (name.Length == 0 || Refused.Contains(name))
        {
            return -1;
        }
        if (Names.TryGetValue(name, out var known))
        {
            Add(tokens, known);
        }
        else if (name.Contains('_') || name.Length == LetterLength(name, 0) || GreekNames.Contains(name))
        {
            Add(tokens, new(PlainToken.NameMark, Expression.Symbol(name)));
        }
        else if (!Letters(name, tokens, isArgument: end < text.Length && text[end] == '!'))
        {
            return -1;
        }
        return end - start;
    }

    /// <summary>The length of a letter, digit or underscore, which may be a surrogate pair; 0 for anything else.</summary>
    private static int LetterLength(string text, int at) =>
        char.IsLetterOrDigit(text[at]) || text[at] == '_' ? 1
        : char.IsHighSurrogate(text[at]) && char.IsLetter(text, at) ? 2
        : 0;

    /// <summary>A name's letters and numbers as factors; a factorial applies to the whole name.</summary>
    private static bool Letters(string name, List<PlainToken> tokens, bool isArgument)
    {
        if (isArgument)
        {
            Add(tokens, new('('));
        }
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
            if (char.IsDigit(name[i]))
            {
                return false;
            }
            var length = LetterLength(name, i);
            Add(tokens, new(PlainToken.NameMark, Expression.Symbol(name.Substring(i, length))));
            i += length;
        }
        if (isArgument)
        {
            Add(tokens, new(')'));
        }
        return true;
    }
}

/// <summary>An operator's character, or a mark for numbers, names and functions, which carry their value.</summary>
internal readonly record struct PlainToken(char Symbol, Expression? Value = null)
{
    public const char NumberMark = '0';
    public const char NameMark = 'a';
    public const char FunctionMark = 'f';
}
