using Platform.Grading.Algebra;

namespace Platform.Grading.Mathematical;

/// <summary>
/// Splits LaTeX or plain text into tokens. What is not known becomes a token too, which only equals itself.
/// </summary>
internal sealed class MathTokens
{
    private const int MaximumDepth = 8;

    private readonly string text;
    private readonly int depth;

    // Whether letters are set as text; in an answer with $...$, also what stands outside of them.
    private readonly bool isText;
    private readonly bool hasDelimiters;
    private readonly List<MathToken> tokens = new(16);
    private int position;
    private bool space;
    private bool isInside;

    // Number of arguments that the preceding command still takes; while it takes any, a number is a single digit.
    private int wanted;
    private bool inBrackets;
    private bool inMatrix;

    private MathTokens(string text, int depth, bool isText)
    {
        this.text = text;
        this.depth = depth;
        this.isText = isText;
        hasDelimiters = depth == 0 && Delimiters.Occur(text);
    }

    private bool IsProse => isText || (hasDelimiters && !isInside);

    /// <summary>The tokens of a text without unusual characters (<see cref="Typography"/>).</summary>
    public static List<MathToken> Read(string text)
    {
        var tokens = Read(text, 0, isText: false);
        TokenMeanings.Settle(tokens);
        return tokens;
    }

    private static List<MathToken> Read(string text, int depth, bool isText)
    {
        var reader = new MathTokens(text, depth, isText);
        while (reader.position < text.Length)
        {
            reader.ReadOne();
        }
        return reader.tokens;
    }

    private void ReadOne()
    {
        var c = text[position];
        var next = position + 1 < text.Length ? text[position + 1] : ' ';
        if (char.IsWhiteSpace(c) || c is '~' or '`')
        {
            position++;
            space = true;
            return;
        }
        if (c == '$')
        {
            Dollar();
            return;
        }
        if (c is '"' or '“' or '”')
        {
            position++;
            return;
        }
        if (c == '\\')
        {
            Command();
        }
        else if (char.IsAsciiDigit(c) || (c == '.' && char.IsAsciiDigit(next)))
        {
            Number();
        }
        else if (c == '.' && text.AsSpan(position).StartsWith("..."))
        {
            position += 3;
            Add(new(TokenKind.Ellipsis, "…"));
        }
        else if (MathCommands.Character(c) is { } symbol)
        {
            position++;
            Add(symbol);
        }
        else if (c is '√' or '∛' or '∜')
        {
            position++;
            Root(c);
        }
        else if (char.IsLetter(c))
        {
            Letters();
        }
        else if (c == '{' && text.AsSpan(position).StartsWith("{:}"))
        {
            position += 3;
            Add(new(TokenKind.Operator, ":"));
        }
        else if (c == '*' && BoldMarks() is var marks and > 0)
        {
            position += marks;
        }
        else if (c == '.' && next != '.' && tokens is [.., { Kind: TokenKind.Word }])
        {
            position++;
        }
        else if (c == '|' && next == '|' && tokens.Count(token => token.Kind == TokenKind.Bar) % 2 == 1)
        {
            // One absolute value ends and another one begins.
            position++;
            Add(new(TokenKind.Bar));
        }
        else if (MathCharacters.Read(c, next) is var (token, length))
        {
            position += length;
            Add(token);
        }
        else
        {
            var size = char.IsHighSurrogate(c) && char.IsLowSurrogate(next) ? 2 : 1;
            Add(new(TokenKind.Unknown, text.Substring(position, size)));
            position += size;
        }
        space = false;
    }

    private void Root(char sign)
    {
        Add(new(TokenKind.Root));
        if (sign != '√')
        {
            Add(new(TokenKind.Open, "["));
            Add(new(TokenKind.Number, "", Expression.Number(sign == '∛' ? 3 : 4)));
            Add(new(TokenKind.Close, "]"));
        }
        // Unlike \sqrt, the sign applies to the whole number.
        wanted = 0;
    }

    /// <summary>
    /// The number of asterisks that mark bold text: those at the beginning or end, and two with a space on one side only.
    /// </summary>
    private int BoldMarks()
    {
        if (depth > 0 || isInside)
        {
            return 0;
        }
        if (text.AsSpan(0, position).Trim("* ").IsEmpty || text.AsSpan(position).Trim("*. ").IsEmpty)
        {
            return 1;
        }
        if (!text.AsSpan(position).StartsWith("**"))
        {
            return 0;
        }
        var opens = text[position - 1] == ' ';
        var closes = position + 2 >= text.Length || text[position + 2] is ' ' or ',' or '.';
        return opens != closes ? 2 : 0;
    }

    private void Dollar()
    {
        if (Delimiters.IsCurrency(text, position, isInside))
        {
            Add(new(TokenKind.Unit, "$"));
            position++;
            space = false;
            return;
        }
        var isDouble = position + 1 < text.Length && text[position + 1] == '$';
        position += isDouble ? 2 : 1;
        isInside = !isInside;
        space = true;
    }

    private void Add(MathToken token)
    {
        if (token.Kind == TokenKind.Ignored)
        {
            return;
        }
        if (token is { Kind: TokenKind.Operator, Text: "°" })
        {
            WithoutCaret();
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
        tokens.Add(token with { AfterSpace = space, IsText = token.IsText || IsProse });
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
            && text.AsSpan(position).TrimStart(' ').StartsWith("}")
        )
        {
            tokens.RemoveRange(tokens.Count - 2, 2);
            position = text.IndexOf('}', position) + 1;
        }
    }

    private void Number()
    {
        if (wanted > 0 && char.IsAsciiDigit(text[position]))
        {
            var digit = text[position++];
            Add(new(TokenKind.Number, "", Expression.Number(digit - '0')));
            return;
        }
        var start = position;
        if (MathNumber.Read(text, position, inBrackets) is not var (value, isDecimal, end))
        {
            while (position < text.Length && (char.IsAsciiDigit(text[position]) || text[position] == '.'))
            {
                position++;
            }
            Add(new(TokenKind.Unknown, text[start..position]));
            return;
        }
        position = end;
        if (position < text.Length && text[position] == '.')
        {
            var isEnd = position + 1 == text.Length || text[position + 1] is not ('.' or >= '0' and <= '9');
            if (isEnd)
            {
                position++;
            }
            else if (!text.AsSpan(position).StartsWith("..."))
            {
                // Two points in a number.
                Add(new(TokenKind.Unknown, "."));
                position++;
            }
        }
        var form =
            isDecimal ? MathToken.Decimal
            : end - start == 2 ? MathToken.TwoDigits
            : "";
        Add(new(TokenKind.Number, form, Expression.Number(value)));
    }

    private void Command()
    {
        position++;
        if (position >= text.Length)
        {
            return;
        }
        // Doubled backslashes come from escaping twice, unless they end a row.
        if (
            text[position] == '\\'
            && position + 1 < text.Length
            && (char.IsLetter(text[position + 1]) || text[position + 1] is '{' or '}' or '$' or '%')
            && !inMatrix
        )
        {
            position++;
        }
        var start = position++;
        if (!char.IsAsciiLetter(text[start]))
        {
            Symbol(text[start]);
            return;
        }
        while (position < text.Length && char.IsAsciiLetter(text[position]))
        {
            position++;
        }
        if (MathCommands.Command(text.AsSpan(start, position - start)) is { } known)
        {
            Add(known);
            return;
        }
        var name = text[start..position];
        switch (name)
        {
            case "begin" or "end":
                Environment(name == "begin");
                break;
            case "textcolor" or "color" or "hspace" or "vspace" or "phantom" or "label" or "tag" or "colorbox":
                Group();
                break;
            case "mathbb" or "Bbb" or "mathds":
                NumberSet();
                break;
            case "not":
                Negated();
                break;
            case "boxed" or "fbox" or "framebox":
                // Boxes side by side are a list.
                if (tokens is [.., { Kind: TokenKind.Close }])
                {
                    Add(new(TokenKind.Separator, ","));
                }
                break;
            case var _ when name.StartsWith("quad", StringComparison.Ordinal):
                position = start + "quad".Length;
                break;
            case var _ when MathWords.IsTextCommand(name):
                Text(name);
                break;
            case var _ when MathCommands.IsAccent(name):
                Accent(name);
                break;
            case var _ when !MathCommands.IsStyle(name):
                Add(new(TokenKind.Unknown, "\\" + name));
                break;
        }
    }

    private void Symbol(char c)
    {
        if (c is '(' or '[' or ')' or ']')
        {
            isInside = c is '(' or '[';
            space = true;
        }
        else if (c is not (' ' or '\n' or '"'))
        {
            AddKnown(c.ToString());
        }
    }

    private void AddKnown(string name) => Add(MathCommands.Command(name) ?? new(TokenKind.Unknown, "\\" + name));

    /// <summary>The content of the group at the position, which is skipped; null if there is none.</summary>
    private string? Group()
    {
        var start = position;
        while (start < text.Length && text[start] == ' ')
        {
            start++;
        }
        if (start >= text.Length || text[start] != '{')
        {
            return null;
        }
        var end = Closing(start);
        position = Math.Min(end + 1, text.Length);
        return text[(start + 1)..end];
    }

    private void NumberSet()
    {
        var letter = Group()?.Trim() ?? (position < text.Length ? text[position++].ToString() : "");
        letter = letter == " " && position < text.Length ? text[position++].ToString() : letter;
        Add(
            MathCommands.Set(letter) is { } set
                ? new(TokenKind.Set, set)
                : new(TokenKind.Name, letter, Expression.Symbol("\\mathbb" + letter))
        );
    }

    private void Negated()
    {
        foreach (var (relation, negation) in (ReadOnlySpan<(string, string)>)[("=", "≠"), ("\\in", "∉"), ("∈", "∉")])
        {
            if (text.AsSpan(position).TrimStart(' ').StartsWith(relation))
            {
                position = text.IndexOf(relation, position, StringComparison.Ordinal) + relation.Length;
                Add(new(TokenKind.Relation, negation));
                return;
            }
        }
        Add(new(TokenKind.Unknown, "\\not"));
    }

    /// <summary>A symbol of its own: <c>\bar{x}</c>, <c>\overline{AB}</c>, <c>\vec v</c>.</summary>
    private void Accent(string name)
    {
        var argument = Group();
        if (argument is null)
        {
            while (position < text.Length && text[position] == ' ')
            {
                position++;
            }
            argument = position < text.Length && char.IsAsciiLetter(text[position]) ? text[position++].ToString() : "";
        }
        var symbol = $"\\{name}{{{string.Concat(argument.Where(c => c != ' '))}}}";
        var isSymbol =
            argument.Length > 0 && argument.All(c => char.IsAsciiLetterOrDigit(c) || c is ' ' or '_' or '\'');
        Add(isSymbol ? new(TokenKind.Name, symbol, Expression.Symbol(symbol)) : new(TokenKind.Unknown, symbol));
    }

    private void Environment(bool begins)
    {
        var name = Group();
        if (begins && name == "array")
        {
            Group();
        }
        var isMatrix = name == "array" || name?.EndsWith("matrix", StringComparison.Ordinal) == true;
        Add(
            !isMatrix ? new(TokenKind.Unknown, $"\\{(begins ? "begin" : "end")}{{{name}}}")
            : begins ? new(TokenKind.MatrixBegin, name == "vmatrix" ? name : "")
            : new(TokenKind.MatrixEnd)
        );
    }

    /// <summary>Words in a text command; numbers and signs in it are read as elsewhere.</summary>
    private void Text(string command)
    {
        if (Group() is not { } inside)
        {
            return;
        }
        var run = inside.AsSpan().Trim(" ~").ToString();
        var isUnit = Units.Find(run) is not null && tokens is [.., { Kind: TokenKind.Number or TokenKind.Close }];
        if (command is "operatorname" or "mathrm" && !isUnit && MathWords.FunctionIn(run) == run && run.Length > 0)
        {
            AddKnown(run);
            return;
        }
        // Upright letters may be variables: \mathrm{gb} is a product.
        var isFactors = command is "mathrm" or "mathit" && run.Length <= 2 && Units.Find(run) is null;
        if (depth < MaximumDepth && Read(inside, depth + 1, isText: !isFactors) is { Count: > 0 } inner)
        {
            var before = space || inside[0] is ' ' or '~';
            foreach (var token in inner)
            {
                space = token.AfterSpace || before;
                before = false;
                Add(token);
            }
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

    /// <summary>
    /// One or two adjacent letters are factors, three or more are a word; functions and units are known, and so are products
    /// such as <c>abc/d</c> by the signs beside them.
    /// </summary>
    private void Letters()
    {
        var start = position;
        if (Abbreviation() is { } abbreviation)
        {
            Add(new(TokenKind.Word, abbreviation));
            return;
        }
        var isLatin = text[start] < 0x2E80;
        while (
            position < text.Length
            && (char.IsLetter(text[position]) || IsApostrophe())
            && text[position] < 0x2E80 == isLatin
            && MathCommands.Character(text[position]) is null
        )
        {
            position++;
        }
        var run = text[start..position];
        if (!isLatin)
        {
            Add(new(TokenKind.Word, run));
        }
        else if (IsProse)
        {
            AddProse(run);
        }
        else
        {
            AddRun(new LetterRun(text, start, run, tokens, space));
        }
    }

    private void AddRun(LetterRun run)
    {
        switch (run.Kind)
        {
            case LetterRunKind.Alternative:
                position = run.Start + 2;
                Add(new(TokenKind.Word, "or"));
                break;
            case LetterRunKind.Constant:
                AddKnown(run.Letters == "pi" ? "pi" : "infty");
                break;
            case LetterRunKind.Unit:
                Add(new(TokenKind.Word, run.Letters));
                break;
            case LetterRunKind.Function:
                var function = MathWords.FunctionIn(run.Letters)!;
                AddKnown(function);
                position = run.Start + function.Length;
                // As with the sign, the root of a plain text applies to the whole number.
                wanted = 0;
                break;
            case LetterRunKind.Word:
                Add(new(TokenKind.Word, run.Letters.ToLowerInvariant()));
                break;
            default:
                foreach (var letter in run.Letters)
                {
                    AddLetter(letter);
                }
                break;
        }
    }

    private bool IsApostrophe() =>
        text[position] == '\''
        && position + 1 < text.Length
        && position > 1
        && char.IsLetter(text[position + 1])
        && char.IsLetter(text[position - 1])
        && char.IsLetter(text[position - 2]);

    /// <summary><c>p.m.</c>, <c>e.g.</c> and the like.</summary>
    private string? Abbreviation()
    {
        if (position + 2 >= text.Length || text[position + 1] != '.' || !char.IsAsciiLetter(text[position + 2]))
        {
            return null;
        }
        var letters = $"{text[position]}{text[position + 2]}".ToLowerInvariant();
        var end = position + 3;
        if (letters is not ("am" or "pm" or "eg" or "ie") || (end < text.Length && char.IsLetter(text[end])))
        {
            return null;
        }
        position = end < text.Length && text[end] == '.' ? end + 1 : end;
        return letters;
    }

    private void AddProse(string run)
    {
        if (run.Length > 1 || run == "a")
        {
            Add(new(TokenKind.Word, Units.Find(run) is null ? run.ToLowerInvariant() : run, IsText: true));
        }
        else if (run.Length == 0)
        {
            position++;
        }
        else
        {
            AddLetter(run[0]);
        }
    }

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
