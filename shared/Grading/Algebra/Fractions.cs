using System.Numerics;

namespace Platform.Grading.Algebra;

/// <summary>Recognises computed values that are simple fractions.</summary>
internal static class Fractions
{
    private const int LargestBits = 40;
    private const int AgreedBits = 130;

    /// <summary>The fraction with small numerator and denominator within 2^-130, by continued fractions.</summary>
    public static Rational? Recognise(ComplexReal value)
    {
        if (value.IsZero)
        {
            return Rational.Zero;
        }
        // A number that is not zero, however small, is not recognised as zero.
        if (!value.Im.IsZero || value.Re.Magnitude < -LargestBits || value.Re.ToFixed(LargestBits) is not { } scaled)
        {
            return null;
        }
        var (above, below) = (BigInteger.Abs(scaled), Elementary.One);
        var (p, previousP, q, previousQ) = (BigInteger.One, BigInteger.Zero, BigInteger.Zero, BigInteger.One);
        while (!below.IsZero)
        {
            var whole = BigInteger.DivRem(above, below, out var rest);
            (p, previousP) = ((whole * p) + previousP, p);
            (q, previousQ) = ((whole * q) + previousQ, q);
            if (p.GetBitLength() > LargestBits || q.GetBitLength() > LargestBits)
            {
                return null;
            }
            var error = BigInteger.Abs((p << Elementary.FixedBits) - (BigInteger.Abs(scaled) * q));
            if (error.GetBitLength() < Elementary.FixedBits - AgreedBits)
            {
                return new(scaled.Sign * p, q);
            }
            (above, below) = (below, rest);
        }
        return null;
    }
}
