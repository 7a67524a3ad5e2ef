using System.Numerics;

namespace Platform.Grading.Algebra;

/// <summary>
/// Values of expressions at pseudo-random points that depend only on the point's number and the symbol's name, to 192
/// bits. A value is null where the expression is undefined or beyond bounds.
/// </summary>
/// <param name="domain">What symbols stand for.</param>
/// <param name="point">The number of the point.</param>
/// <param name="work">What is left of the work on one expression at all points; see <see cref="Work.ForValues"/>.</param>
internal sealed class Evaluation(Domain domain, int point, Work work)
{
    // In operations of about a hundred nanoseconds.
    private const int StepsOfFunction = 800;
    private const int StepsOfSquaring = 10;
    private const int StepsOfFactor = 8;
    private const int MostFactors = 10_000;
    private const ulong Seed = 7;

    /// <summary>The point at which all symbols are positive numbers.</summary>
    public const int Positive = 100;

    /// <summary>The point at which all symbols are negative numbers.</summary>
    public const int Negative = 101;

    /// <summary>The point at which all symbols are integers, where floor and ceiling are the same.</summary>
    public const int Whole = 1000;

    private static readonly ComplexReal E = Elementary.Exp(Real.One)!.Value;

    private readonly Dictionary<string, ComplexReal> symbols = [];

    /// <summary>The value; a part of it that is mere rounding error is zero.</summary>
    public ComplexReal? Value(Expression expression)
    {
        try
        {
            return Step(expression)?.WithoutNoise();
        }
        catch (OverflowException)
        {
            return null;
        }
    }

    private Computed? Step(Expression expression)
    {
        if (!work.Spend(1))
        {
            return null;
        }
        var value = Operate(expression);
        // With real symbols, an expression is undefined where it leaves the real numbers.
        var isOutside =
            domain == Domain.Real
            && expression.Operation is Operation.Power or Operation.Function
            && value is { Value.Im.IsZero: false };
        return isOutside ? null : value;
    }

    private Computed? Operate(Expression expression)
    {
        switch (expression.Operation)
        {
            case Operation.Number:
                return Computed.Of(Real.Of(expression.Value));
            case Operation.Symbol:
                return Computed.Of(Symbol(expression.Name));
            case Operation.Sum:
                return Fold(expression.Operands!, static (a, b) => a + b);
            case Operation.Product:
                return Fold(expression.Operands!, static (a, b) => a * b);
            case Operation.Quotient:
                return Step(expression[0]) is { } above && Step(expression[1]) is { IsZero: false } below
                    ? above / below
                    : null;
            case Operation.Power when expression[0] is { Operation: Operation.Symbol, Name: Expression.EName }:
                return Step(expression[1]) is { } exponent ? Exponential(exponent) : null;
            case Operation.Power:
                return Step(expression[0]) is { } value ? Power(value, expression[1]) : null;
            default:
                return Function(expression);
        }
    }

    private Computed? Fold(Expression[] operands, Func<Computed, Computed, Computed> operation)
    {
        Computed? result = null;
        foreach (var operand in operands)
        {
            if (Step(operand) is not { } value)
            {
                return null;
            }
            result = result is { } before ? operation(before, value) : value;
        }
        return result;
    }

    private Computed? Exponential(Computed exponent) =>
        work.Spend(StepsOfFunction) && exponent.Value.Exp() is { } power
            ? Computed.Of(power).With(power.Magnitude + exponent.Noise + 1)
            : null;

    private Computed? Power(Computed value, Expression exponent)
    {
        if (exponent is { Operation: Operation.Number } number)
        {
            var power = number.Value;
            if (power.IsZero)
            {
                return Computed.Of(ComplexReal.One);
            }
            if (value.IsZero)
            {
                return power.Sign < 0 ? null : Computed.Of(Real.Zero);
            }
            if (power.IsInteger && power.Abs() < 100_000)
            {
                return
                    work.Spend(StepsOfSquaring * (int)power.Numerator.GetBitLength())
                    && value.Value.Power((int)power.Numerator) is { } result
                    ? value.Raised(result, power.Numerator.GetBitLength())
                    : null;
            }
            if (power == new Rational(1, 2))
            {
                return value.Raised(value.Value.Root(), 0);
            }
        }
        if (Step(exponent) is not { } evaluated)
        {
            return null;
        }
        if (value.IsZero)
        {
            return evaluated.Value.Re.Sign > 0 ? Computed.Of(Real.Zero) : null;
        }
        if (!work.Spend(StepsOfFunction))
        {
            return null;
        }
        var raised =
            (domain != Domain.Complex ? RealPower(value.Value, exponent, evaluated.Value) : null)
            ?? value.Value.Power(evaluated.Value);
        return raised is { } known
            ? value
                .Raised(known, Math.Max(evaluated.Value.Magnitude, 0) + 8)
                .With(known.Magnitude + evaluated.Noise + 8)
            : null;
    }

    /// <summary>A power of a negative number whose exponent has an odd denominator: (-8)^(1/3) = -2.</summary>
    private static ComplexReal? RealPower(ComplexReal value, Expression exponent, ComplexReal evaluated)
    {
        var power = exponent switch
        {
            { Operation: Operation.Number } => exponent.Value,
            { Operation: Operation.Quotient }
                when exponent[0].Operation == Operation.Number
                    && exponent[1] is { Operation: Operation.Number, Value.IsZero: false } => exponent[0].Value
                / exponent[1].Value,
            _ => Rational.Zero,
        };
        if (value.Re.Sign >= 0 || !value.Im.IsZero || power.IsInteger || power.Denominator.IsEven)
        {
            return null;
        }
        return (-value).Power(evaluated) is { } size ? (power.Numerator.IsEven ? size : -size) : null;
    }

    private ComplexReal Symbol(string name)
    {
        switch (name)
        {
            case Expression.PiName:
                return Real.Pi;
            case Expression.EName:
                return E;
            case Expression.IName:
                return ComplexReal.I;
            case Expression.DegreeName:
                return Functions.Degree;
        }
        if (!symbols.TryGetValue(name, out var value))
        {
            value = At(Fingerprint.Hash(name, (ulong)point), SignsOf(name));
            symbols[name] = value;
        }
        return value;
    }

    /// <summary>
    /// Signs of the real and imaginary part. Every second point has all symbols left of the imaginary axis and above the
    /// real one, where sqrt(xy) differs from sqrt(x)sqrt(y) and ln(x^2) from 2 ln(x); the others mix the signs, so that
    /// |xy| differs from xy. At the point <see cref="Positive"/> all are positive, at <see cref="Negative"/> all are
    /// negative numbers, the cut of roots and logarithms, where sqrt(1/x) differs from 1/sqrt(x).
    /// </summary>
    private (bool Re, bool Im) SignsOf(string name)
    {
        if (point is Positive or Negative)
        {
            return (point == Negative, false);
        }
        if ((point & 1) == 1)
        {
            return (true, false);
        }
        var hash = (int)Fingerprint.Hash(name, Seed);
        // Neighbours in the alphabet differ at the first point; the third point reverses the signs.
        var bit = point < 4 ? name[^1] ^ (point >> 1) : hash >> point;
        return ((bit & 1) == 1, (hash & 1) == 1);
    }

    private ComplexReal At(ulong hash, (bool Re, bool Im) isNegative)
    {
        var re = Part(hash, isNegative.Re);
        return domain != Domain.Complex || point is Positive or Negative
            ? re
            : new ComplexReal(re, Part(Fingerprint.Hash("", hash), isNegative.Im));
    }

    /// <summary>Between 1/4 and 5/4 from zero, with 62 random bits; at every third point seven times as far.</summary>
    private Real Part(ulong hash, bool isNegative)
    {
        const int Far = 7;
        const int LargestInteger = 89;
        if (point == Whole)
        {
            return Real.Of(new BigInteger(3 + (hash % LargestInteger)), 0);
        }
        var size = (BigInteger)(hash >> 2) + (BigInteger.One << 60);
        size *= point % 3 == 2 ? Far : 1;
        return Real.Of(isNegative ? -size : size, -62);
    }

    private Computed? Function(Expression expression)
    {
        var arguments = new ComplexReal[expression.Operands!.Length];
        var noise = long.MinValue;
        for (var i = 0; i < arguments.Length; i++)
        {
            if (Step(expression.Operands[i]) is not { } argument)
            {
                return null;
            }
            arguments[i] = argument.WithoutNoise();
            noise = Math.Max(noise, argument.Noise);
        }
        if (!Functions.IsKnown(expression.Name))
        {
            return Computed.Of(
                At(
                    Fingerprint.Hash(
                        expression.Name + "(" + string.Join(';', arguments.Select(Fingerprint.Digits)),
                        Seed
                    ),
                    default
                )
            );
        }
        return work.Spend(Steps(expression.Name, arguments)) && Functions.Apply(expression.Name, arguments) is { } value
            ? Computed.Of(value).With(noise + 4)
            : null;
    }

    /// <summary>Factorials and binomials multiply as many factors as an argument says.</summary>
    private static int Steps(string name, ComplexReal[] arguments) =>
        name switch
        {
            "factorial" => StepsOfFactor * Factors(arguments[0]),
            "binom" => 2 * StepsOfFactor * Factors(arguments[1]),
            "floor" or "ceil" or "abs" or "mod" or "max" or "min" => 1,
            _ => StepsOfFunction,
        };

    private static int Factors(ComplexReal count) => (int)Math.Clamp(Math.Abs(count.Re.ToDouble()), 1, MostFactors);
}

/// <summary>What symbols stand for, which decides whether <c>sqrt(x^2)</c> is x.</summary>
internal enum Domain
{
    /// <summary>Complex numbers and principal branches, as in sympy.</summary>
    Complex,

    /// <summary>
    /// Real numbers of either sign. Odd roots of negative numbers are real, and expressions that are not real are undefined.
    /// </summary>
    Real,

    /// <summary>As <see cref="Real"/>, but expressions may have complex values: the principal ones.</summary>
    RealSymbols,
}
