namespace Platform.Grading.Algebra;

/// <summary>
/// A polynomial in generators. Distinct monomials in symbols, one transcendental constant, i and roots of primes are
/// linearly independent over the rationals, so such a polynomial is zero exactly when it has no terms.
/// </summary>
internal sealed class Polynomial
{
    private readonly Dictionary<Monomial, Rounded> terms = [];

    public static readonly Polynomial One = Constant(Rational.One);

    public bool IsZero => terms.Count == 0;

    public int Count => terms.Count;

    public IEnumerable<KeyValuePair<Monomial, Rounded>> Terms => terms;

    public bool IsRounded => terms.Values.Any(coefficient => coefficient.Precision > 0);

    /// <summary>Whether a polynomial with terms is certain to differ from zero.</summary>
    public bool IsIndependent
    {
        get
        {
            var transcendentals = new HashSet<string>();
            foreach (var factor in terms.Keys.SelectMany(monomial => monomial.Factors))
            {
                if (factor.Generator[0] == Monomial.OpaqueMark)
                {
                    return false;
                }
                if (factor.Generator is Expression.PiName or Expression.EName)
                {
                    transcendentals.Add(factor.Generator);
                }
            }
            return transcendentals.Count <= 1;
        }
    }

    /// <summary>Whether its generators are symbols that stand for arbitrary numbers.</summary>
    public bool HasOnlySymbols
    {
        get
        {
            foreach (var monomial in terms.Keys)
            {
                foreach (var factor in monomial.Factors)
                {
                    if (
                        factor.Generator[0] is Monomial.OpaqueMark or Monomial.PrimeMark
                        || Expression.IsConstantName(factor.Generator)
                    )
                    {
                        return false;
                    }
                }
            }
            return true;
        }
    }

    public static Polynomial Constant(Rounded value) => Of(Monomial.One, value);

    public static Polynomial Of(Monomial monomial, Rounded coefficient)
    {
        var polynomial = new Polynomial();
        polynomial.Add(monomial, coefficient);
        return polynomial;
    }

    /// <summary>The value of a polynomial without generators.</summary>
    public Rounded? AsConstant() =>
        terms.Count == 0 ? Rational.Zero
        : terms.Count == 1 && terms.TryGetValue(Monomial.One, out var value) ? value
        : null;

    /// <summary>The coefficient of the first monomial in the order of their texts; null for zero.</summary>
    public Rational? Leading =>
        terms.Count == 0 ? null : terms.MinBy(term => term.Key.ToString(), StringComparer.Ordinal).Value.Value;

    /// <summary>The coefficient of the monomial without generators.</summary>
    public Rounded ConstantTerm => terms.TryGetValue(Monomial.One, out var value) ? value : Rational.Zero;

    public Polynomial? Plus(Polynomial other, Work work)
    {
        if (!work.Spend(terms.Count + other.terms.Count))
        {
            return null;
        }
        var sum = new Polynomial();
        foreach (var (monomial, coefficient) in terms.Concat(other.terms))
        {
            sum.Add(monomial, coefficient);
        }
        return sum;
    }

    public Polynomial Negated()
    {
        var negated = new Polynomial();
        foreach (var (monomial, coefficient) in terms)
        {
            negated.Add(monomial, -coefficient);
        }
        return negated;
    }

    public Polynomial Scaled(Rational factor)
    {
        var scaled = new Polynomial();
        foreach (var (monomial, coefficient) in terms)
        {
            scaled.Add(monomial, coefficient * factor);
        }
        return scaled;
    }

    public Polynomial? Times(Polynomial other, Work work)
    {
        if (ReferenceEquals(other, One))
        {
            return this;
        }
        var product = new Polynomial();
        foreach (var (monomial, coefficient) in terms)
        {
            foreach (var (otherMonomial, otherCoefficient) in other.terms)
            {
                var value = coefficient * otherCoefficient;
                if (!work.Spend(1 + (int)Math.Min(value.Value.Bits / 64, 1_000_000)))
                {
                    return null;
                }
                var outside = Rational.One;
                var merged = monomial.Times(otherMonomial, ref outside);
                product.Add(merged, outside.IsOne ? value : value * outside);
            }
        }
        return product;
    }

    public Polynomial? ToPower(int exponent, Work work)
    {
        const int MaximumExponent = 100_000;
        var result = One;
        var largest = terms
            .Keys.SelectMany(monomial => monomial.Factors)
            .Select(factor => Math.Abs(factor.Above))
            .DefaultIfEmpty()
            .Max();
        if ((long)largest * exponent > MaximumExponent)
        {
            return null;
        }
        for (var i = 0; i < exponent; i++)
        {
            if (result.Times(this, work) is not { } next)
            {
                return null;
            }
            result = next;
        }
        return result;
    }

    /// <summary>The polynomial as an expression; null if it has more than symbols with exact coefficients.</summary>
    public Expression? ToExpression()
    {
        var sum = new List<Expression>(terms.Count);
        foreach (var (monomial, coefficient) in terms)
        {
            var product = new List<Expression> { Expression.Number(coefficient.Value) };
            foreach (var factor in monomial.Factors)
            {
                if (coefficient.Precision > 0 || factor.Generator[0] is Monomial.PrimeMark or Monomial.OpaqueMark)
                {
                    return null;
                }
                product.Add(Expression.Power(Expression.Symbol(factor.Generator), Expression.Number(factor.Above)));
            }
            sum.Add(Expression.Product([.. product]));
        }
        return sum.Count == 0 ? Expression.Number(0) : Expression.Sum([.. sum]);
    }

    public bool SameAs(Polynomial other) =>
        ReferenceEquals(this, other)
        || (
            terms.Count == other.terms.Count
            && terms.All(term => other.terms.TryGetValue(term.Key, out var value) && value == term.Value)
        );

    public override string ToString() =>
        string.Join(
            '+',
            terms.Select(term => $"{term.Value.Value}~{term.Value.Precision}*{term.Key}").Order(StringComparer.Ordinal)
        );

    private void Add(Monomial monomial, Rounded coefficient)
    {
        var sum = terms.TryGetValue(monomial, out var present) ? present + coefficient : coefficient;
        if (sum.IsZero)
        {
            terms.Remove(monomial);
        }
        else
        {
            terms[monomial] = sum;
        }
    }
}

/// <summary>The remaining budget of a computation, in coefficient operations of a few words each.</summary>
internal sealed class Work(int units)
{
    private int left = units;

    public static Work ForOneComparison() => new(5_000);

    public static Work ForOneKey() => new(2_000);

    /// <summary>For the values of one expression at several points, in operations of about a hundred nanoseconds.</summary>
    public static Work ForValues() => new(60_000);

    public bool IsExhausted => left < 0;

    public bool Spend(int amount) => (left -= amount) >= 0;
}
