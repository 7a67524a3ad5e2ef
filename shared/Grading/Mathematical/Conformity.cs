using Platform.Grading.Algebra;

namespace Platform.Grading.Mathematical;

/// <summary>
/// What answers may leave out - a unit, the name of a value, the range of a variable - is taken from the answer that they are
/// compared with; what is stated twice is compared.
/// </summary>
internal static class Conformity
{
    private static readonly Expression Hundred = Expression.Number(100);

    /// <summary>The answer in the form of another one: with what that one states and without what it leaves out.</summary>
    public static MathAnswer Conform(MathAnswer answer, MathAnswer to)
    {
        switch (answer, to)
        {
            case (MathAnswer.Value, MathAnswer.Value):
                return answer;
            case (MathAnswer.Qualified a, MathAnswer.Qualified b):
                return a with { Answer = Conform(a.Answer, b.Answer) };
            case (MathAnswer.Qualified a, _):
                return Conform(a.Answer, to);
            case (_, MathAnswer.Qualified b):
                return b with { Answer = Conform(answer, b.Answer) };
            case (MathAnswer.Named a, MathAnswer.Named b):
                return a.Name == b.Name ? a with { Meaning = Conform(a.Meaning, b.Meaning) } : a;
            case (MathAnswer.Assignment a, MathAnswer.Assignment b):
                return a with { Values = Array.ConvertAll(a.Values, value => Conform(value, b)) };
            case (MathAnswer.Assignment a, MathAnswer.Named b):
                return NamedValues.AreListed(a, b) ? b : a;
            case (MathAnswer.Named a, MathAnswer.Assignment b) when NamedValues.AreListed(b, a):
                return b;
            case (MathAnswer.Assignment or MathAnswer.Named, MathAnswer.Statement)
            or (MathAnswer.Statement, MathAnswer.Assignment or MathAnswer.Named):
                return answer;
            case (MathAnswer.Assignment a, MathAnswer.Sequence { IsTuple: true } b)
                when NamedValues.Point(a) is { } values:
                return Conform(b with { Items = values }, b);
            case (MathAnswer.Sequence { IsTuple: true } a, MathAnswer.Assignment b)
                when NamedValues.Under(b, a.Items) is { } named:
                return Conform(named, b);
            case (MathAnswer.Assignment a, MathAnswer.Collection { IsSet: false } b)
                when b.Items.Length == a.Values.Length:
                return NamedValues.IsListed(a, b) ? b : a;
            case (MathAnswer.Collection { IsSet: false } a, MathAnswer.Assignment b)
                when a.Items.Length == b.Values.Length:
                return NamedValues.IsListed(b, a) ? b : a;
            case (MathAnswer.Collection a, MathAnswer.Collection b):
                return Connected(a with { Items = Elements(a.Items, b.Items) }, b);
            case (MathAnswer.Collection { Connective.Length: > 0 } a, MathAnswer.Reals):
                return a with { Connective = "" };
            case (MathAnswer.Reals { Set.IsFinite: true } a, MathAnswer.Collection { Connective.Length: > 0 } b):
                return Sets.Points(a.Set) is { } points ? Connected(points, b) : a;
            case (MathAnswer.Named { IsSolved: false } a, not (MathAnswer.Assignment or MathAnswer.Words)):
                return Conform(a.Meaning, to);
            case (not (MathAnswer.Assignment or MathAnswer.Words), MathAnswer.Named { IsSolved: false } b):
                return b with { Meaning = Conform(answer, b.Meaning) };
            case (MathAnswer.Statement a, MathAnswer.Value or MathAnswer.Quantity) when Ratios.Value(a) is { } value:
                return Conform(value, to);
            case (MathAnswer.Value or MathAnswer.Quantity, MathAnswer.Statement b) when Ratios.Value(b) is { } value:
                var stated = Conform(answer, value);
                return b with
                {
                    Sides = Array.ConvertAll(b.Sides, side => ReferenceEquals(side, value) ? stated : side),
                };
            case (MathAnswer.Quantity a, MathAnswer.Quantity b):
                return Angles(a, b) ?? a with { Amount = Conform(a.Amount, b.Amount) };
            case (MathAnswer.Quantity a, _):
                return Conform(WithoutUnit(a, to), to);
            case (_, MathAnswer.Quantity b):
                return WithUnit(answer, b);
            case (MathAnswer.Sequence a, MathAnswer.Sequence b) when a.Open == MathAnswer.Sequence.Colon:
                return ClockTimes.Conform(a, b);
            case (MathAnswer.Sequence a, MathAnswer.Time b):
                return ClockTimes.IsOnFullClock(a, b) ? b : a;
            case (MathAnswer.Time a, MathAnswer.Sequence b):
                return ClockTimes.IsOnFullClock(b, a) ? b : a;
            case (MathAnswer.Sequence a, MathAnswer.Sequence b) when a.Items.Length == b.Items.Length:
                return a with { Items = [.. a.Items.Select((item, i) => Conform(item, b.Items[i]))] };
            default:
                return answer;
        }
    }

    /// <summary>A list joined by commas with the word that joins the other one, and the reverse.</summary>
    private static MathAnswer.Collection Connected(MathAnswer.Collection answer, MathAnswer.Collection to) =>
        answer.Connective.Length == 0 || to.Connective.Length == 0
            ? answer with
            {
                Connective = to.Connective,
            }
            : answer;

    /// <summary>A named value in the form of the one with its name.</summary>
    private static MathAnswer.Named Conform(MathAnswer.Named value, MathAnswer.Assignment to) =>
        Array.Find(to.Values, other => other.Name == value.Name) is { } match
            ? value with
            {
                Meaning = Conform(value.Meaning, match.Meaning),
            }
            : value;

    /// <summary>
    /// Elements of equal number keep their order; where all of the other list's elements have one form, so do these.
    /// </summary>
    private static MathAnswer[] Elements(MathAnswer[] items, MathAnswer[] to) =>
        items.Length == to.Length && Array.Exists(to, item => item is MathAnswer.Quantity)
            ? [.. items.Select((item, i) => Element(item, to[i]))]
            : Array.ConvertAll(items, item => item is MathAnswer.Value ? item : Element(item, to[0]));

    /// <summary>Of several statements, each needs its name.</summary>
    private static MathAnswer Element(MathAnswer item, MathAnswer to) =>
        item is MathAnswer.Statement || to is MathAnswer.Statement ? item : Conform(item, to);

    private static MathAnswer WithoutUnit(MathAnswer.Quantity quantity, MathAnswer to)
    {
        if (
            quantity.Amount is not MathAnswer.Value { Expression: var amount }
            || to is not MathAnswer.Value { Expression: var other }
        )
        {
            return quantity.Amount;
        }
        var ratio =
            quantity.Unit == Unit.Percent ? Expression.Quotient(amount, Hundred)
            : quantity.Unit == Unit.Degree ? Expression.Product(amount, Expression.Degree)
            : null;
        return ratio is not null && MathEquality.SameValue(ratio, other)
            ? new MathAnswer.Value(ratio)
            : quantity.Amount;
    }

    private static MathAnswer WithUnit(MathAnswer answer, MathAnswer.Quantity to)
    {
        if (
            answer is MathAnswer.Value { Expression: var number }
            && to.Amount is MathAnswer.Value { Expression: var other }
        )
        {
            var amount =
                to.Unit == Unit.Percent ? Expression.Product(number, Hundred)
                : to.Unit == Unit.Degree ? Expression.Quotient(number, Expression.Degree)
                : null;
            if (amount is not null && MathEquality.SameValue(amount, other))
            {
                return to with { Amount = new MathAnswer.Value(amount) };
            }
        }
        return
            answer
                is MathAnswer.Value
                    or MathAnswer.Collection
                    or MathAnswer.Sequence { Open: MathAnswer.Sequence.Colon }
            ? to with
            {
                Amount = Conform(answer, to.Amount),
            }
            : answer;
    }

    /// <summary>Degrees as radians where the other answer has these.</summary>
    private static MathAnswer.Quantity? Angles(MathAnswer.Quantity answer, MathAnswer.Quantity to) =>
        (answer, to) switch
        {
            ({ Amount: MathAnswer.Value degrees }, _) when answer.Unit == Unit.Degree && to.Unit == Unit.Radian => new(
                new MathAnswer.Value(Expression.Product(degrees.Expression, Expression.Degree)),
                to.Unit
            ),
            ({ Amount: MathAnswer.Value radians }, _) when answer.Unit == Unit.Radian && to.Unit == Unit.Degree => new(
                new MathAnswer.Value(Expression.Quotient(radians.Expression, Expression.Degree)),
                to.Unit
            ),
            _ => null,
        };
}
