using System.Globalization;
using System.Numerics;

namespace Platform.Grading.Algebra;

/// <summary>Rational powers of rational numbers as products of roots of distinct primes, which are independent.</summary>
internal static class Roots
{
    private const int LargestTrialDivisor = 1000;
    private const long LargestPrimeFound = (long)LargestTrialDivisor * LargestTrialDivisor;

    /// <summary>Null when the number does not factor easily, or is negative under anything but a square root.</summary>
    public static Polynomial? OfExact(Rational value, Rational exponent)
    {
        if (value.IsZero)
        {
            return exponent.Sign > 0 ? Polynomial.Constant(Rational.Zero) : null;
        }
        if (exponent.Abs() > 64 || exponent.Denominator > 64 || (value.Sign < 0 && exponent.Denominator != 2))
        {
            return null;
        }
        var outside = Rational.One;
        var monomial = Monomial.One;
        if (value.Sign < 0)
        {
            // (-a)^(k/2) = i^k a^(k/2)
            monomial = Monomial.Of(Monomial.Imaginary);
            var turns = (int)(((exponent.Numerator % 4) + 4) % 4);
            outside = turns == 3 ? -1 : 1;
        }
        var done =
            Multiply(value.Numerator, exponent, ref monomial, ref outside)
            && Multiply(value.Denominator, -exponent, ref monomial, ref outside);
        return done ? Polynomial.Of(monomial, outside) : null;
    }

    /// <summary>
    /// A power whose base or exponent is rounded, as a rounded number; null if it is not real or needs more bits.
    /// </summary>
    public static Rounded? OfRounded(Rounded value, Rounded exponent)
    {
        const int MaximumPrecision = 150;
        var precision = Math.Max(value.Precision, exponent.Precision);
        if (value.Value.Sign <= 0 || precision > MaximumPrecision || exponent.Value.Abs() > 10_000)
        {
            return null;
        }
        var power = Elementary.Ln(Real.Of(value.Value)) is { } logarithm
            ? Elementary.Exp(logarithm * Real.Of(exponent.Value))
            : null;
        return power?.ToRational() is { } result ? Rounded.Of(result, precision) : null;
    }

    /// <summary>The integer part of a square root, by Newton's method.</summary>
    public static BigInteger IntegerRoot(BigInteger value)
    {
        if (value.IsZero)
        {
            return value;
        }
        // From above: the machine's root of the first bits, rounded up.
        const int KeptBits = 50;
        var excess = (int)Math.Max(0, (value.GetBitLength() - KeptBits + 1) / 2) * 2;
        var guess = (BigInteger)(Math.Sqrt((double)(value >> excess)) + 2) << (excess / 2);
        while (true)
        {
            var next = (guess + (value / guess)) >> 1;
            if (next >= guess)
            {
                return guess;
            }
            guess = next;
        }
    }

    private static bool Multiply(BigInteger number, Rational exponent, ref Monomial monomial, ref Rational outside)
    {
        number = BigInteger.Abs(number);
        if (number.GetBitLength() > 400)
        {
            return false;
        }
        for (var divisor = 2; divisor <= LargestTrialDivisor && !number.IsOne; divisor += divisor == 2 ? 1 : 2)
        {
            var times = 0;
            while ((number % divisor).IsZero)
            {
                number /= divisor;
                times++;
            }
            if (times > 0 && !MultiplyPrime(divisor, exponent * times, ref monomial, ref outside))
            {
                return false;
            }
            if ((BigInteger)divisor * divisor > number)
            {
                break;
            }
        }
        return number.IsOne || Rest(number, exponent, ref monomial, ref outside);
    }

    /// <summary>What trial division leaves: a prime, or the square of one too large to be found.</summary>
    private static bool Rest(BigInteger number, Rational exponent, ref Monomial monomial, ref Rational outside)
    {
        if (number <= LargestPrimeFound)
        {
            return MultiplyPrime(number, exponent, ref monomial, ref outside);
        }
        var root = IntegerRoot(number);
        return root * root == number
            && root <= LargestPrimeFound
            && MultiplyPrime(root, exponent * 2, ref monomial, ref outside);
    }

    private static bool MultiplyPrime(BigInteger prime, Rational power, ref Monomial monomial, ref Rational outside)
    {
        var whole = power.Floor();
        if (new Rational(prime, 1).Power((int)whole, 20_000) is not { } factor)
        {
            return false;
        }
        outside *= factor;
        var part = power - whole;
        if (!part.IsZero)
        {
            var name = prime.ToString(CultureInfo.InvariantCulture);
            monomial = monomial.Times(
                Monomial.PrimeRoot(name, (int)part.Numerator, (int)part.Denominator),
                ref outside
            );
        }
        return true;
    }
}
