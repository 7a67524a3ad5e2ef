namespace Platform.Grading.Mathematical;

/// <summary>What single tokens cannot tell: number words, letters that are units, degrees of temperature, open brackets.</summary>
internal static class TokenMeanings
{
    public static void Settle(List<MathToken> tokens)
    {
        var (hasWords, hasSquareBracket, hasBig) = (false, false, false);
        foreach (var token in tokens)
        {
            hasBig |= token.Kind == TokenKind.Big;
            hasWords |= token.Kind == TokenKind.Word;
            hasSquareBracket |= token is { Kind: TokenKind.Open, Text: "[" } or { Kind: TokenKind.Close, Text: "]" };
        }
        if (hasWords)
        {
            Numerals.Settle(tokens);
            WordOperators.Settle(tokens);
        }
        if (hasBig)
        {
            BoundVariables.Settle(tokens);
        }
        // The letter of a choice, as in "B)".
        if (tokens is [{ Kind: TokenKind.Name }, { Kind: TokenKind.Close, Text: ")" }])
        {
            tokens.RemoveAt(1);
        }
        for (var i = 1; i < tokens.Count; i++)
        {
            SettleUnit(tokens, i);
        }
        if (hasSquareBracket)
        {
            OpenIntervals.Settle(tokens);
        }
    }

    /// <summary>Makes a unit of the letter in <c>5 m</c>, <c>5\text{ m}</c>, <c>m/s</c>, <c>5^\circ C</c>.</summary>
    private static void SettleUnit(List<MathToken> tokens, int i)
    {
        var (before, token) = (tokens[i - 1], tokens[i]);
        if (token.Kind != TokenKind.Name)
        {
            return;
        }
        if (before is { Kind: TokenKind.Operator, Text: "°" } && token.Text is "C" or "F" && !Continues(tokens, i + 1))
        {
            tokens[i - 1] = new(TokenKind.Word, "°" + token.Text);
            tokens.RemoveAt(i);
            return;
        }
        var isBehindNumber = before.Kind == TokenKind.Number || before is { Kind: TokenKind.Close };
        var isBehindUnit =
            i > 1
                && before is { Kind: TokenKind.Operator, Text: "/" or "*" }
                && tokens[i - 2].Kind is TokenKind.Word or TokenKind.Unit
            || (before.Kind == TokenKind.Word && Units.Find(before.Text) is not null);
        if (
            Units.IsLetter(token.Text)
            && (isBehindUnit || (isBehindNumber && (token.IsText || token.AfterSpace)))
            && (!Continues(tokens, i + 1) || IsCompound(tokens, i + 1))
        )
        {
            tokens[i] = token with { Kind = TokenKind.Word, Value = null };
        }
    }

    /// <summary>Whether the smaller unit of "2 h 30 min" follows.</summary>
    private static bool IsCompound(List<MathToken> tokens, int position) =>
        position + 1 < tokens.Count
        && tokens[position].Kind == TokenKind.Number
        && tokens[position + 1] is { Kind: TokenKind.Word, Text: var word }
        && Units.Find(word) is not null;

    /// <summary>Whether an expression goes on at a position, so that the letter before it is a factor.</summary>
    private static bool Continues(List<MathToken> tokens, int position) =>
        position < tokens.Count
        && tokens[position] is { Kind: TokenKind.Name, IsText: true }
        && Units.IsLetter(tokens[position].Text)
            ? Continues(tokens, position + 1)
            : ContinuesExpression(tokens, position);

    private static bool ContinuesExpression(List<MathToken> tokens, int position) =>
        position < tokens.Count
            && tokens[position].Kind
                is TokenKind.Number
                    or TokenKind.Name
                    or TokenKind.Function
                    or TokenKind.Fraction
                    or TokenKind.Root
                    or TokenKind.Relation
        || (
            position < tokens.Count
            && tokens[position] is { Kind: TokenKind.Operator, Text: "+" or "-" or "!" or "_" or "'" }
        );
}
