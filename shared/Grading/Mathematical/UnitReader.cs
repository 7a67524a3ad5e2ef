using Platform.Grading.Algebra;

namespace Platform.Grading.Mathematical;

/// <summary>Reads the unit behind a value: <c>5 cm^2</c>, "45 miles per hour", "7 (oranges)", "2 h 30 min".</summary>
internal sealed class UnitReader(TokenCursor cursor, ExpressionParser expressions)
{
    private const int LongestNoun = 6;

    /// <summary>The currency before an amount.</summary>
    public Unit? Prefix()
    {
        var unit = cursor.Current.Text == Unit.PercentSign ? null : Units.Find(cursor.Current.Text);
        if (unit is not null)
        {
            cursor.Next();
        }
        return unit;
    }

    /// <summary>The unit with those behind it that it is divided by: "$5 per hour".</summary>
    public Unit Rate(Unit unit)
    {
        while (cursor.Current.Is(TokenKind.Operator, "/") || cursor.Current.IsWord("per"))
        {
            var start = cursor.Position;
            cursor.Next();
            if ((Factor() ?? One()) is not { } below)
            {
                cursor.Position = start;
                break;
            }
            unit /= below;
        }
        return unit;
    }

    /// <summary>One counted thing, as in "per person" or "per ticket".</summary>
    private Unit? One()
    {
        if (
            cursor.Current is not { Kind: TokenKind.Word, Text: { Length: > 2 } word }
            || MathWords.IsTurning(word)
            || CountNouns.Find([word + "s"]) is not { } unit
        )
        {
            return null;
        }
        cursor.Next();
        return unit;
    }

    /// <summary>A value with the unit behind it, or as it is when there is none.</summary>
    public MathAnswer? Measured(MathAnswer side)
    {
        if (
            side
            is not (
                MathAnswer.Value
                or MathAnswer.Collection
                or MathAnswer.Sequence { Open: MathAnswer.Sequence.Colon }
            )
        )
        {
            return side;
        }
        var inDegrees =
            side is MathAnswer.Value value && Degrees.Amount(value.Expression) is { } amount
                ? new MathAnswer.Quantity(new MathAnswer.Value(amount), Unit.Degree)
                : null;
        var start = cursor.Position;
        if (Read(side) is not { } unit)
        {
            if (cursor.Position != start)
            {
                return null;
            }
            SkipTotal();
            return inDegrees ?? side;
        }
        if (inDegrees is not null)
        {
            return null;
        }
        SkipExtent();
        return Compound(side, unit) ?? Multiplied(new MathAnswer.Quantity(side, unit));
    }

    /// <summary>A quantity with the numbers behind it that it is multiplied with or divided by: <c>3 cm × 2</c>.</summary>
    private MathAnswer.Quantity Multiplied(MathAnswer.Quantity quantity)
    {
        while (
            cursor.Current is { Kind: TokenKind.Operator, Text: ("*" or "/") and var sign }
            && quantity.Amount is MathAnswer.Value { Expression: var amount }
        )
        {
            var start = cursor.Position;
            cursor.Next();
            // Two lengths side by side may be dimensions, which are no product.
            if (expressions.ParseFactor() is not { } factor || !factor.IsConstant() || Product() is not null)
            {
                cursor.Position = start;
                break;
            }
            amount = sign == "*" ? Expression.Product(amount, factor) : Expression.Quotient(amount, factor);
            quantity = quantity with { Amount = new MathAnswer.Value(amount) };
        }
        return quantity;
    }

    /// <summary>The unit at the position; null, and nothing taken, if there is none.</summary>
    public Unit? Read(MathAnswer measured)
    {
        var start = cursor.Position;
        var isBracket = cursor.Current is { Kind: TokenKind.Open, Text: "(" or "[" };
        if (isBracket)
        {
            cursor.Next();
        }
        var unit = Product() ?? Noun(measured);
        if (isBracket && unit is not null)
        {
            unit = cursor.Current.Kind == TokenKind.Close ? unit : null;
            cursor.Next();
        }
        if (unit is null)
        {
            cursor.Position = start;
        }
        return unit;
    }

    /// <summary>Words such as "long" or "old" behind a unit say what it measures and may be left out.</summary>
    private void SkipExtent()
    {
        while (
            cursor.Current
                is {
                    Kind: TokenKind.Word,
                    Text: "long" or "old" or "tall" or "wide" or "deep" or "altogether" or "total"
                }
            || (cursor.Current.IsWord("in") && cursor.At(cursor.Position + 1).IsWord("total"))
        )
        {
            cursor.Next();
        }
    }

    /// <summary>"5 altogether", "5 in total", "5 (in total)".</summary>
    private void SkipTotal()
    {
        var isBracket = cursor.Current.Is(TokenKind.Open, "(");
        var start = isBracket ? cursor.Position + 1 : cursor.Position;
        var end =
            cursor.At(start) is { Kind: TokenKind.Word, Text: "altogether" or "total" } ? start + 1
            : cursor.At(start).IsWord("in") && cursor.At(start + 1).IsWord("total") ? start + 2
            : start;
        if (end > start && (!isBracket || cursor.At(end).Kind == TokenKind.Close))
        {
            cursor.Position = isBracket ? end + 1 : end;
        }
    }

    /// <summary>"2 hours 30 minutes" as a number of the first unit.</summary>
    private MathAnswer.Quantity? Compound(MathAnswer side, Unit unit)
    {
        var start = cursor.Position;
        if (cursor.Current.IsWord("and"))
        {
            cursor.Next();
        }
        if (
            side is MathAnswer.Value { Expression: var whole }
            && cursor.Current.Kind == TokenKind.Number
            && expressions.Parse() is { } rest
            && Product() is { } smaller
            && smaller.Dimension == unit.Dimension
            && smaller.Factor < unit.Factor
        )
        {
            var scale = Expression.Number(smaller.Factor / unit.Factor);
            var sum = Expression.Sum(whole, Expression.Product(rest, scale));
            return Compound(new MathAnswer.Value(sum), unit)
                ?? new MathAnswer.Quantity(new MathAnswer.Value(sum), unit);
        }
        cursor.Position = start;
        return null;
    }

    private Unit? Product()
    {
        if (Factor() is not { } unit)
        {
            return null;
        }
        while (true)
        {
            var start = cursor.Position;
            var isQuotient =
                cursor.Current.Is(TokenKind.Operator, "/")
                || cursor.Current is { Kind: TokenKind.Word, Text: "per" or "a" or "an" };
            if (isQuotient || cursor.Current is { Kind: TokenKind.Operator, Text: "*" or "-" })
            {
                cursor.Next();
            }
            if ((Factor() ?? (isQuotient ? One() : null)) is not { } next)
            {
                cursor.Position = start;
                return unit;
            }
            unit = isQuotient ? unit / next : unit * next;
        }
    }

    private Unit? Factor()
    {
        var start = cursor.Position;
        var power = cursor.Current switch
        {
            { Kind: TokenKind.Word, Text: "square" or "sq" or "平方" } => 2,
            { Kind: TokenKind.Word, Text: "cubic" or "cu" or "立方" } => 3,
            _ => 1,
        };
        if (power > 1)
        {
            cursor.Next();
        }
        var isUnit = cursor.Current.Kind is TokenKind.Word or TokenKind.Unit;
        if (!isUnit || Named(cursor.Current.Text) is not { } unit)
        {
            cursor.Position = start;
            return null;
        }
        var isPercentage = cursor.Current.Text is "percentage" or "percent";
        cursor.Next();
        if (isPercentage && cursor.Current is { Kind: TokenKind.Word, Text: "points" or "point" })
        {
            cursor.Next();
        }
        return unit.Power(power * Exponent());
    }

    private static Unit? Named(string name) =>
        Units.Find(name)
        ?? (
            name.StartsWith("平方", StringComparison.Ordinal) ? Units.Find(name.AsSpan(2))?.Power(2)
            : name.StartsWith("立方", StringComparison.Ordinal) ? Units.Find(name.AsSpan(2))?.Power(3)
            : null
        );

    /// <summary><c>^2</c>, "squared", or 1.</summary>
    private int Exponent()
    {
        if (cursor.Current is { Kind: TokenKind.Word, Text: "squared" or "cubed" })
        {
            var word = cursor.Current.Text;
            cursor.Next();
            return word == "squared" ? 2 : 3;
        }
        var start = cursor.Position;
        if (cursor.Current.Is(TokenKind.Operator, "^"))
        {
            cursor.Next();
            var isNegative = cursor.Current.Is(TokenKind.Operator, "-");
            if (isNegative)
            {
                cursor.Next();
            }
            if (
                expressions.ParseArgument() is { } exponent
                && RationalValue.Of(exponent) is { IsInteger: true } power
                && power.Abs() < 10
            )
            {
                return (isNegative ? -1 : 1) * (int)power.Numerator;
            }
            cursor.Position = start;
        }
        return 1;
    }

    /// <summary>Counted things; one thing may stand in the singular.</summary>
    private Unit? Noun(MathAnswer measured)
    {
        if (cursor.Current.Kind != TokenKind.Word)
        {
            return null;
        }
        var words = new List<string>();
        for (
            var i = cursor.Position;
            cursor.At(i)
                is {
                    Kind: TokenKind.Word,
                    Text: not ("and" or "or" or "for" or "where" or "in" or "total" or "altogether")
                }
                && words.Count <= LongestNoun;
            i++
        )
        {
            words.Add(cursor.At(i).Text);
        }
        if (words.Count is 0 or > LongestNoun)
        {
            return null;
        }
        var isOne =
            words.Count == 1
            && measured is MathAnswer.Value { Expression: { Operation: Operation.Number, Value.IsOne: true } }
            && words[0].Length > 2
            && !MathWords.IsTurning(words[0])
            && words[0] != "time";
        var plural = isOne ? [words[0] + "s"] : words.ToArray();
        if (CountNouns.Find(plural) is not { } unit)
        {
            return null;
        }
        cursor.Position += words.Count;
        return unit;
    }
}
