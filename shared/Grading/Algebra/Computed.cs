namespace Platform.Grading.Algebra;

/// <summary>A computed number and the size of its rounding error.</summary>
/// <param name="Value">The number.</param>
/// <param name="Noise">The power of two that bounds the error.</param>
internal readonly record struct Computed(ComplexReal Value, long Noise)
{
    private const int LostBits = 4;
    private const int Margin = 12;

    /// <summary>Zero, up to rounding.</summary>
    public bool IsZero => Value.IsZero || Value.Magnitude < Noise + Margin;

    public static Computed Of(ComplexReal value) => new(value, value.Magnitude - Real.Bits + LostBits);

    public static Computed operator +(Computed a, Computed b) =>
        Of(a.Value + b.Value).With(Math.Max(a.Noise, b.Noise) + 1);

    public static Computed operator *(Computed a, Computed b) =>
        Of(a.Value * b.Value).With(Math.Max(a.Value.Magnitude + b.Noise, b.Value.Magnitude + a.Noise) + 1);

    public static Computed operator /(Computed a, Computed b) =>
        Of(a.Value / b.Value)
            .With(
                Math.Max(a.Noise - b.Value.Magnitude, a.Value.Magnitude + b.Noise - (2 * b.Value.Magnitude)) + LostBits
            );

    /// <summary>A power of this number, whose relative error is multiplied by that power of two.</summary>
    public Computed Raised(ComplexReal power, long factor) =>
        Of(power).With(power.Magnitude + Noise - Value.Magnitude + factor + 1);

    /// <summary>With an error that is at least so large.</summary>
    public Computed With(long noise) => this with { Noise = Math.Max(Noise, noise) };

    /// <summary>The number, without parts that are no larger than the error.</summary>
    public ComplexReal WithoutNoise()
    {
        var limit = Noise + Margin;
        return new(Part(Value.Re), Part(Value.Im));

        Real Part(Real part) => part.Magnitude < limit ? Real.Zero : part;
    }
}
