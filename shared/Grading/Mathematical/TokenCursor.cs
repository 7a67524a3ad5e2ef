namespace Platform.Grading.Mathematical;

/// <summary>A position in the tokens of an answer.</summary>
internal sealed class TokenCursor
{
    /// <summary>The bracket text of LaTeX braces, which only group.</summary>
    public const string Group = "group";

    private readonly List<MathToken> tokens;
    private readonly int[] closes;

    public TokenCursor(List<MathToken> tokens)
    {
        this.tokens = tokens;
        closes = Matches(tokens);
    }

    public int Position { get; set; }

    public MathToken Current => At(Position);

    public MathToken At(int position) => position >= 0 && position < tokens.Count ? tokens[position] : default;

    public void Next() => Position = Math.Min(Position + 1, tokens.Count);

    /// <summary>
    /// Where the bracket that opens at a position closes; -1 if it does not. An interval's brackets may differ in kind.
    /// </summary>
    public int MatchingClose(int open) => closes[open];

    /// <summary>Whether the token at a position still belongs to the expression before it.</summary>
    public bool ContinuesExpression(int position) =>
        At(position).Kind switch
        {
            TokenKind.Operator => At(position).Text != ":",
            TokenKind.Number
            or TokenKind.Name
            or TokenKind.Function
            or TokenKind.Open
            or TokenKind.Fraction
            or TokenKind.Root
            or TokenKind.Binomial
            or TokenKind.Bar
            or TokenKind.PlusMinus => true,
            _ => false,
        };

    /// <summary>
    /// Whether the tokens only name what follows the relation: <c>x</c>, <c>a_{37}</c>, <c>f(x)</c>, <c>(p, q)</c>,
    /// <c>AB</c>, <c>|AB|</c>, <c>\angle ABC</c>, <c>V_1 : V_2</c>, <c>\frac{NO}{BO}</c>.
    /// </summary>
    public bool IsLabel(int from, int to)
    {
        var names = 0;
        var lowerCase = 0;
        for (var i = from; i < to; i++)
        {
            var token = tokens[i];
            var isSubscript = token.Kind == TokenKind.Number && i > from && IsInSubscript(from, i);
            var allowed =
                token.Kind
                    is TokenKind.Name
                        or TokenKind.Open
                        or TokenKind.Close
                        or TokenKind.Bar
                        or TokenKind.Separator
                || token.Kind is TokenKind.Word or TokenKind.Fraction
                || token is { Kind: TokenKind.Operator, Text: "_" or ":" or "'" }
                || isSubscript;
            if (!allowed)
            {
                return false;
            }
            if (token.Kind == TokenKind.Name && !IsInSubscript(from, i))
            {
                names++;
                lowerCase += token.Text.Length == 1 && char.IsLower(token.Text[0]) ? 1 : 0;
            }
        }
        var isApplied = names == 2 && At(from).Kind == TokenKind.Name && At(from + 1).Is(TokenKind.Open, "(");
        var isTuple = At(from).Is(TokenKind.Open, "(");
        // Products of lower-case names are expressions, not labels.
        return names == 1 || isApplied || isTuple || (names > 1 && lowerCase == 0) || (names == 0 && to > from);
    }

    private bool IsInSubscript(int from, int at)
    {
        for (var i = at - 1; i >= from; i--)
        {
            if (tokens[i].Is(TokenKind.Operator, "_"))
            {
                var start = i + 1;
                return start == at || (tokens[start].Kind == TokenKind.Open && closes[start] > at);
            }
        }
        return false;
    }

    private static int[] Matches(List<MathToken> tokens)
    {
        var closes = new int[tokens.Count];
        Array.Fill(closes, -1);
        Stack<int> open = new();
        for (var i = 0; i < tokens.Count; i++)
        {
            if (tokens[i].Kind == TokenKind.Open)
            {
                open.Push(i);
            }
            else if (
                tokens[i].Kind == TokenKind.Close
                && open.TryPeek(out var start)
                && Fits(tokens[start].Text, tokens[i].Text)
            )
            {
                closes[open.Pop()] = i;
            }
        }
        return closes;
    }

    private static bool Fits(string open, string close) =>
        open switch
        {
            "(" or "[" => close is ")" or "]",
            "{" => close == "}",
            "⌊" => close == "⌋",
            "⌈" => close == "⌉",
            _ => close == Group,
        };
}
