namespace Platform.Grading.Algebra;

/// <summary>A complex number of two <see cref="Real"/>s, with the principal branches of the elementary functions.</summary>
internal readonly record struct ComplexReal(Real Re, Real Im)
{
    public static readonly ComplexReal One = new(Real.One, Real.Zero);
    public static readonly ComplexReal I = new(Real.Zero, Real.One);

    public bool IsZero => Re.IsZero && Im.IsZero;

    public static implicit operator ComplexReal(Real real) => new(real, Real.Zero);

    public static ComplexReal operator -(ComplexReal a) => new(-a.Re, -a.Im);

    public static ComplexReal operator +(ComplexReal a, ComplexReal b) => new(a.Re + b.Re, a.Im + b.Im);

    public static ComplexReal operator -(ComplexReal a, ComplexReal b) => new(a.Re - b.Re, a.Im - b.Im);

    public static ComplexReal operator *(ComplexReal a, ComplexReal b) =>
        a.Im.IsZero && b.Im.IsZero
            ? a.Re * b.Re
            : new ComplexReal((a.Re * b.Re) - (a.Im * b.Im), (a.Re * b.Im) + (a.Im * b.Re));

    public static ComplexReal operator /(ComplexReal a, ComplexReal b)
    {
        if (a.Im.IsZero && b.Im.IsZero)
        {
            return a.Re / b.Re;
        }
        var square = (b.Re * b.Re) + (b.Im * b.Im);
        var above = a * new ComplexReal(b.Re, -b.Im);
        return new(above.Re / square, above.Im / square);
    }

    /// <summary>The power of two just above the larger part.</summary>
    public long Magnitude => Math.Max(Re.Magnitude, Im.Magnitude);

    public Real Abs() => Im.IsZero ? Re.Abs() : ((Re * Re) + (Im * Im)).Root();

    public ComplexReal? Exp()
    {
        if (Elementary.Exp(Re) is not { } size)
        {
            return null;
        }
        if (Im.IsZero)
        {
            return size;
        }
        return Elementary.CosineAndSine(Im) is { } turn ? new(size * turn.Cosine, size * turn.Sine) : null;
    }

    public ComplexReal? Ln()
    {
        if (IsZero || Elementary.Ln(Abs()) is not { } size)
        {
            return null;
        }
        return new(size, Im.IsZero ? (Re.Sign < 0 ? Real.Pi : Real.Zero) : Elementary.Angle(Im, Re));
    }

    public ComplexReal? Power(ComplexReal exponent)
    {
        if (IsZero)
        {
            return exponent.Re.Sign > 0 ? this
                : exponent.IsZero ? One
                : null;
        }
        return Ln() is { } logarithm ? (logarithm * exponent).Exp() : null;
    }

    public ComplexReal? Power(int exponent)
    {
        if (exponent < 0)
        {
            return IsZero ? null : (One / this).Power(-exponent);
        }
        var (result, square) = (One, this);
        for (var left = exponent; left > 0; left >>= 1)
        {
            if ((left & 1) == 1)
            {
                result *= square;
            }
            if (left > 1)
            {
                square *= square;
            }
        }
        return result;
    }

    public ComplexReal Root()
    {
        if (Im.IsZero)
        {
            return Re.Sign >= 0 ? Re.Root() : new ComplexReal(Real.Zero, (-Re).Root());
        }
        var half = Real.Of(new Rational(1, 2));
        var size = Abs();
        // The larger part is computed directly and the smaller one from it, which avoids cancellation.
        if (Re.Sign >= 0)
        {
            var re = ((size + Re) * half).Root();
            return new(re, Im * half / re);
        }
        var im = ((size - Re) * half).Root();
        im = Im.Sign < 0 ? -im : im;
        return new(Im * half / im, im);
    }
}
