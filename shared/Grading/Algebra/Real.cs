using System.Numerics;

namespace Platform.Grading.Algebra;

/// <summary>A binary floating-point number of 192 bits: mantissa times two to the exponent.</summary>
internal readonly record struct Real
{
    public const int Bits = 192;

    private Real(BigInteger mantissa, int exponent)
    {
        Mantissa = mantissa;
        Exponent = exponent;
    }

    public BigInteger Mantissa { get; }

    public int Exponent { get; }

    public static Real Zero => default;

    public static Real One { get; } = new(1, 0);

    public static Real Pi { get; } = Fixed(Elementary.Pi);

    public bool IsZero => Mantissa.IsZero;

    public int Sign => Mantissa.Sign;

    /// <summary>The power of two just above the absolute value.</summary>
    public long Magnitude => IsZero ? long.MinValue / 4 : BigInteger.Abs(Mantissa).GetBitLength() + Exponent;

    public static Real Of(BigInteger mantissa, long exponent)
    {
        var excess = (int)(BigInteger.Abs(mantissa).GetBitLength() - Bits);
        if (excess > 0)
        {
            mantissa = (mantissa + (BigInteger.One << (excess - 1))) >> excess;
            exponent += excess;
        }
        if (mantissa.IsZero || exponent < int.MinValue / 4)
        {
            return Zero;
        }
        return exponent > int.MaxValue / 4
            ? throw new OverflowException("A number beyond bounds.")
            : new(mantissa, (int)exponent);
    }

    public static Real Of(Rational value)
    {
        var shift = Bits + 2 - (int)(value.Numerator.GetBitLength() - value.Denominator.GetBitLength());
        return shift >= 0
            ? Of((value.Numerator << shift) / value.Denominator, -shift)
            : Of((value.Numerator >> -shift) / value.Denominator, -shift);
    }

    /// <summary>From a fixed-point number of <see cref="Elementary.FixedBits"/> fractional bits.</summary>
    public static Real Fixed(BigInteger value) => Of(value, -Elementary.FixedBits);

    public static Real operator -(Real a) => new(-a.Mantissa, a.Exponent);

    public static Real operator +(Real a, Real b)
    {
        if (a.IsZero || b.IsZero)
        {
            return a.IsZero ? b : a;
        }
        if (a.Exponent < b.Exponent)
        {
            (a, b) = (b, a);
        }
        var shift = (long)a.Exponent - b.Exponent;
        // Beyond the precision the smaller number changes nothing.
        return shift > (2 * Bits) + 8 ? a : Of((a.Mantissa << (int)shift) + b.Mantissa, b.Exponent);
    }

    public static Real operator -(Real a, Real b) => a + -b;

    public static Real operator *(Real a, Real b) => Of(a.Mantissa * b.Mantissa, (long)a.Exponent + b.Exponent);

    public static Real operator /(Real a, Real b)
    {
        var shift = Bits + 2 + (int)Math.Max(0, b.Mantissa.GetBitLength() - a.Mantissa.GetBitLength());
        return Of((a.Mantissa << shift) / b.Mantissa, (long)a.Exponent - b.Exponent - shift);
    }

    public Real Abs() => Sign < 0 ? -this : this;

    public Real Root()
    {
        if (Sign <= 0)
        {
            return Zero;
        }
        var shift = (2 * Bits) + 4 - (int)Mantissa.GetBitLength();
        shift += (Exponent - shift) % 2 == 0 ? 0 : 1;
        var scaled = shift >= 0 ? Mantissa << shift : Mantissa >> -shift;
        return Of(Roots.IntegerRoot(scaled), ((long)Exponent - shift) / 2);
    }

    /// <summary>As a fixed-point number; null when it is too large for the functions that work on those.</summary>
    public BigInteger? ToFixed(int maximumMagnitude)
    {
        if (Magnitude > maximumMagnitude)
        {
            return null;
        }
        var shift = Exponent + Elementary.FixedBits;
        return shift >= 0 ? Mantissa << shift
            : shift < -100_000 ? BigInteger.Zero
            : Mantissa >> -shift;
    }

    /// <summary>The exact value; null when it would have thousands of bits.</summary>
    public Rational? ToRational()
    {
        const int LargestExponent = 4000;
        return Math.Abs((long)Exponent) > LargestExponent ? null
            : Exponent >= 0 ? new Rational(Mantissa << Exponent, 1)
            : new Rational(Mantissa, BigInteger.One << -Exponent);
    }

    public double ToDouble()
    {
        if (IsZero)
        {
            return 0;
        }
        var excess = (int)BigInteger.Abs(Mantissa).GetBitLength() - 64;
        var (mantissa, exponent) = excess > 0 ? (Mantissa >> excess, (long)Exponent + excess) : (Mantissa, Exponent);
        return Math.ScaleB((double)mantissa, (int)Math.Clamp(exponent, -5000, 5000));
    }
}
