using Platform.Grading.Algebra;

namespace Platform.Grading.Mathematical;

/// <summary>Variables of sums, products and limits, which are the same under any other letter.</summary>
internal static class BoundVariables
{
    /// <summary>Renames them in the order of their signs, as far as no bound is named alike elsewhere.</summary>
    public static void Settle(List<MathToken> tokens)
    {
        var count = 0;
        for (var i = 0; i + 3 < tokens.Count; i++)
        {
            if (tokens[i].Kind != TokenKind.Big || !tokens[i + 1].Is(TokenKind.Operator, "_"))
            {
                continue;
            }
            var at = tokens[i + 2].Is(TokenKind.Open, TokenCursor.Group) ? i + 3 : i + 2;
            var variable = tokens[at];
            var isBound =
                variable.Kind == TokenKind.Name
                && at + 1 < tokens.Count
                && tokens[at + 1] is { Kind: TokenKind.Relation, Text: "=" or "→" };
            var isFree = tokens.FindIndex(token => token.Kind == TokenKind.Name && token.Text == variable.Text) < i;
            if (isBound && !isFree)
            {
                Rename(tokens, i, variable.Text, "·" + ++count);
            }
        }
    }

    private static void Rename(List<MathToken> tokens, int from, string name, string other)
    {
        for (var i = from; i < tokens.Count; i++)
        {
            if (tokens[i].Kind == TokenKind.Name && tokens[i].Text == name)
            {
                tokens[i] = tokens[i] with { Text = other, Value = Expression.Symbol(other) };
            }
        }
    }
}
