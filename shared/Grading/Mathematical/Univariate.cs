using Platform.Grading.Algebra;

namespace Platform.Grading.Mathematical;

/// <summary>A polynomial in one symbol with rational coefficients, in ascending order of powers.</summary>
internal sealed record Univariate(string Symbol, Rational[] Coefficients)
{
    private const int LargestDegree = 8;

    public int Degree => Coefficients.Length - 1;

    /// <summary>The polynomial whose zeros solve left = right; null for anything else.</summary>
    public static Univariate? Of(Expression left, Expression right)
    {
        if (left.Operation == Operation.Symbol && right.Operation == Operation.Number && !left.IsConstant())
        {
            return new(left.Name, [-right.Value, Rational.One]);
        }
        var difference = Form.Of(Expression.Sum(left, Expression.Negative(right)), Work.ForOneComparison());
        if (difference?.Below.AsConstant() is not { IsZero: false, Precision: 0, Value: var below })
        {
            return null;
        }
        string? symbol = null;
        var coefficients = new Rational[LargestDegree + 1];
        var degree = 0;
        foreach (var (monomial, coefficient) in difference.Above.Terms)
        {
            var power = 0;
            if (monomial.Factors.Count > 0)
            {
                if (
                    monomial.Factors is not [{ Below: 1, Above: > 0 and <= LargestDegree } factor]
                    || factor.Generator[0] is Monomial.PrimeMark or Monomial.OpaqueMark
                    || Expression.IsConstantName(factor.Generator)
                    || (symbol is not null && symbol != factor.Generator)
                )
                {
                    return null;
                }
                (symbol, power) = (factor.Generator, factor.Above);
            }
            coefficients[power] = coefficient.Value / below;
            degree = Math.Max(degree, power);
        }
        return symbol is null ? null : new(symbol, coefficients[..(degree + 1)]);
    }

    /// <summary>All complex zeros, each once; null if they are not found.</summary>
    public List<Expression>? Zeros()
    {
        List<Expression> zeros = [];
        var rest = Coefficients;
        while (rest.Length > 3)
        {
            if (RationalZero(rest) is not { } zero)
            {
                return null;
            }
            zeros.Add(Expression.Number(zero));
            rest = Divided(rest, zero);
        }
        zeros.AddRange(rest.Length == 3 ? Quadratic(rest) : [Expression.Number(-rest[0] / rest[1])]);
        return zeros;
    }

    private static List<Expression> Quadratic(Rational[] polynomial)
    {
        var (c, b, a) = (polynomial[0], polynomial[1], polynomial[2]);
        var discriminant = (b * b) - (4 * a * c);
        var middle = Expression.Number(-b / (2 * a));
        if (discriminant.IsZero)
        {
            return [middle];
        }
        var distance = Expression.Root(Expression.Number(discriminant / (4 * a * a)));
        return [Expression.Sum(middle, Expression.Negative(distance)), Expression.Sum(middle, distance)];
    }

    /// <summary>A zero p/q, where p divides the first coefficient and q the last one.</summary>
    private static Rational? RationalZero(Rational[] polynomial)
    {
        const int MostDivisors = 1000;
        if (polynomial[0].IsZero)
        {
            return Rational.Zero;
        }
        var scale = polynomial.Aggregate(Rational.One, (product, coefficient) => product * coefficient.Denominator);
        var (first, last) = ((polynomial[0] * scale).Abs(), (polynomial[^1] * scale).Abs());
        if (first > MostDivisors || last > MostDivisors)
        {
            return null;
        }
        foreach (var p in Divisors((int)first.Numerator))
        {
            foreach (var q in Divisors((int)last.Numerator))
            {
                var zero = new Rational(p, q);
                if (At(polynomial, zero).IsZero || At(polynomial, zero = -zero).IsZero)
                {
                    return zero;
                }
            }
        }
        return null;
    }

    private static IEnumerable<int> Divisors(int number)
    {
        for (var divisor = 1; divisor <= number; divisor++)
        {
            if (number % divisor == 0)
            {
                yield return divisor;
            }
        }
    }

    private static Rational At(Rational[] polynomial, Rational x)
    {
        var value = Rational.Zero;
        for (var i = polynomial.Length - 1; i >= 0; i--)
        {
            value = (value * x) + polynomial[i];
        }
        return value;
    }

    private static Rational[] Divided(Rational[] polynomial, Rational zero)
    {
        var quotient = new Rational[polynomial.Length - 1];
        var carry = Rational.Zero;
        for (var i = polynomial.Length - 1; i > 0; i--)
        {
            carry = (carry * zero) + polynomial[i];
            quotient[i - 1] = carry;
        }
        return quotient;
    }
}
