namespace Platform.Grading.Mathematical;

/// <summary>Operations in words: "5 times 3", "negative 2", "5 squared".</summary>
internal static class WordOperators
{
    public static void Settle(List<MathToken> tokens)
    {
        for (var i = 0; i < tokens.Count; i++)
        {
            if (tokens[i].Kind != TokenKind.Word)
            {
                continue;
            }
            var isBehindOperand = i > 0 && EndsOperand(tokens[i - 1]);
            var isBeforeOperand = i + 1 < tokens.Count && StartsOperand(tokens[i + 1]);
            switch (tokens[i].Text)
            {
                case "plus" when isBehindOperand && isBeforeOperand:
                    tokens[i] = Operator("+");
                    break;
                case "times" when isBehindOperand && isBeforeOperand:
                    tokens[i] = Operator("*");
                    break;
                case "minus" when isBeforeOperand:
                    tokens[i] = Operator("-");
                    break;
                case "negative" when isBeforeOperand && !isBehindOperand:
                    tokens[i] = Operator("-");
                    break;
                case "mod" when isBehindOperand && isBeforeOperand:
                    tokens[i] = IsComputation(tokens[i - 1], tokens[i + 1]) ? Operator("mod") : new(TokenKind.Modulus);
                    break;
                case "base" when isBeforeOperand && i > 0:
                    Base(tokens, i);
                    break;
                case "squared" or "cubed" when i > 0 && tokens[i - 1].Kind == TokenKind.Number:
                    var exponent = tokens[i].Text == "squared" ? 2 : 3;
                    tokens[i] = Operator("^");
                    tokens.Insert(i + 1, new(TokenKind.Number, "", Algebra.Expression.Number(exponent)));
                    break;
            }
        }
    }

    /// <summary>Whether "a mod b" asks for a remainder; with a smaller number, it is the class of that remainder.</summary>
    private static bool IsComputation(MathToken number, MathToken modulus) =>
        number.Kind == TokenKind.Number
        && modulus.Kind == TokenKind.Number
        && !(number.Value!.Value < modulus.Value!.Value);

    /// <summary>"204 base 5", "204 (base 5)" and "204 in base 5" are 204_5.</summary>
    private static void Base(List<MathToken> tokens, int i)
    {
        var isBracket =
            tokens[i - 1].Is(TokenKind.Open, "(") && i + 2 < tokens.Count && tokens[i + 2].Is(TokenKind.Close, ")");
        if (tokens[i - 1].Is(TokenKind.Open, TokenCursor.Group))
        {
            tokens.RemoveAt(i);
            return;
        }
        var number = isBracket || tokens[i - 1].IsWord("in") ? i - 2 : i - 1;
        if (number < 0 || tokens[number].Kind != TokenKind.Number)
        {
            return;
        }
        if (isBracket)
        {
            tokens.RemoveAt(i + 2);
        }
        tokens.RemoveRange(number + 1, i - number);
        tokens.Insert(number + 1, Operator("_"));
    }

    private static MathToken Operator(string sign) => new(TokenKind.Operator, sign);

    private static bool EndsOperand(MathToken token) =>
        token.Kind is TokenKind.Number or TokenKind.Close or TokenKind.Name;

    private static bool StartsOperand(MathToken token) =>
        token.Kind is TokenKind.Number or TokenKind.Name or TokenKind.Fraction or TokenKind.Root
        || token is { Kind: TokenKind.Open, Text: "(" };
}
