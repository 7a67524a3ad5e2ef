using System.Text;

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
            or TokenKind.Between
            or TokenKind.MatrixBegin
            or TokenKind.Bar
            or TokenKind.PlusMinus => true,
            _ => false,
        };

    /// <summary>The tokens of a range in one normal form, in which single tokens need no braces.</summary>
    public string Written(int from, int to)
    {
        var text = new StringBuilder();
        for (var i = from; i < to; i++)
        {
            var token = tokens[i];
            if (token.Text == TokenCursor.Group && IsNeedless(i))
            {
                continue;
            }
            if (text.Length > 0)
            {
                text.Append(' ');
            }
            text.Append(Written(token));
        }
        return text.ToString();
    }

    public int Count => tokens.Count;

    private static string Written(MathToken token) =>
        token.Kind switch
        {
            TokenKind.Number => token.Value!.Value.ToString(),
            TokenKind.Fraction => "\\frac",
            TokenKind.Root => "\\sqrt",
            TokenKind.Binomial => "\\binom",
            TokenKind.Bar => "|",
            TokenKind.MatrixBegin => "\\matrix",
            TokenKind.MatrixEnd => "\\end",
            TokenKind.Cell => "&",
            TokenKind.Row => "\\\\",
            TokenKind.Modulus => "\\pmod",
            _ when token.Text == Group => token.Kind == TokenKind.Open ? "{" : "}",
            _ => token.Text,
        };

    /// <summary>Whether a brace encloses a single token.</summary>
    private bool IsNeedless(int brace) =>
        tokens[brace].Kind == TokenKind.Open
            ? closes[brace] == brace + 2
            : brace >= 2 && tokens[brace - 2].Text == Group && closes[brace - 2] == brace;

    private static int[] Matches(List<MathToken> tokens)
    {
        var closes = new int[tokens.Count];
        Array.Fill(closes, -1);
        Stack<int>? open = null;
        for (var i = 0; i < tokens.Count; i++)
        {
            if (tokens[i].Kind == TokenKind.Open)
            {
                (open ??= []).Push(i);
            }
            else if (
                tokens[i].Kind == TokenKind.Close
                && open is not null
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
            "(" or "[" or OpenIntervals.Excluded => close is ")" or "]" or OpenIntervals.Excluded,
            "{" => close == "}",
            "⌊" => close == "⌋",
            "⌈" => close == "⌉",
            _ => close == Group,
        };
}
