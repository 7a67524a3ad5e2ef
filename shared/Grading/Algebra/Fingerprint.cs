using System.Globalization;
using System.Numerics;

namespace Platform.Grading.Algebra;

/// <summary>Short keys for texts and values, the same on every machine and in every run.</summary>
internal static class Fingerprint
{
    /// <summary>A stable 64-bit hash (FNV-1a, then a splitmix64 round).</summary>
    public static ulong Hash(string text, ulong seed)
    {
        var hash = 14695981039346656037UL ^ seed;
        foreach (var c in text)
        {
            hash = (hash ^ c) * 1099511628211UL;
        }
        hash = (hash ^ (hash >> 30)) * 0xBF58476D1CE4E5B9UL;
        hash = (hash ^ (hash >> 27)) * 0x94D049BB133111EBUL;
        return hash ^ (hash >> 31);
    }

    /// <summary>A number to 42 significant digits, for keys: the same for every way of computing it.</summary>
    public static string Digits(ComplexReal value)
    {
        const int KeyBits = 140;
        const int ReliableBits = 165;
        // A part that is rounding noise compared with the other counts as zero.
        var largest = value.Magnitude;
        return Part(value.Re) + "," + Part(value.Im);

        string Part(Real part)
        {
            if (part.IsZero || part.Magnitude < largest - ReliableBits)
            {
                return "0";
            }
            var shift = (int)(BigInteger.Abs(part.Mantissa).GetBitLength() - KeyBits);
            var rounded =
                shift > 0 ? (part.Mantissa + (BigInteger.One << (shift - 1))) >> shift : part.Mantissa << -shift;
            var exponent = part.Exponent + shift;
            if (BigInteger.Abs(rounded).GetBitLength() > KeyBits)
            {
                (rounded, exponent) = (rounded >> 1, exponent + 1);
            }
            return rounded.ToString("x", CultureInfo.InvariantCulture)
                + "p"
                + exponent.ToString(CultureInfo.InvariantCulture);
        }
    }
}
