using System.Globalization;

namespace Platform.Synthetic.Game24;

/// <summary>An exact fraction in lowest terms, small enough for arithmetic without big integers.</summary>
internal readonly record struct Fraction : IComparable<Fraction>
{
    /// <summary>
    /// Upper limit of numerators and denominators. Products of two of them fit in 128 bits, and no puzzle comes close to it.
    /// </summary>
    private const long Limit = 1L << 40;

    private readonly long below; // denominator - 1, so that a default value is 0

    private Fraction(long numerator, long denominator) => (Numerator, below) = (numerator, denominator - 1);

    public long Numerator { get; }

    public long Denominator => below + 1;

    public bool IsInteger => below == 0;

    public static implicit operator Fraction(int value) => new(value, 1);

    /// <summary>Returns null if the denominator is 0 or the fraction is too large.</summary>
    public static Fraction? Of(Int128 numerator, Int128 denominator)
    {
        if (denominator == 0)
        {
            return null;
        }

        if (denominator < 0)
        {
            (numerator, denominator) = (-numerator, -denominator);
        }

        var (a, b) = (Int128.Abs(numerator), denominator);
        while (b != 0)
        {
            (a, b) = (b, a % b);
        }

        (numerator, denominator) = (numerator / a, denominator / a);
        return Int128.Abs(numerator) < Limit && denominator < Limit
            ? new Fraction((long)numerator, (long)denominator)
            : null;
    }

    /// <summary>Computes a op b; returns null if it divides by 0 or the result is too large.</summary>
    /// <param name="operation">One of <c>+ - * /</c>.</param>
    public static Fraction? Apply(Fraction a, char operation, Fraction b) =>
        operation switch
        {
            '+' => Sum(a, b.Numerator, b.Denominator),
            '-' => Sum(a, -b.Numerator, b.Denominator),
            '*' => Product(a, b.Numerator, b.Denominator),
            '/' => Product(a, b.Denominator, b.Numerator),
            _ => throw new ArgumentOutOfRangeException(nameof(operation), operation, "must be one of + - * /"),
        };

    public int CompareTo(Fraction other) =>
        ((Int128)Numerator * other.Denominator).CompareTo((Int128)other.Numerator * Denominator);

    public override string ToString() =>
        IsInteger
            ? Numerator.ToString(CultureInfo.InvariantCulture)
            : string.Create(CultureInfo.InvariantCulture, $"{Numerator}/{Denominator}");

    private static Fraction? Sum(Fraction a, long numerator, long denominator) =>
        a.IsInteger && denominator == 1
            ? Of(a.Numerator + numerator)
            : Of(
                ((Int128)a.Numerator * denominator) + ((Int128)numerator * a.Denominator),
                (Int128)a.Denominator * denominator
            );

    private static Fraction? Product(Fraction a, long numerator, long denominator) =>
        a.IsInteger && denominator == 1
            ? Of((Int128)a.Numerator * numerator)
            : Of((Int128)a.Numerator * numerator, (Int128)a.Denominator * denominator);

    private static Fraction? Of(Int128 whole) => Int128.Abs(whole) < Limit ? new Fraction((long)whole, 1) : null;
}
