namespace Platform.Grading.Mathematical;

/// <summary>Intervals in the notation <c>]2,3[</c>, whose brackets look outwards where an end is excluded.</summary>
internal static class OpenIntervals
{
    /// <summary>The bracket of an excluded end, which no tuple has.</summary>
    public const string Excluded = "][";

    /// <summary>Marks the brackets of excluded ends where square brackets do not close otherwise.</summary>
    public static void Settle(List<MathToken> tokens)
    {
        if (IsBalanced(tokens))
        {
            return;
        }
        var (replaced, isOpen) = (new List<MathToken>(tokens), false);
        for (var i = 0; i < tokens.Count; i++)
        {
            var token = tokens[i];
            if (token is { Kind: TokenKind.Open, Text: "(" } or { Kind: TokenKind.Close, Text: ")" })
            {
                if (token.Kind == TokenKind.Open == isOpen)
                {
                    return;
                }
                isOpen = !isOpen;
            }
            else if (token is { Kind: TokenKind.Open, Text: "[" } or { Kind: TokenKind.Close, Text: "]" })
            {
                replaced[i] =
                    isOpen ? (token.Text == "[" ? token with { Kind = TokenKind.Close, Text = Excluded } : token)
                    : token.Text == "]" ? token with { Kind = TokenKind.Open, Text = Excluded }
                    : token;
                isOpen = !isOpen;
            }
        }
        if (!isOpen)
        {
            tokens.Clear();
            tokens.AddRange(replaced);
        }
    }

    private static bool IsBalanced(List<MathToken> tokens)
    {
        var open = 0;
        foreach (var token in tokens)
        {
            open +=
                token.Text == TokenCursor.Group ? 0
                : token.Kind == TokenKind.Open ? 1
                : token.Kind == TokenKind.Close ? -1
                : 0;
            if (open < 0)
            {
                return false;
            }
        }
        return open == 0;
    }
}
