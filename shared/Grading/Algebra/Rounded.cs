using System.Numerics;

namespace Platform.Grading.Algebra;

/// <summary>
/// Decimals as the reference computes with them: binary numbers of 53 bits, or more where more than 15 digits were
/// written, rounded to nearest after every operation. A coefficient is exact when its precision is 0.
/// </summary>
internal readonly record struct Rounded(Rational Value, int Precision)
{
    public bool IsZero => Value.IsZero;

    public static implicit operator Rounded(Rational exact) => new(exact, 0);

    public static implicit operator Rounded(int exact) => new(exact, 0);

    public static Expression FromDecimal(Rational value, ReadOnlySpan<char> written)
    {
        const double BitsPerDigit = 3.3219280948873626;
        var end = written.IndexOf('e');
        var mantissa = end < 0 ? written : written[..end];
        var digits = mantissa.TrimStart("0.").Length - (mantissa.TrimStart("0.").Contains('.') ? 1 : 0);
        var precision = digits <= 15 ? 53 : Math.Max(1, (int)Math.Round((digits + 1) * BitsPerDigit));
        return Expression.Number(value, precision);
    }

    public static Rounded Of(Rational value, int precision) =>
        new(precision == 0 ? value : Round(value, precision), precision);

    public static Rounded operator +(Rounded a, Rounded b) => Combine(a, b, (x, y) => x + y);

    public static Rounded operator -(Rounded a) => a with { Value = -a.Value };

    public static Rounded operator *(Rounded a, Rounded b) => Combine(a, b, (x, y) => x * y);

    public static Rounded operator /(Rounded a, Rounded b) => Combine(a, b, (x, y) => x / y);

    /// <summary>The nearest binary number of that many bits, ties to even.</summary>
    public static Rational Round(Rational value, int precision)
    {
        if (value.IsZero)
        {
            return value;
        }
        var shift = precision - (int)(value.Numerator.GetBitLength() - value.Denominator.GetBitLength());
        var rounded = Scaled(value, shift);
        var excess = (int)(BigInteger.Abs(rounded).GetBitLength() - precision);
        if (excess > 0)
        {
            shift -= excess;
            rounded = Scaled(value, shift);
        }
        return shift >= 0 ? new(rounded, BigInteger.One << shift) : new(rounded << -shift, 1);
    }

    private static BigInteger Scaled(Rational value, int shift)
    {
        var above = shift >= 0 ? value.Numerator << shift : value.Numerator;
        var below = shift >= 0 ? value.Denominator : value.Denominator << -shift;
        var whole = BigInteger.DivRem(BigInteger.Abs(above), below, out var rest);
        var half = (rest << 1).CompareTo(below);
        if (half > 0 || (half == 0 && !whole.IsEven))
        {
            whole++;
        }
        return value.Sign < 0 ? -whole : whole;
    }

    private static Rounded Combine(Rounded a, Rounded b, Func<Rational, Rational, Rational> operation)
    {
        var precision = Math.Max(a.Precision, b.Precision);
        if (precision == 0)
        {
            return new(operation(a.Value, b.Value), 0);
        }
        var (x, y) = (At(a, precision), At(b, precision));
        return new(Round(operation(x, y), precision), precision);
    }

    private static Rational At(Rounded number, int precision) =>
        number.Precision == 0 ? Round(number.Value, precision) : number.Value;
}
