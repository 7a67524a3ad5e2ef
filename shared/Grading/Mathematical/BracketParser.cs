namespace Platform.Grading.Mathematical;

/// <summary>Parses what stands in brackets: points, intervals, sets by their elements or by a condition.</summary>
internal sealed class BracketParser(TokenCursor cursor, MathParser parser)
{
    // The mark between the elements of a set and their range.
    private int mark = -1;

    /// <summary>
    /// A tuple, interval or set; null when the bracket only groups part of an expression.
    /// </summary>
    public MathAnswer? Parse()
    {
        var start = cursor.Position;
        var open = cursor.Current.Text;
        var close = cursor.MatchingClose(start);
        // The expression continues after its brackets.
        if (close < 0 || open is "⌊" or "⌈" || Continues(close + 1))
        {
            return null;
        }
        cursor.Next();
        if (cursor.Position == close)
        {
            cursor.Next();
            return open == "{" ? new MathAnswer.Reals(RealSet.Empty) : null;
        }
        if (open is "{" or TokenCursor.Group && Builder(close) is { } built)
        {
            return built;
        }
        cursor.Position = start + 1;
        if (open == TokenCursor.Group)
        {
            return Group(start, close);
        }
        var items = new List<MathAnswer>();
        while (true)
        {
            if (parser.Item() is not { } item)
            {
                cursor.Position = start;
                return null;
            }
            items.Add(item);
            if (cursor.Position >= close || !parser.SkipSeparators(out _))
            {
                break;
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
            ("{", _, _) when items.Exists(item => item is MathAnswer.Dots) => new MathAnswer.Progression([.. items]),
            ("{", _, _) => new MathAnswer.Collection(Lists.Flat(items), IsSet: true),
            ("(", ")", [var only]) => only,
            _ when open == OpenIntervals.Excluded || closed == OpenIntervals.Excluded => Interval(open, closed, items),
            _ => new MathAnswer.Sequence(open, closed, [.. items]),
        };
    }

    /// <summary>What brackets that look outwards enclose, which is no point.</summary>
    private static MathAnswer? Interval(string open, string close, List<MathAnswer> items)
    {
        var interval = new MathAnswer.Sequence(
            open == OpenIntervals.Excluded ? "(" : open,
            close == OpenIntervals.Excluded ? ")" : close,
            [.. items]
        );
        return items.Count != 2 ? null
            : RealSet.Of(interval) is { } set ? new MathAnswer.Reals(set)
            : interval;
    }

    /// <summary>Braces that LaTeX does not show, around a list; null, and nothing taken, for anything else.</summary>
    private MathAnswer? Group(int start, int close)
    {
        if (parser.List() is { } list && cursor.Position == close)
        {
            cursor.Next();
            return list;
        }
        cursor.Position = start;
        return null;
    }

    /// <summary>Whether an expression goes on behind a bracket; words in another one may be its unit.</summary>
    private bool Continues(int position) =>
        position != mark
        && cursor.ContinuesExpression(position)
        && !(
            cursor.At(position).Kind == TokenKind.Open
            && cursor.At(position + 1).Kind is TokenKind.Word or TokenKind.Unit
        );

    /// <summary><c>{x | x > 2}</c>, <c>{x ∈ ℝ : x > 2}</c>; null for other sets.</summary>
    private MathAnswer? Builder(int close)
    {
        var start = cursor.Position;
        var set = "";
        while (cursor.Position < close && cursor.Current.Kind is not (TokenKind.Bar or TokenKind.Relation))
        {
            if (cursor.Current.Is(TokenKind.Operator, ":"))
            {
                break;
            }
            cursor.Next();
        }
        var end = cursor.Position;
        if (cursor.Current.Is(TokenKind.Relation, "∈") && cursor.At(end + 1).Kind == TokenKind.Set)
        {
            set = cursor.At(end + 1).Text;
            cursor.Position = end + 2;
        }
        var isMark = cursor.Current.Kind == TokenKind.Bar || cursor.Current.Is(TokenKind.Operator, ":");
        if (!isMark || Labels.Read(cursor, start, end) is not { } name)
        {
            return isMark ? Family(start, close) : null;
        }
        cursor.Next();
        if (parser.List() is not { } condition || cursor.Position != close)
        {
            return null;
        }
        cursor.Next();
        return Sets.Where(name, set, condition);
    }

    /// <summary><c>{(2t, t) | t ∈ ℝ}</c> is (2t, t) for all real t; null for other sets.</summary>
    private MathAnswer.Qualified? Family(int start, int close)
    {
        mark = cursor.Position;
        cursor.Position = start;
        if (parser.Side() is not { } element || cursor.Position != mark)
        {
            return null;
        }
        cursor.Next();
        if (Qualifiers.Read(cursor) is not { } qualifier || cursor.Position != close)
        {
            return null;
        }
        cursor.Next();
        return new(element, qualifier);
    }

    /// <summary>A point with its letter, <c>A(1, 2)</c>; null, and nothing taken, for anything else.</summary>
    public MathAnswer.Named? Point()
    {
        var start = cursor.Position;
        var (name, open) = (cursor.Current, cursor.At(start + 1));
        if (
            name is { Kind: TokenKind.Name, Text: [>= 'A' and <= 'Z'] }
            && open is { Kind: TokenKind.Open, Text: "(", AfterSpace: false }
        )
        {
            cursor.Next();
            if (Parse() is MathAnswer.Sequence { IsTuple: true, Items.Length: > 1 } point)
            {
                return new(name.Text, point);
            }
            cursor.Position = start;
        }
        return null;
    }
}
