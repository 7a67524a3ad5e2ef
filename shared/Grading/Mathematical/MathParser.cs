namespace Platform.Grading.Mathematical;

/// <summary>Parses the tokens of an answer: lists of relations between sets of expressions.</summary>
internal sealed class MathParser
{
    private readonly ExpressionParser expressions;
    private readonly TokenCursor cursor;
    private int depth;

    private MathParser(List<MathToken> tokens)
    {
        cursor = new TokenCursor(tokens);
        expressions = new ExpressionParser(cursor);
    }

    /// <summary>Null for anything that does not parse as a whole.</summary>
    public static MathAnswer? Parse(List<MathToken> tokens)
    {
        var parser = new MathParser(tokens);
        var answer = parser.List(isTopLevel: true);
        return parser.cursor.Current.Kind == TokenKind.End ? answer : null;
    }

    /// <summary>Elements separated by commas, semicolons, "and", "or"; a list is a collection.</summary>
    private MathAnswer? List(bool isTopLevel)
    {
        var items = new List<MathAnswer>();
        do
        {
            while (SkipSeparator()) { }
            if (cursor.Current.Kind is TokenKind.End or TokenKind.Close)
            {
                break;
            }
            if (Item() is not { } item)
            {
                return null;
            }
            items.AddRange(item is MathAnswer.Collection { Items: var inner } && isTopLevel ? inner : [item]);
        } while (SkipSeparator());
        return items.Count switch
        {
            0 => null,
            1 => items[0],
            _ => new MathAnswer.Collection([.. items]),
        };
    }

    private bool SkipSeparator()
    {
        if (
            cursor.Current.Kind == TokenKind.Separator
            || cursor.Current is { Kind: TokenKind.Word, Text: "and" or "or" }
        )
        {
            cursor.Next();
            return true;
        }
        return false;
    }

    /// <summary>An expression, set, or relation; units behind it are ignored.</summary>
    private MathAnswer? Item()
    {
        var start = cursor.Position;
        if (Combination() is not { } first)
        {
            return null;
        }
        List<MathAnswer> sides = [first];
        List<string> relations = [];
        var firstIsLabel = cursor.IsLabel(start, cursor.Position);
        while (cursor.Current.Kind == TokenKind.Relation)
        {
            var relation = cursor.Current.Text;
            cursor.Next();
            if (Combination() is not { } side)
            {
                return null;
            }
            // An approximation that follows a value is not part of the answer.
            if (relation == "≈" && relations.Count > 0)
            {
                continue;
            }
            sides.Add(side);
            relations.Add(relation);
        }
        Units();
        return Statements.Simplify([.. sides], [.. relations], firstIsLabel);
    }

    private void Units()
    {
        while (cursor.Current is { Kind: TokenKind.Word, Text: not ("and" or "or") })
        {
            cursor.Next();
            expressions.SkipUnitPower();
        }
    }

    /// <summary>Sets joined by union signs, or a single set.</summary>
    private MathAnswer? Combination()
    {
        if (Part() is not { } first)
        {
            return null;
        }
        List<MathAnswer> parts = [first];
        var sign = "";
        while (cursor.Current.Kind == TokenKind.Union)
        {
            if (sign.Length > 0 && sign != cursor.Current.Text)
            {
                return null;
            }
            sign = cursor.Current.Text;
            cursor.Next();
            if (Part() is not { } part)
            {
                return null;
            }
            parts.Add(part);
        }
        return parts.Count == 1 ? first : new MathAnswer.Combined(sign, [.. parts]);
    }

    private MathAnswer? Part()
    {
        if (++depth > 40)
        {
            return null;
        }
        var part = cursor.Current.Kind switch
        {
            TokenKind.Word => Words(),
            TokenKind.MatrixBegin => Matrix(),
            TokenKind.Open => Bracketed() ?? Value(),
            _ => Value(),
        };
        depth--;
        return part;
    }

    private MathAnswer? Words()
    {
        var text = "";
        while (cursor.Current.Kind == TokenKind.Word || (text.Length > 0 && cursor.Current is { Kind: TokenKind.Name }))
        {
            text += cursor.Current.Text + " ";
            cursor.Next();
        }
        return cursor.Current.Kind is TokenKind.End or TokenKind.Separator or TokenKind.Close
            ? new MathAnswer.Words(text.Trim())
            : Value();
    }

    /// <summary>
    /// A tuple, interval, set or bracketed matrix; null when the bracket only groups part of an expression.
    /// </summary>
    private MathAnswer? Bracketed()
    {
        var start = cursor.Position;
        var open = cursor.Current.Text;
        var close = cursor.MatchingClose(start);
        // The expression continues after its brackets.
        if (close < 0 || open is "⌊" or "⌈" || cursor.ContinuesExpression(close + 1))
        {
            return null;
        }
        cursor.Next();
        if (cursor.Position == close)
        {
            cursor.Next();
            return new MathAnswer.Words("emptyset");
        }
        var items = new List<MathAnswer>();
        while (true)
        {
            if (Item() is not { } item)
            {
                cursor.Position = start;
                return null;
            }
            items.Add(item);
            if (cursor.Position >= close)
            {
                break;
            }
            if (!SkipSeparator() && !SkipColon())
            {
                cursor.Position = start;
                return null;
            }
        }
        if (cursor.Position != close)
        {
            cursor.Position = start;
            return null;
        }
        var closed = cursor.Current.Text;
        cursor.Next();
        return (open, closed, items) switch
        {
            ("{", "}", _) => new MathAnswer.Collection([.. items]),
            (TokenCursor.Group, _, [var only]) => only,
            (TokenCursor.Group, _, _) => new MathAnswer.Collection([.. items]),
            ("(", ")", [var only]) => only,
            ("[", "]", [MathAnswer.Matrix only]) => only,
            _ => new MathAnswer.Sequence(open, closed, [.. items]),
        };
    }

    private bool SkipColon()
    {
        if (!cursor.Current.Is(TokenKind.Operator, ":"))
        {
            return false;
        }
        cursor.Next();
        return true;
    }

    private MathAnswer? Matrix()
    {
        cursor.Next();
        List<List<MathAnswer>> rows =
        [
            [],
        ];
        while (cursor.Current.Kind is not (TokenKind.MatrixEnd or TokenKind.End))
        {
            if (cursor.Current.Kind == TokenKind.Row)
            {
                rows.Add([]);
                cursor.Next();
            }
            else if (cursor.Current.Kind == TokenKind.Cell)
            {
                cursor.Next();
            }
            else if (Item() is { } cell)
            {
                rows[^1].Add(cell);
            }
            else
            {
                return null;
            }
        }
        cursor.Next();
        return new MathAnswer.Matrix([.. rows.Where(row => row.Count > 0).Select(row => row.ToArray())]);
    }

    /// <summary>An expression; with a plus-minus sign, the two that it stands for; with colons, a ratio or a time.</summary>
    private MathAnswer? Value()
    {
        List<MathAnswer> parts = [];
        do
        {
            var start = cursor.Position;
            if (expressions.Parse(minus: false) is not { } plus)
            {
                return null;
            }
            if (!expressions.SawPlusMinus)
            {
                parts.Add(new MathAnswer.Value(plus));
                continue;
            }
            cursor.Position = start;
            if (expressions.Parse(minus: true) is not { } other)
            {
                return null;
            }
            parts.Add(new MathAnswer.Collection([new MathAnswer.Value(plus), new MathAnswer.Value(other)]));
        } while (SkipColon());
        return parts.Count == 1 ? parts[0] : new MathAnswer.Sequence(":", ":", [.. parts]);
    }
}
