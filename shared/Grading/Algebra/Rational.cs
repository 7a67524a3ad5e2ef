using System.Globalization;
using System.Numerics;

namespace Platform.Grading.Algebra;

/// <summary>An exact fraction in lowest terms with a positive denominator.</summary>
internal readonly record struct Rational
{
    private readonly BigInteger below;

    public Rational(BigInteger numerator, BigInteger denominator)
    {
        if (denominator.Sign < 0)
        {
            (numerator, denominator) = (-numerator, -denominator);
        }
        var common = denominator.IsOne ? BigInteger.One : BigInteger.GreatestCommonDivisor(numerator, denominator);
        Numerator = common.IsOne ? numerator : numerator / common;
        // The denominator is stored minus one, so that a default value is 0/1.
        below = (common.IsOne ? denominator : denominator / common) - 1;
    }

    public BigInteger Numerator { get; }

    public BigInteger Denominator => below + 1;

    public static Rational Zero => default;

    public static Rational One { get; } = new(1, 1);

    public bool IsZero => Numerator.IsZero;

    public bool IsOne => Numerator.IsOne && IsInteger;

    public bool IsInteger => below.IsZero;

    public int Sign => Numerator.Sign;

    /// <summary>The size in bits, which computations with bounds keep small.</summary>
    public long Bits => Numerator.GetBitLength() + Denominator.GetBitLength();

    public static implicit operator Rational(BigInteger value) => new(value, 1);

    public static implicit operator Rational(int value) => new(value, 1);

    public static Rational operator +(Rational a, Rational b) =>
        a.IsInteger && b.IsInteger
            ? new(a.Numerator + b.Numerator, 1)
            : new((a.Numerator * b.Denominator) + (b.Numerator * a.Denominator), a.Denominator * b.Denominator);

    public static Rational operator -(Rational a) => new(-a.Numerator, a.Denominator);

    public static Rational operator -(Rational a, Rational b) => a + -b;

    public static Rational operator *(Rational a, Rational b) =>
        new(a.Numerator * b.Numerator, a.Denominator * b.Denominator);

    public static Rational operator /(Rational a, Rational b) =>
        new(a.Numerator * b.Denominator, a.Denominator * b.Numerator);

    /// <summary>The nearest machine number, up to its last digits.</summary>
    public static explicit operator double(Rational value)
    {
        if (value.IsInteger)
        {
            return (double)value.Numerator;
        }
        const int Kept = 1000;
        var excess = (int)
            Math.Max(0, Math.Max(value.Numerator.GetBitLength(), value.Denominator.GetBitLength()) - Kept);
        return excess == 0
            ? (double)value.Numerator / (double)value.Denominator
            : (double)(value.Numerator >> excess) / (double)(value.Denominator >> excess);
    }

    public static bool operator <(Rational a, Rational b) => (a - b).Sign < 0;

    public static bool operator >(Rational a, Rational b) => (a - b).Sign > 0;

    public Rational Abs() => Sign < 0 ? -this : this;

    /// <summary>The greatest integer not above the value.</summary>
    public BigInteger Floor() =>
        BigInteger.DivRem(Numerator, Denominator, out var rest) - (rest.Sign < 0 ? BigInteger.One : BigInteger.Zero);

    /// <summary>
    /// An integer power; null if the result would have more than <paramref name="maximumBits"/> bits, or divides by zero.
    /// </summary>
    public Rational? Power(int exponent, long maximumBits)
    {
        var size = Math.Abs((long)exponent);
        if ((IsZero && exponent < 0) || (size * Math.Max(Bits - 2, 0)) > maximumBits)
        {
            return null;
        }
        if (size > int.MaxValue)
        {
            return null;
        }
        var (above, under) = (BigInteger.Pow(Numerator, (int)size), BigInteger.Pow(Denominator, (int)size));
        return exponent < 0 ? new(under, above) : new(above, under);
    }

    /// <summary>
    /// Reads digits with an optional point and exponent; null if the exponent is out of bounds or there are too many digits.
    /// </summary>
    public static Rational? Parse(ReadOnlySpan<char> text)
    {
        const int MaximumDigits = 2000;
        const int DigitsOfLong = 18;
        if (
            text.Length <= DigitsOfLong
            && long.TryParse(text, NumberStyles.None, CultureInfo.InvariantCulture, out var small)
        )
        {
            return new(small, BigInteger.One);
        }
        var mark = text.IndexOfAny('e', 'E');
        var exponent = 0;
        if (mark >= 0)
        {
            if (
                !int.TryParse(
                    text[(mark + 1)..],
                    NumberStyles.AllowLeadingSign,
                    CultureInfo.InvariantCulture,
                    out exponent
                )
            )
            {
                return null;
            }
            text = text[..mark];
        }
        var point = text.IndexOf('.');
        var digits = text.ToString();
        if (point >= 0)
        {
            exponent -= text.Length - point - 1;
            digits = digits.Remove(point, 1);
        }
        if (digits.Length is 0 or > MaximumDigits || Math.Abs((long)exponent) > MaximumDigits)
        {
            return null;
        }
        if (!BigInteger.TryParse(digits, NumberStyles.None, CultureInfo.InvariantCulture, out var value))
        {
            return null;
        }
        var scale = BigInteger.Pow(10, Math.Abs(exponent));
        return exponent < 0 ? new(value, scale) : new(value * scale, 1);
    }

    public override string ToString() =>
        IsInteger
            ? Numerator.ToString(CultureInfo.InvariantCulture)
            : string.Create(CultureInfo.InvariantCulture, $"{Numerator}/{Denominator}");
}
