using System.Numerics;

namespace Platform.Grading.Algebra;

/// <summary>Elementary functions of fixed-point numbers, by argument reduction and Taylor series.</summary>
internal static class Elementary
{
    /// <summary>Fractional bits: the 192 of a <see cref="Real"/>, plus room for rounding and large arguments.</summary>
    public const int FixedBits = 256;

    private const int LargestMagnitude = 40;

    public static readonly BigInteger One = BigInteger.One << FixedBits;

    /// <summary>Machin: pi = 16 atan(1/5) - 4 atan(1/239).</summary>
    public static readonly BigInteger Pi = (16 * AtanOfInverse(5)) - (4 * AtanOfInverse(239));

    /// <summary>ln 2 = 2 atanh(1/3).</summary>
    private static readonly BigInteger Ln2 = LnOf2();

    [ThreadStatic]
    private static Memo<Real?>? exponentials;

    [ThreadStatic]
    private static Memo<Real?>? logarithms;

    [ThreadStatic]
    private static Memo<(Real, Real)?>? turns;

    /// <summary>e^x; null when x is beyond about 10^12.</summary>
    public static Real? Exp(Real x) => (exponentials ??= new(ComputedExp)).Of(x);

    /// <summary>ln x for positive x.</summary>
    public static Real? Ln(Real x) => (logarithms ??= new(ComputedLn)).Of(x);

    /// <summary>Cosine and sine; null when x is beyond about 10^12.</summary>
    public static (Real Cosine, Real Sine)? CosineAndSine(Real x) => (turns ??= new(ComputedTurn)).Of(x);

    private static Real? ComputedExp(Real x)
    {
        if (x.ToFixed(LargestMagnitude) is not { } value)
        {
            return null;
        }
        const int Halvings = 12;
        var twos = BigInteger.Divide(value, Ln2);
        var rest = (value - (twos * Ln2)) >> Halvings;
        var (sum, term) = (One, One);
        for (var n = 1; !term.IsZero && n < 200; n++)
        {
            term = (term * rest >> FixedBits) / n;
            sum += term;
            if (BigInteger.Abs(term).IsOne)
            {
                break;
            }
        }
        for (var i = 0; i < Halvings; i++)
        {
            sum = sum * sum >> FixedBits;
        }
        return BigInteger.Abs(twos) > int.MaxValue / 8 ? null : Real.Of(sum, (int)twos - FixedBits);
    }

    /// <summary>From the double's logarithm and the rest that its power leaves.</summary>
    private static Real? ComputedLn(Real x)
    {
        var shift = (int)x.Mantissa.GetBitLength();
        var mantissa = Real.Of(x.Mantissa, -shift);
        var y = Real.Of(new BigInteger(Math.Log(mantissa.ToDouble()) * (1L << 52)), -52);
        if (ComputedExp(y) is not { } power)
        {
            return null;
        }
        // ln(m/p) = 2 atanh d = 2 (d + d^3/3 + d^5/5 + ...), and d is below 2^-50.
        var d = (mantissa - power) / (mantissa + power);
        var square = d * d;
        var step = d * (Real.One + (square * (Inverse(3) + (square * Inverse(5)))));
        y = y + step + step;
        return y + (Real.Of(new BigInteger(x.Exponent + (long)shift), 0) * Real.Fixed(Ln2));
    }

    private static (Real Cosine, Real Sine)? ComputedTurn(Real x)
    {
        if (x.ToFixed(LargestMagnitude) is not { } value)
        {
            return null;
        }
        var quarter = Pi >> 1;
        var turns = BigInteger.Divide((value << 1) + (value.Sign * quarter), quarter << 1);
        var rest = value - (turns * quarter);
        // The series of a small part of the angle, then double angles.
        const int Halvings = 6;
        rest >>= Halvings;
        var square = rest * rest >> FixedBits;
        var (cosine, sine) = (Series(One, square, 1), Series(rest, square, 2));
        for (var i = 0; i < Halvings; i++)
        {
            (cosine, sine) = (One - (sine * sine >> (FixedBits - 1)), cosine * sine >> (FixedBits - 1));
        }
        var (c, s) = (int)(((turns % 4) + 4) % 4) switch
        {
            0 => (cosine, sine),
            1 => (-sine, cosine),
            2 => (-cosine, -sine),
            _ => (sine, -cosine),
        };
        return (Real.Fixed(c), Real.Fixed(s));
    }

    /// <summary>The angle of a point that is not the origin, from the double's angle and one correction.</summary>
    public static Real Angle(Real y, Real x)
    {
        var length = ((x * x) + (y * y)).Root();
        if (length.IsZero)
        {
            return Real.Zero;
        }
        var (s, c) = (y / length, x / length);
        var guess = Real.Of(new BigInteger(Math.Atan2(s.ToDouble(), c.ToDouble()) * (1L << 50)), -50);
        var (cosine, sine) = ComputedTurn(guess)!.Value;
        var d = (s * cosine) - (c * sine);
        var square = d * d;
        // asin d = d + d^3/6 + 3 d^5/40 + ..., and d is below 2^-48.
        var correction = d * (Real.One + (square * (Inverse(6) + (square * Real.Of(new Rational(3, 40))))));
        return guess + correction;
    }

    private static Real Inverse(int number) => Real.Of(new Rational(1, number));

    private static BigInteger Series(BigInteger first, BigInteger square, int n)
    {
        var (sum, term) = (first, first);
        for (; !term.IsZero && n < 400; n += 2)
        {
            term = -(term * square >> FixedBits) / (n * (n + 1));
            sum += term;
            if (BigInteger.Abs(term) <= 1)
            {
                break;
            }
        }
        return sum;
    }

    private static BigInteger AtanOfInverse(int x)
    {
        var term = One / x;
        var sum = term;
        for (var n = 3; !term.IsZero; n += 2)
        {
            term /= -x * x;
            sum += term / n;
        }
        return sum;
    }

    private static BigInteger LnOf2()
    {
        var term = One / 3;
        var sum = term;
        for (var n = 3; !term.IsZero; n += 2)
        {
            term /= 9;
            sum += term / n;
        }
        return 2 * sum;
    }
}
