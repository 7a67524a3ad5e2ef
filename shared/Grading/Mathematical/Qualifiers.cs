namespace Platform.Grading.Mathematical;

/// <summary>
/// The range of a variable behind an answer: "for all real x", "where k is an integer", <c>k \in \mathbb{Z}</c>. An answer may
/// leave it out, but two different ones are two answers.
/// </summary>
internal static class Qualifiers
{
    private static readonly string[] Quantifiers = ["all", "any", "every", "each", "some"];

    /// <summary>
    /// An answer with its ranges. Where it is itself a set of numbers, other ranges than the real numbers are part of it.
    /// </summary>
    public static MathAnswer? Apply(MathAnswer answer, IReadOnlyCollection<string> qualifiers)
    {
        if (qualifiers.Count == 0)
        {
            return answer;
        }
        var joined = string.Join(';', qualifiers);
        return answer switch
        {
            MathAnswer.Named { Meaning: MathAnswer.Reals } named when joined != named.Name + "∈ℝ" => joined
            == named.Name + "∈ℤ"
                ? Sets.Where(named.Name, "ℤ", named)
                : new MathAnswer.Combined("|", [answer, new MathAnswer.Words(joined)]),
            MathAnswer.Reals or MathAnswer.Statement or MathAnswer.Combined => new MathAnswer.Combined(
                "|",
                [answer, new MathAnswer.Words(joined)]
            ),
            _ => new MathAnswer.Qualified(answer, joined),
        };
    }

    /// <summary>Whether one begins at the position, possibly behind a separator or in brackets.</summary>
    public static bool Starts(TokenCursor cursor)
    {
        var kind = cursor.Current.Kind;
        if (
            cursor.Position == 0
            || (kind is not (TokenKind.Separator or TokenKind.Open or TokenKind.Name or TokenKind.Word))
        )
        {
            return false;
        }
        var start = cursor.Position;
        var found = Read(cursor) is not null;
        cursor.Position = start;
        return found;
    }

    /// <summary>Its normal form, such as <c>k∈ℤ</c>; null, and nothing taken, for anything else.</summary>
    public static string? Read(TokenCursor cursor)
    {
        var start = cursor.Position;
        while (cursor.Current.Kind == TokenKind.Separator)
        {
            cursor.Next();
        }
        if (cursor.Current.IsWord("and"))
        {
            cursor.Next();
        }
        var isBracket = cursor.Current.Is(TokenKind.Open, "(");
        if (isBracket)
        {
            cursor.Next();
        }
        var qualifier = Range(cursor);
        if (isBracket && qualifier is not null)
        {
            qualifier = cursor.Current.Kind == TokenKind.Close ? qualifier : null;
            cursor.Next();
        }
        if (qualifier is null)
        {
            cursor.Position = start;
        }
        return qualifier;
    }

    private static string? Range(TokenCursor cursor)
    {
        if (cursor.Current.IsWord("for"))
        {
            cursor.Next();
            while (cursor.Current.Kind == TokenKind.Word && Quantifiers.Contains(cursor.Current.Text))
            {
                cursor.Next();
            }
            var kind = Kind(cursor);
            if (cursor.Current.Kind != TokenKind.Name)
            {
                return kind is null ? null : "∈" + kind;
            }
            return Membership(cursor) ?? (Name(cursor) is { } name ? $"{name}∈{kind ?? Usual(name)}" : null);
        }
        if (cursor.Current is { Kind: TokenKind.Word, Text: "where" or "with" })
        {
            cursor.Next();
        }
        return Membership(cursor) ?? Description(cursor);
    }

    private static string? Name(TokenCursor cursor)
    {
        var start = cursor.Position;
        if (cursor.Current.Kind != TokenKind.Name)
        {
            return null;
        }
        cursor.Next();
        return cursor.ContinuesExpression(cursor.Position) ? null : cursor.At(start).Text;
    }

    /// <summary><c>k ∈ ℤ</c></summary>
    private static string? Membership(TokenCursor cursor)
    {
        var (start, name) = (cursor.Position, cursor.Current.Text);
        if (
            cursor.Current.Kind != TokenKind.Name
            || cursor.At(start + 1)
                is not ({ Kind: TokenKind.Relation, Text: "∈" } or { Kind: TokenKind.Word, Text: "in" })
            || cursor.At(start + 2).Kind != TokenKind.Set
        )
        {
            return null;
        }
        var set = cursor.At(start + 2).Text;
        cursor.Position = start + 3;
        if (cursor.Current.Is(TokenKind.Operator, "^"))
        {
            var isGroup = cursor.At(start + 4).Kind == TokenKind.Open;
            if (!cursor.At(start + (isGroup ? 5 : 4)).Is(TokenKind.Operator, "+"))
            {
                cursor.Position = start;
                return null;
            }
            set += ">0";
            cursor.Position = start + (isGroup ? 7 : 5);
        }
        return $"{name}∈{set}";
    }

    /// <summary>"k is an integer"</summary>
    private static string? Description(TokenCursor cursor)
    {
        var start = cursor.Position;
        if (
            cursor.Current.Kind == TokenKind.Name
            && cursor.At(start + 1) is { Kind: TokenKind.Word, Text: "is" or "are" }
        )
        {
            cursor.Position = start + 2;
            while (cursor.Current is { Kind: TokenKind.Word, Text: "a" or "an" or "any" })
            {
                cursor.Next();
            }
            if (cursor.Current is { Kind: TokenKind.Name, Text: "a" })
            {
                cursor.Next();
            }
            if (Kind(cursor) is { } kind)
            {
                return $"{cursor.At(start).Text}∈{kind}";
            }
        }
        cursor.Position = start;
        return null;
    }

    /// <summary>The set that words such as "positive integers" name; null if they name none.</summary>
    private static string? Kind(TokenCursor cursor)
    {
        var sign = "";
        string? set = null;
        for (; cursor.Current.Kind == TokenKind.Word; cursor.Next())
        {
            switch (CountNouns.Singular(cursor.Current.Text))
            {
                case "positive":
                    sign = ">0";
                    break;
                case "negative":
                    sign = "<0";
                    break;
                case "nonnegative":
                    sign = "≥0";
                    break;
                case "real":
                    set = "ℝ";
                    break;
                case "integer":
                    set = "ℤ";
                    break;
                case "natural":
                    set = "ℕ";
                    break;
                case "rational":
                    set = "ℚ";
                    break;
                case "complex":
                    set = "ℂ";
                    break;
                case "number" or "value" or "constant" when set is not null:
                    break;
                default:
                    return set is null ? null : set + sign;
            }
        }
        return set is null ? null : set + sign;
    }

    /// <summary>The range of a letter that is not described.</summary>
    private static string Usual(string name) => name is "n" or "k" or "m" ? "ℤ" : "ℝ";
}
