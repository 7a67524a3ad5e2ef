namespace Platform.Grading.Algebra;

/// <summary>
/// A product of powers of generators, sorted by name: symbols and constants (integer exponents), roots of primes
/// (exponents between 0 and 1), the imaginary unit (0 or 1), and opaque values such as <c>ln(2)</c>.
/// </summary>
internal sealed class Monomial(Factor[] factors) : IEquatable<Monomial>
{
    public const char PrimeMark = '#';
    public const char OpaqueMark = '@';
    public const string Imaginary = Expression.IName;

    public static readonly Monomial One = new([]);

    private readonly int hash = Hash(factors);

    public IReadOnlyList<Factor> Factors => factors;

    public static Monomial Of(string generator, int exponent = 1) => new([new(generator, exponent, 1)]);

    public static Monomial PrimeRoot(string prime, int above, int below) => new([new(PrimeMark + prime, above, below)]);

    /// <summary>
    /// The product. Whole powers of primes and of i become a rational factor, which <paramref name="outside"/> takes.
    /// </summary>
    public Monomial Times(Monomial other, ref Rational outside)
    {
        if (factors.Length == 0)
        {
            return other;
        }
        if (other.Factors.Count == 0)
        {
            return this;
        }
        var merged = new List<Factor>(factors.Length + other.Factors.Count);
        var (i, j) = (0, 0);
        while (i < factors.Length || j < other.Factors.Count)
        {
            var order =
                i == factors.Length ? 1
                : j == other.Factors.Count ? -1
                : string.CompareOrdinal(factors[i].Generator, other.Factors[j].Generator);
            if (order < 0)
            {
                merged.Add(factors[i++]);
            }
            else if (order > 0)
            {
                merged.Add(other.Factors[j++]);
            }
            else if (Sum(factors[i++], other.Factors[j++], ref outside) is { Above: not 0 } sum)
            {
                merged.Add(sum);
            }
        }
        return new([.. merged]);
    }

    public bool Equals(Monomial? other) =>
        other is not null && hash == other.hash && factors.AsSpan().SequenceEqual(other.Items);

    public override bool Equals(object? obj) => Equals(obj as Monomial);

    public override int GetHashCode() => hash;

    public override string ToString() =>
        string.Join(
            '*',
            factors.Select(f => f is { Above: 1, Below: 1 } ? f.Generator : $"{f.Generator}^{f.Above}/{f.Below}")
        );

    private ReadOnlySpan<Factor> Items => factors;

    private static Factor Sum(Factor a, Factor b, ref Rational outside)
    {
        var exponent = new Rational(a.Above, a.Below) + new Rational(b.Above, b.Below);
        if (a.Generator == Imaginary)
        {
            outside = -outside;
            return new(a.Generator, 0, 1);
        }
        if (a.Generator[0] == PrimeMark)
        {
            var whole = exponent.Floor();
            exponent -= whole;
            for (; whole > 0; whole--)
            {
                outside *= Rational.Parse(a.Generator.AsSpan(1))!.Value;
            }
        }
        // Exponents are small: powers are bounded where they are computed.
        return new(a.Generator, (int)exponent.Numerator, (int)exponent.Denominator);
    }

    private static int Hash(Factor[] factors)
    {
        var hash = new HashCode();
        foreach (var factor in factors)
        {
            hash.Add(factor.Generator);
            hash.Add(factor.Above);
            hash.Add(factor.Below);
        }
        return hash.ToHashCode();
    }
}

/// <summary>A generator with its exponent, which is an integer except for roots of primes.</summary>
internal readonly record struct Factor(string Generator, int Above, int Below);
