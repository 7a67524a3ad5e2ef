using Platform.Grading.Algebra;

namespace Platform.Grading.Mathematical;

/// <summary>A set of real numbers as disjoint intervals with known ends, in ascending order.</summary>
internal sealed class RealSet
{
    private const int MostIntervals = 200;

    private RealSet(List<Interval> intervals) => Intervals = intervals;

    public static RealSet All { get; } = new([new(Endpoint.Low, false, Endpoint.High, false)]);

    public static RealSet Empty { get; } = new([]);

    public IReadOnlyList<Interval> Intervals { get; }

    public bool IsFinite => Intervals.All(interval => interval.IsPoint);

    /// <summary>Null if an end is not a real number.</summary>
    public static RealSet? Between(Expression low, bool withLow, Expression high, bool withHigh) =>
        Endpoint.Of(low) is { } from && Endpoint.Of(high) is { } to ? Between(from, withLow, to, withHigh) : null;

    public static RealSet Between(Endpoint low, bool withLow, Endpoint high, bool withHigh)
    {
        var interval = new Interval(low, withLow && !low.IsInfinite, high, withHigh && !high.IsInfinite);
        return interval.IsEmpty ? Empty : new([interval]);
    }

    /// <summary>What a set, interval or collection of numbers contains; null if that is not known.</summary>
    public static RealSet? Of(MathAnswer answer)
    {
        switch (answer)
        {
            case MathAnswer.Reals reals:
                return reals.Set;
            case MathAnswer.Sequence
            {
                Open: "(" or "[",
                Close: ")" or "]",
                Items: [MathAnswer.Value low, MathAnswer.Value high]
            } interval:
                return Between(low.Expression, interval.Open == "[", high.Expression, interval.Close == "]");
            case MathAnswer.Collection collection:
                RealSet? points = Empty;
                foreach (var item in collection.Items)
                {
                    points =
                        item is MathAnswer.Value point && Point(point.Expression) is { } set
                            ? points?.Union(set)
                            : null;
                }
                return points;
            default:
                return null;
        }
    }

    public static RealSet? Point(Expression value) =>
        Endpoint.Of(value) is { IsInfinite: false } end ? new([new(end, true, end, true)]) : null;

    public RealSet? Union(RealSet other)
    {
        if (Intervals.Count + other.Intervals.Count > MostIntervals)
        {
            return null;
        }
        List<Interval> joined = [];
        foreach (var interval in Intervals.Concat(other.Intervals).Order())
        {
            if (joined.Count > 0 && joined[^1].Touches(interval))
            {
                joined[^1] = joined[^1].With(interval);
            }
            else
            {
                joined.Add(interval);
            }
        }
        return new(joined);
    }

    public RealSet Complement()
    {
        List<Interval> gaps = [];
        var (low, withLow) = (Endpoint.Low, false);
        foreach (var interval in Intervals)
        {
            Add(interval.Low, !interval.WithLow);
            (low, withLow) = (interval.High, !interval.WithHigh);
        }
        if (Intervals.Count == 0 || !low.IsInfinite)
        {
            Add(Endpoint.High, false);
        }
        return new(gaps);

        void Add(Endpoint high, bool withHigh)
        {
            var gap = new Interval(low, withLow && !low.IsInfinite, high, withHigh && !high.IsInfinite);
            if (!gap.IsEmpty)
            {
                gaps.Add(gap);
            }
        }
    }

    public RealSet? Intersection(RealSet other) =>
        ReferenceEquals(this, All) ? other
        : ReferenceEquals(other, All) ? this
        : Complement().Union(other.Complement())?.Complement();

    public RealSet? Without(RealSet other) => Intersection(other.Complement());
}
