using Platform.Grading.Algebra;

namespace Platform.Grading.Mathematical;

/// <summary>Splits LaTeX or plain text into tokens.</summary>
internal sealed class MathTokens
{
    private const int MaximumDepth = 8;
    private const int MostMissingBraces = 8;

    private readonly string text;
    private readonly int depth;
    private readonly List<MathToken> tokens = [];
    private int position;
    private bool space;

    // Number of arguments that the preceding command still takes; while it takes any, a number is a single digit.
    private int wanted;
    private bool inBrackets;
    private bool inMatrix;

    private MathTokens(string text, int depth)
    {
        this.text = text;
        this.depth = depth;
    }

    /// <summary>Null if something is not mathematics.</summary>
    public static List<MathToken>? Read(string text) => Read(text, 0);

    private static List<MathToken>? Read(string text, int depth)
    {
        var reader = new MathTokens(text, depth);
        while (reader.position < text.Length)
        {
            if (!reader.ReadOne())
            {
                return null;
            }
        }
        return reader.WithMissingBraces();
    }

    /// <summary>Closes the braces that a truncated answer leaves open.</summary>
    private List<MathToken> WithMissingBraces()
    {
        var open = tokens.Sum(token =>
            token.Text != TokenCursor.Group ? 0
            : token.Kind == TokenKind.Open ? 1
            : -1
        );
        for (; open is > 0 and <= MostMissingBraces; open--)
        {
            tokens.Add(new(TokenKind.Close, TokenCursor.Group));
        }
        return tokens;
    }

    private bool ReadOne()
    {
        var c = text[position];
        var next = position + 1 < text.Length ? text[position + 1] : ' ';
        if (char.IsWhiteSpace(c) || c is '~' or '$' or '€' or '£' or '¥')
        {
            position++;
            space = true;
            return true;
        }
        var read = true;
        if (c == '\\')
        {
            read = Command();
        }
        else if (char.IsAsciiDigit(c) || (c == '.' && char.IsAsciiDigit(next)))
        {
            read = Number();
        }
        else if (c is '²' or '³')
        {
            position++;
            Add(new(TokenKind.Operator, "^"));
            Add(new(TokenKind.Number, "", Expression.Number(c == '²' ? 2 : 3)));
        }
        else if (MathCommands.Character(c) is { } symbol)
        {
            position++;
            Add(symbol);
        }
        else if (char.IsLetter(c))
        {
            Letters();
        }
        else if (MathCharacters.Read(c, next) is var (token, length))
        {
            position += length;
            Add(token);
        }
        else
        {
            read = false;
        }
        space = c == '\\' && space && tokens.Count == 0;
        return read;
    }

    private void Add(MathToken token)
    {
        if (token.Kind == TokenKind.Ignored)
        {
            if (token.Text == MathCommands.Degree)
            {
                WithoutCaret();
            }
            return;
        }
        wanted = token.Kind switch
        {
            TokenKind.Fraction or TokenKind.Binomial => 2,
            TokenKind.Root => 1,
            TokenKind.Number or TokenKind.Name => Math.Max(0, wanted - 1),
            _ => 0,
        };
        inBrackets |= token.Kind == TokenKind.Open && token.Text != TokenCursor.Group;
        inMatrix |= token.Kind == TokenKind.MatrixBegin;
        tokens.Add(token with { AfterSpace = space });
    }

    /// <summary>Drops the <c>^</c> or <c>^{</c> that raises a degree sign.</summary>
    private void WithoutCaret()
    {
        if (tokens is [.., { Kind: TokenKind.Operator, Text: "^" }])
        {
            tokens.RemoveAt(tokens.Count - 1);
        }
        else if (
            tokens is [.., { Kind: TokenKind.Operator, Text: "^" }, { Kind: TokenKind.Open, Text: TokenCursor.Group }]
        )
        {
            tokens.RemoveRange(tokens.Count - 2, 2);
            position = Math.Max(position, text.IndexOf('}', position) + 1);
        }
    }

    private bool Number()
    {
        if (wanted > 0 && char.IsAsciiDigit(text[position]))
        {
            var digit = text[position++];
            Add(new(TokenKind.Number, digit.ToString(), Expression.Number(digit - '0')));
            return true;
        }
        (var digits, position) = MathNumber.Read(text, position, inBrackets);
        if (position + 1 == text.Length && text[position] == '.')
        {
            position++;
        }
        if (Rational.Parse(digits) is not { } value)
        {
            return false;
        }
        Add(new(TokenKind.Number, digits, Expression.Number(value)));
        return true;
    }

    private bool Command()
    {
        position++;
        if (position >= text.Length)
        {
            return true;
        }
        // Doubled backslashes come from escaping twice, unless they end a row.
        if (text[position] == '\\' && position + 1 < text.Length && char.IsLetter(text[position + 1]) && !inMatrix)
        {
            position++;
        }
        var start = position++;
        if (!char.IsAsciiLetter(text[start]))
        {
            var isDelimiter = text[start] is '(' or ')' or '[' or ']' or ' ';
            return isDelimiter || AddKnown(text[start].ToString());
        }
        while (position < text.Length && char.IsAsciiLetter(text[position]))
        {
            position++;
        }
        var name = text[start..position];
        if (name is "begin" or "end")
        {
            return Environment(name == "begin");
        }
        if (name is "boxed" or "fbox")
        {
            return true;
        }
        if (MathWords.IsTextCommand(name))
        {
            Text();
            return true;
        }
        return AddKnown(name);
    }

    private bool AddKnown(string name)
    {
        // An unknown command is a symbol of its own.
        Add(MathCommands.Command(name) ?? new(TokenKind.Name, name, Expression.Symbol("\\" + name)));
        return MathCommands.Command(name) is not null || name.Length > 1;
    }

    private bool Environment(bool begins)
    {
        var close = text.IndexOf('}', position);
        if (position >= text.Length || text[position] != '{' || close < 0)
        {
            return false;
        }
        var name = text[(position + 1)..close];
        position = close + 1;
        if (begins && name == "array" && position < text.Length && text[position] == '{')
        {
            position = Math.Max(position, text.IndexOf('}', position) + 1);
        }
        Add(new(begins ? TokenKind.MatrixBegin : TokenKind.MatrixEnd));
        return name == "array" || name.EndsWith("matrix", StringComparison.Ordinal);
    }

    /// <summary>Words in a text command; anything else in it is read as mathematics.</summary>
    private void Text()
    {
        while (position < text.Length && text[position] == ' ')
        {
            position++;
        }
        if (position >= text.Length || text[position] != '{')
        {
            return;
        }
        var end = Closing(position);
        var inside = text[(position + 1)..end].Trim();
        position = Math.Min(end + 1, text.Length);
        if (MathWords.IsMathematics(inside) && depth < MaximumDepth && Read(inside, depth + 1) is { } marks)
        {
            marks.ForEach(Add);
        }
        else if (inside.Length > 0)
        {
            Add(new(TokenKind.Word, inside.ToLowerInvariant()));
        }
    }

    private int Closing(int open)
    {
        var level = 0;
        for (var i = open; i < text.Length; i++)
        {
            level += text[i] switch
            {
                '{' => 1,
                '}' => -1,
                _ => 0,
            };
            if (level == 0)
            {
                return i;
            }
        }
        return text.Length;
    }

    /// <summary>One or two adjacent letters are factors, three or more are a word; functions and units are known.</summary>
    private void Letters()
    {
        var start = position;
        while (
            position < text.Length && char.IsLetter(text[position]) && MathCommands.Character(text[position]) is null
        )
        {
            position++;
        }
        var run = text[start..position];
        var function = MathWords.FunctionIn(run);
        if (run is "pi" or "infty" or "inf")
        {
            AddKnown(run == "pi" ? "pi" : "infty");
        }
        else if (function is not null)
        {
            AddKnown(function);
            position = start + function.Length;
        }
        else if (run.Length > 2 || run == "or" || (MathWords.IsShortUnit(run) && IsBehindOperand()))
        {
            Add(new(TokenKind.Word, run.ToLowerInvariant()));
        }
        else
        {
            foreach (var letter in run)
            {
                AddLetter(letter);
            }
        }
    }

    private bool IsBehindOperand() =>
        tokens is [.., { Kind: TokenKind.Number or TokenKind.Close or TokenKind.Name or TokenKind.MatrixEnd } last]
        && (space || last.Kind == TokenKind.Number);

    private void AddLetter(char letter) =>
        Add(
            letter switch
            {
                'e' => new(TokenKind.Name, "e", Expression.E),
                'i' => new(TokenKind.Name, "i", Expression.I),
                _ => new(TokenKind.Name, letter.ToString(), Expression.Symbol(letter.ToString())),
            }
        );
}
