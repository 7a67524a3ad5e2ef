using System.Collections.Frozen;
using System.Numerics;

namespace Platform.Grading.Algebra;

/// <summary>Named functions of complex numbers; null where one is undefined or beyond bounds.</summary>
internal static class Functions
{
    private static readonly FrozenDictionary<string, Func<ComplexReal, ComplexReal?>> Unary = new Dictionary<
        string,
        Func<ComplexReal, ComplexReal?>
    >
    {
        ["ln"] = x => x.Ln(),
        ["log"] = x => x.Ln() is { } a ? a / LnOfTen : null,
        ["exp"] = x => x.Exp(),
        ["sin"] = Sine,
        ["cos"] = Cosine,
        ["tan"] = x => Over(Sine(x), Cosine(x)),
        ["cot"] = x => Over(Cosine(x), Sine(x)),
        ["sec"] = x => Over(ComplexReal.One, Cosine(x)),
        ["csc"] = x => Over(ComplexReal.One, Sine(x)),
        ["sinh"] = x => Hyperbolic(x, minus: true),
        ["cosh"] = x => Hyperbolic(x, minus: false),
        ["tanh"] = x => Over(Hyperbolic(x, minus: true), Hyperbolic(x, minus: false)),
        ["arcsin"] = Arcsine,
        ["arccos"] = x => Arcsine(x) is { } a ? (Real.Pi * Half) - a : null,
        ["arctan"] = Arctangent,
        ["arccot"] = x => x.IsZero ? Real.Pi * Half : Arctangent(ComplexReal.One / x),
        ["arcsec"] = x => x.IsZero || Arcsine(ComplexReal.One / x) is not { } a ? null : (Real.Pi * Half) - a,
        ["arccsc"] = x => x.IsZero ? null : Arcsine(ComplexReal.One / x),
        ["arcsinh"] = x => (x + ((x * x) + ComplexReal.One).Root()).Ln(),
        ["arccosh"] = x => (x + ((x + ComplexReal.One).Root() * (x - ComplexReal.One).Root())).Ln(),
        ["arctanh"] = x => Over(ComplexReal.One + x, ComplexReal.One - x)?.Ln() is { } a ? a * Half : null,
        ["abs"] = x => x.Abs(),
        ["re"] = x => x.Re,
        ["im"] = x => x.Im,
        ["factorial"] = Factorial,
        ["floor"] = x => Floor(x),
        ["ceil"] = x => Floor(-x) is { } a ? -a : null,
    }.ToFrozenDictionary();

    /// <summary>One degree in radians.</summary>
    internal static readonly ComplexReal Degree = Real.Pi / Real.Of(new BigInteger(180), 0);

    internal static readonly ComplexReal Half = Real.Of(new Rational(1, 2));
    private static readonly ComplexReal LnOfTen = new ComplexReal(Real.Of(new BigInteger(10), 0), Real.Zero)
        .Ln()!
        .Value;

    public static bool IsKnown(string name) =>
        Unary.ContainsKey(name) || name is "logbase" or "binom" or "mod" or "gcd" or "lcm" or "max" or "min";

    public static ComplexReal? Apply(string name, ComplexReal[] arguments) =>
        (name, arguments) switch
        {
            ("logbase", [var x, var b]) => x.Ln() is { } above ? Over(above, b.Ln()) : null,
            ("binom", [var n, var k]) => Binomial(n, k),
            ("mod", [var a, var m]) => Remainder(a, m),
            ("gcd" or "lcm", _) => Divisors(name == "gcd", arguments),
            ("max" or "min", _) => Extreme(name == "max", arguments),
            (_, [var x]) when Unary.TryGetValue(name, out var function) => function(x),
            _ => null,
        };

    /// <summary>The integer within 2^-60 of a number, if there is one.</summary>
    public static BigInteger? AsInteger(ComplexReal x)
    {
        if (x.Re.ToFixed(64) is not { } value || x.Im.Magnitude > -60)
        {
            return null;
        }
        var rounded = (value + (Elementary.One >> 1)) >> Elementary.FixedBits;
        return BigInteger.Abs(value - (rounded << Elementary.FixedBits)) >> (Elementary.FixedBits - 60) == 0
            ? rounded
            : null;
    }

    private static ComplexReal? Over(ComplexReal? above, ComplexReal? below) =>
        above is { } a && below is { } b && b.Magnitude >= -150 ? a / b : null;

    private static ComplexReal? Sine(ComplexReal x) =>
        x.Im.IsZero ? (Elementary.CosineAndSine(x.Re) is { } turn ? (ComplexReal)turn.Sine : null)
        : (x * ComplexReal.I).Exp() is { } a && (-x * ComplexReal.I).Exp() is { } b ? (a - b) * Half / ComplexReal.I
        : null;

    private static ComplexReal? Cosine(ComplexReal x) =>
        x.Im.IsZero ? (Elementary.CosineAndSine(x.Re) is { } turn ? (ComplexReal)turn.Cosine : null)
        : (x * ComplexReal.I).Exp() is { } a && (-x * ComplexReal.I).Exp() is { } b ? (a + b) * Half
        : null;

    private static ComplexReal? Hyperbolic(ComplexReal x, bool minus) =>
        x.Exp() is { } a && (-x).Exp() is { } b ? (minus ? a - b : a + b) * Half : null;

    /// <summary>asin x = -i ln(ix + sqrt(1 - x^2))</summary>
    private static ComplexReal? Arcsine(ComplexReal x) =>
        ((x * ComplexReal.I) + (ComplexReal.One - (x * x)).Root()).Ln() is { } a ? -a * ComplexReal.I : null;

    /// <summary>atan x = (ln(1 + ix) - ln(1 - ix)) / 2i</summary>
    private static ComplexReal? Arctangent(ComplexReal x) =>
        x.Im.IsZero ? Elementary.Angle(x.Re, Real.One)
        : (ComplexReal.One + (x * ComplexReal.I)).Ln() is { } a && (ComplexReal.One - (x * ComplexReal.I)).Ln() is { } b
            ? (a - b) * Half / ComplexReal.I
        : null;

    private static ComplexReal? Floor(ComplexReal x)
    {
        if (AsInteger(x) is { } integer)
        {
            return Real.Of(integer, 0);
        }
        return x.Im.IsZero && x.Re.ToFixed(64) is { } value ? Real.Of(value >> Elementary.FixedBits, 0) : null;
    }

    /// <summary>
    /// Between the integers, a function with (x + 1)! = (x + 1) x! and otherwise arbitrary values, so that only what follows
    /// from this law is equal.
    /// </summary>
    private static ComplexReal? Factorial(ComplexReal x)
    {
        const int Largest = 3000;
        const int LargestShift = 100;
        if (x.Re.ToFixed(12) is not { } value)
        {
            return null;
        }
        if (AsInteger(x) is { } n)
        {
            return n < 0 || n > Largest ? null : Rising(Real.Zero, (int)n);
        }
        var whole = (int)(value >> Elementary.FixedBits);
        if (Math.Abs(whole) > LargestShift)
        {
            return null;
        }
        var rest = x - Real.Of(new BigInteger(whole), 0);
        ComplexReal start = Real.Of(Fingerprint.Hash(Fingerprint.Digits(rest), 1) | 1, -64);
        return whole >= 0
            ? start * Rising(rest, whole)
            : start / Rising(rest - Real.Of(new BigInteger(-whole), 0), -whole);
    }

    /// <summary>(x + 1)(x + 2)...(x + count)</summary>
    private static ComplexReal Rising(ComplexReal x, int count)
    {
        var product = ComplexReal.One;
        for (var i = 1; i <= count; i++)
        {
            product *= x + Real.Of(new BigInteger(i), 0);
        }
        return product;
    }

    /// <summary>a - m floor(a/m)</summary>
    private static ComplexReal? Remainder(ComplexReal a, ComplexReal m) =>
        Over(a, m) is { } quotient && Floor(quotient) is { } whole ? a - (m * whole) : null;

    private static ComplexReal? Divisors(bool greatest, ComplexReal[] arguments)
    {
        BigInteger? result = null;
        foreach (var argument in arguments)
        {
            if (AsInteger(argument) is not { IsZero: false } integer)
            {
                return null;
            }
            var size = BigInteger.Abs(integer);
            result =
                result is not { } before ? size
                : greatest ? BigInteger.GreatestCommonDivisor(before, size)
                : before / BigInteger.GreatestCommonDivisor(before, size) * size;
        }
        return result is { } value ? (ComplexReal)Real.Of(value, 0) : null;
    }

    private static ComplexReal? Extreme(bool greatest, ComplexReal[] arguments)
    {
        if (arguments.Length == 0 || !Array.TrueForAll(arguments, argument => argument.Im.IsZero))
        {
            return null;
        }
        var extreme = arguments[0].Re;
        foreach (var argument in arguments)
        {
            var sign = (argument.Re - extreme).Sign;
            extreme = (greatest ? sign > 0 : sign < 0) ? argument.Re : extreme;
        }
        return (ComplexReal)extreme;
    }

    private static ComplexReal? Binomial(ComplexReal n, ComplexReal k)
    {
        if (AsInteger(k) is not { } count || count < 0 || count > 200)
        {
            return null;
        }
        var result = ComplexReal.One;
        for (var i = 0; i < (int)count; i++)
        {
            result = result * (n - Real.Of(new BigInteger(i), 0)) / Real.Of(new BigInteger(i + 1), 0);
        }
        return result;
    }
}
