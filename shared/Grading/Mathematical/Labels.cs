namespace Platform.Grading.Mathematical;

/// <summary>
/// Names that an equation gives to its other side: <c>x</c>, <c>a_{37}</c>, <c>f(x)</c>, <c>(p, q)</c>, <c>AB</c>,
/// <c>|AB|</c>, <c>\angle ABC</c>, <c>V_1 : V_2</c>, <c>a:b</c>, <c>\frac{NO}{BO}</c>, "area".
/// </summary>
internal static class Labels
{
    /// <summary>The name in a range of tokens, in a normal form; null if they are no name.</summary>
    public static string? Read(TokenCursor cursor, int from, int to)
    {
        if (to == from + 1 && cursor.At(from) is { Kind: TokenKind.Name, Value.Name: var name })
        {
            return name;
        }
        var names = 0;
        var lowerCase = 0;
        var isRatio = false;
        var script = -1;
        for (var i = from; i < to; i++)
        {
            var token = cursor.At(i);
            var isInScript = i < script;
            if (token is { Kind: TokenKind.Operator, Text: "_" })
            {
                script = cursor.At(i + 1).Kind == TokenKind.Open ? cursor.MatchingClose(i + 1) + 1 : i + 2;
            }
            else if (InverseEnd(cursor, i) is var end and > 0)
            {
                script = end;
            }
            else if (!isInScript && !IsAllowed(token))
            {
                return null;
            }
            isRatio |= token.Is(TokenKind.Operator, ":");
            if (token.Kind == TokenKind.Name && !isInScript)
            {
                names++;
                lowerCase += token.Text.Length == 1 && char.IsLower(token.Text[0]) ? 1 : 0;
            }
        }
        var isApplied = names == 2 && cursor.At(from).Kind == TokenKind.Name && IsApplication(cursor, from, to);
        var isTuple = cursor.At(from).Is(TokenKind.Open, "(");
        // Products of lower-case names are expressions, not names.
        return
            names == 1
            || isApplied
            || isTuple
            || (names > 1 && (lowerCase == 0 || isRatio))
            || (names == 0 && to > from)
            ? cursor.Written(from, to)
            : null;
    }

    /// <summary>The names in a label such as <c>(x, y)</c>; null if it is no tuple.</summary>
    public static string[]? Tuple(string label)
    {
        if (!label.StartsWith("( ", StringComparison.Ordinal) || !label.EndsWith(" )", StringComparison.Ordinal))
        {
            return null;
        }
        var names = label[2..^2].Split(" , ");
        return names.Length > 1 && Array.TrueForAll(names, name => !name.Contains('(', StringComparison.Ordinal))
            ? names
            : null;
    }

    /// <summary>The function and the variable of a label such as <c>f(x)</c>.</summary>
    public static (string Function, string Variable)? Application(string label)
    {
        var at = label.IndexOf(" ( ", StringComparison.Ordinal);
        return
            at > 0 && label.EndsWith(" )", StringComparison.Ordinal) && !label.Contains(',', StringComparison.Ordinal)
            ? (label[..at], label[(at + 3)..^2])
            : null;
    }

    /// <summary>Where the mark of an inverse function, <c>^{-1}</c>, that begins at a position ends; 0 if there is none.</summary>
    public static int InverseEnd(TokenCursor cursor, int at)
    {
        if (!cursor.At(at).Is(TokenKind.Operator, "^"))
        {
            return 0;
        }
        var isGroup = cursor.At(at + 1).Kind == TokenKind.Open;
        var start = isGroup ? at + 2 : at + 1;
        var isInverse =
            cursor.At(start).Is(TokenKind.Operator, "-")
            && cursor.At(start + 1) is { Kind: TokenKind.Number, Value.Value.IsOne: true };
        return isInverse ? start + (isGroup ? 3 : 2) : 0;
    }

    /// <summary>
    /// Where the name <c>P(X=2)</c> at the position ends, if a sign of equality follows it; 0 for anything else. A relation
    /// in the brackets makes it a name and not a product.
    /// </summary>
    public static int EventEnd(TokenCursor cursor)
    {
        var open = cursor.Position + 1;
        if (cursor.Current is not { Kind: TokenKind.Name, Text: "P" } || !cursor.At(open).Is(TokenKind.Open, "("))
        {
            return 0;
        }
        var close = cursor.MatchingClose(open);
        for (var i = open; i < close; i++)
        {
            if (cursor.At(i).Kind == TokenKind.Relation)
            {
                return cursor.At(close + 1) is { Kind: TokenKind.Relation, Text: "=" or "≈" } ? close + 1 : 0;
            }
        }
        return 0;
    }

    private static bool IsApplication(TokenCursor cursor, int from, int to)
    {
        for (var i = from + 1; i < to; i++)
        {
            if (cursor.At(i).Is(TokenKind.Open, "("))
            {
                return cursor.MatchingClose(i) == to - 1;
            }
        }
        return false;
    }

    private static bool IsAllowed(MathToken token) =>
        token.Kind
            is TokenKind.Name
                or TokenKind.Open
                or TokenKind.Close
                or TokenKind.Bar
                or TokenKind.Separator
                or TokenKind.Fraction
        || token is { Kind: TokenKind.Operator, Text: ":" or "'" }
        || (token.Kind == TokenKind.Word && !MathWords.IsTurning(token.Text));
}
