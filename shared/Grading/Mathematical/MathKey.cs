using System.Numerics;
using Platform.Grading.Algebra;

namespace Platform.Grading.Mathematical;

/// <summary>The canonical form of what an answer says.</summary>
internal static class MathKey
{
    private const string TextMark = "text:";

    /// <summary>The key of an answer; under a reference, of the answer in the form of that one.</summary>
    public static string Of(string answer, string? truth)
    {
        var reading = MathReading.Of(answer);
        return truth is null ? Of(reading) : Of(reading, MathReading.Of(truth));
    }

    public static string Of(MathReading reading) =>
        reading.Answer is { } answer ? OfWhole(answer) : OfText(reading.Text);

    /// <summary>The key of an answer in the form of another one.</summary>
    public static string Of(MathReading reading, MathReading to) =>
        reading.Answer is { } answer && to.Answer is { } other
            ? OfWhole(Conformity.Conform(answer, other))
            : Of(reading);

    /// <summary>The key of an answer that is not part of another one.</summary>
    public static string OfWhole(MathAnswer answer) => Of(answer, isTopLevel: true);

    public static string Of(MathAnswer answer) => Of(answer, isTopLevel: false);

    private static string Of(MathAnswer answer, bool isTopLevel) =>
        answer switch
        {
            MathAnswer.Value value => value.Key,
            MathAnswer.Sequence { Open: MathAnswer.Sequence.Colon or ClockTimes.AsRatio } ratio => OfRatio(ratio),
            MathAnswer.Sequence sequence => sequence.Open + Joined(',', sequence.Items) + sequence.Close,
            MathAnswer.Collection collection => OfCollection(collection, isTopLevel),
            MathAnswer.Progression progression => "[" + Joined(';', progression.Items) + "]",
            MathAnswer.Dots => "…",
            MathAnswer.Combined { Operator: "∪" or "∩" } combined => string.Join(
                combined.Operator,
                combined.Items.Select(Of).Distinct(StringComparer.Ordinal).Order(StringComparer.Ordinal)
            ),
            MathAnswer.Combined combined => Joined(combined.Operator[0], combined.Items),
            MathAnswer.Reals reals => OfReals(reals.Set, isTopLevel),
            MathAnswer.NamedSet set => "set:" + set.Symbol,
            MathAnswer.Table table => "matrix["
                + string.Join(';', table.Matrix.Rows.Select(row => string.Join(',', row.Select(OfValue))))
                + "]",
            MathAnswer.Quantity quantity => OfQuantity(quantity, isTopLevel),
            MathAnswer.Time time => "time:" + time.Minutes,
            MathAnswer.Residue residue => OfResidue(residue),
            MathAnswer.Named named => OfNamed(named, isTopLevel),
            MathAnswer.Assignment assignment => string.Join(
                " & ",
                assignment.Values.Select(value => OfNamed(value, isTopLevel: false)).Order(StringComparer.Ordinal)
            ),
            MathAnswer.Statement statement => OfStatement(statement),
            MathAnswer.Qualified qualified => Of(qualified.Answer, isTopLevel) + " | " + qualified.Qualifier,
            MathAnswer.Words words => OfText(words.Text),
            _ => throw new ArgumentOutOfRangeException(nameof(answer)),
        };

    public static string OfValue(Expression expression) =>
        expression == Endpoint.InfinityValue ? MathCommands.InfinityName
        : IsMinusInfinity(expression) ? "-" + MathCommands.InfinityName
        : ValueKey.Of(expression, Domain.Real) ?? "?" + Written(expression);

    private static bool IsMinusInfinity(Expression expression) =>
        expression is { Operation: Operation.Product, Operands: [var sign, { Name: MathCommands.InfinityName }] }
        && sign == Expression.MinusOne;

    public static string OfText(string text) => TextMark + text;

    private static string Joined(char separator, MathAnswer[] items) => string.Join(separator, items.Select(Of));

    /// <summary>A ratio of numbers in lowest terms; what may be a time as it is.</summary>
    private static string OfRatio(MathAnswer.Sequence ratio)
    {
        if (ratio.Open != ClockTimes.AsRatio && ClockTimes.Clock(ratio) is var (hour, minute))
        {
            return $"clock:{hour}:{minute}";
        }
        var numbers = new Rational[ratio.Items.Length];
        for (var i = 0; i < numbers.Length; i++)
        {
            if (
                ratio.Items[i] is not MathAnswer.Value value
                || RationalValue.Of(value.Expression) is not { Sign: > 0 } number
            )
            {
                return "ratio:" + Joined(':', ratio.Items);
            }
            numbers[i] = number;
        }
        var below = numbers.Aggregate(BigInteger.One, (product, number) => product * number.Denominator);
        var common = numbers.Aggregate(
            BigInteger.Zero,
            (divisor, number) => BigInteger.GreatestCommonDivisor(divisor, (number * below).Numerator)
        );
        return "ratio:" + string.Join(':', numbers.Select(number => (number * below / common).ToString()));
    }

    /// <summary>At the top, one element is as good as the set of it.</summary>
    private static string OfCollection(MathAnswer.Collection collection, bool isTopLevel)
    {
        var distinct = collection
            .Items.Select(Of)
            .Distinct(StringComparer.Ordinal)
            .Order(StringComparer.Ordinal)
            .ToArray();
        var isOne =
            distinct.Length == 1
            && (isTopLevel || !collection.IsSet)
            && !Array.Exists(
                collection.Items,
                item => item is MathAnswer.Collection { IsSet: true } or MathAnswer.Reals
            );
        return isOne ? distinct[0] : "{" + string.Join(';', distinct) + "}" + collection.Connective;
    }

    private static string OfReals(RealSet set, bool isTopLevel)
    {
        if (set.IsFinite && set.Intervals.Count > 0)
        {
            var points = set.Intervals.Select(interval => (MathAnswer)new MathAnswer.Value(interval.Low.Expression));
            return OfCollection(new MathAnswer.Collection([.. points], IsSet: true), isTopLevel);
        }
        return set.Intervals.Count == 0
            ? MathCommands.EmptySet
            : string.Join(
                '∪',
                set.Intervals.Select(interval =>
                    (interval.WithLow ? "[" : "(")
                    + OfValue(interval.Low.Expression)
                    + ","
                    + OfValue(interval.High.Expression)
                    + (interval.WithHigh ? "]" : ")")
                )
            );
    }

    private static string OfQuantity(MathAnswer.Quantity quantity, bool isTopLevel) =>
        Of(Scaled(quantity.Amount, quantity.Unit.Factor), isTopLevel) + " " + quantity.Unit.Dimension;

    private static MathAnswer Scaled(MathAnswer amount, Rational factor) =>
        factor.IsOne
            ? amount
            : amount switch
            {
                MathAnswer.Value value => new MathAnswer.Value(
                    ValueKey.Fraction(value.Key) is { } fraction
                        ? Expression.Number(factor * fraction)
                        : Expression.Product(Expression.Number(factor), value.Expression)
                ),
                MathAnswer.Collection collection => collection with
                {
                    Items = Array.ConvertAll(collection.Items, item => Scaled(item, factor)),
                },
                _ => amount,
            };

    private static string OfResidue(MathAnswer.Residue residue) =>
        RationalValue.Of(residue.Number) is { IsInteger: true } number
        && RationalValue.Of(residue.Modulus) is { IsInteger: true, Sign: > 0 } modulus
            ? $"mod {modulus}: {number - (modulus * (number / modulus).Floor())}"
            : $"mod {OfValue(residue.Modulus)}: {OfValue(residue.Number)}";

    /// <summary>An expression with a name is an equation, a function does not depend on how its variable is called.</summary>
    private static string OfNamed(MathAnswer.Named named, bool isTopLevel)
    {
        if (named.Meaning is MathAnswer.Value { Expression: var expression } && ValueKey.Varies(expression))
        {
            if (named.Left is { } left && Equations.Key(left, expression, "=") is { } equation)
            {
                return equation;
            }
            if (Labels.Application(named.Name) is var (function, variable))
            {
                return $"{function}(·)={OfValue(expression.With(variable, Expression.Symbol("·")))}";
            }
        }
        return named.Name + "=" + Of(named.Meaning, isTopLevel);
    }

    private static string OfStatement(MathAnswer.Statement statement) =>
        statement is { Sides: [MathAnswer.Value left, MathAnswer.Value right], Relations: [var relation] }
        && Equations.Key(left.Expression, right.Expression, relation) is { } key
            ? key
            : string.Concat(
                statement.Sides.Select(
                    (side, i) => Of(side) + (i < statement.Relations.Length ? statement.Relations[i] : "")
                )
            );

    private static string Written(Expression expression) =>
        expression.Operation switch
        {
            Operation.Number => expression.Value.ToString(),
            Operation.Symbol => expression.Name,
            _ => $"{expression.Operation}{expression.Name}({string.Join(',', expression.Operands!.Select(Written))})",
        };
}
