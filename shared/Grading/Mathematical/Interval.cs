namespace Platform.Grading.Mathematical;

/// <summary>The numbers between two ends, each of which belongs to them or not.</summary>
internal readonly record struct Interval(Endpoint Low, bool WithLow, Endpoint High, bool WithHigh)
    : IComparable<Interval>
{
    public bool IsPoint => WithLow && WithHigh && Low.CompareTo(High) == 0;

    public bool IsEmpty => Low.CompareTo(High) is var order && (order > 0 || (order == 0 && !(WithLow && WithHigh)));

    public int CompareTo(Interval other) =>
        Low.CompareTo(other.Low) is var order and not 0 ? order : other.WithLow.CompareTo(WithLow);

    /// <summary>Whether a later interval leaves no gap behind this one.</summary>
    public bool Touches(Interval later) =>
        later.Low.CompareTo(High) is var order && (order < 0 || (order == 0 && (WithHigh || later.WithLow)));

    /// <summary>This interval and a later one that touches it.</summary>
    public Interval With(Interval later)
    {
        var order = later.High.CompareTo(High);
        return order < 0 ? this
            : order == 0 ? this with { WithHigh = WithHigh || later.WithHigh }
            : this with { High = later.High, WithHigh = later.WithHigh };
    }
}
