using Platform.Grading.Algebra;
using Platform.Grading.Mathematical;

namespace Platform.UnitTests.Grading;

public sealed class RealSetTests
{
    private const int Largest = 6;

    /// <summary>The slow twin: which of all whole and half numbers in reach belong to a set.</summary>
    [Fact]
    public void Operations_agree_with_those_on_the_members()
    {
        var random = new Random(21);
        for (var i = 0; i < 3000; i++)
        {
            var (a, b) = (Next(random), Next(random));
            var (left, right) = (Members(a), Members(b));
            Assert.Equal(left.Union(right).Order(), Members(a.Union(b)!).Order());
            Assert.Equal(left.Intersect(right).Order(), Members(a.Intersection(b)!).Order());
            Assert.Equal(left.Except(right).Order(), Members(a.Without(b)!).Order());
            Assert.Equal(Points().Except(left).Order(), Members(a.Complement()).Order());
            Assert.Equal(Described(a), Described(a.Complement().Complement()));
        }
    }

    [Fact]
    public void A_union_leaves_no_interval_that_touches_the_next()
    {
        var random = new Random(22);
        for (var i = 0; i < 1000; i++)
        {
            var set = Next(random).Union(Next(random))!;
            for (var j = 1; j < set.Intervals.Count; j++)
            {
                Assert.False(set.Intervals[j - 1].Touches(set.Intervals[j]), Described(set));
            }
        }
    }

    private static RealSet Next(Random random)
    {
        var set = RealSet.Empty;
        for (var parts = random.Next(4); parts > 0; parts--)
        {
            var (low, high) = (random.Next(-Largest, Largest), random.Next(-Largest, Largest));
            var interval = random.Next(6) switch
            {
                0 => RealSet.Point(Expression.Number(low))!,
                1 => RealSet.Between(Endpoint.Low, false, Of(high), random.Next(2) == 0),
                2 => RealSet.Between(Of(low), random.Next(2) == 0, Endpoint.High, false),
                _ => RealSet.Between(Of(low), random.Next(2) == 0, Of(high), random.Next(2) == 0),
            };
            set = set.Union(interval)!;
        }
        return set;
    }

    private static Endpoint Of(int number) => Endpoint.Of(Expression.Number(number))!.Value;

    private static IEnumerable<int> Points() => Enumerable.Range(-2 * Largest - 2, (4 * Largest) + 5);

    private static List<int> Members(RealSet set) =>
        [
            .. Points()
                .Where(twice =>
                {
                    var point = Endpoint.Of(Expression.Number(new Rational(twice, 2)))!.Value;
                    return set.Intervals.Any(interval =>
                        interval.Low.CompareTo(point) is var low
                        && interval.High.CompareTo(point) is var high
                        && (low < 0 || (low == 0 && interval.WithLow))
                        && (high > 0 || (high == 0 && interval.WithHigh))
                    );
                }),
        ];

    private static string Described(RealSet set) =>
        string.Join(
            ' ',
            set.Intervals.Select(i =>
                $"{(i.WithLow ? '[' : '(')}{MathKey.OfValue(i.Low.Expression)},{MathKey.OfValue(i.High.Expression)}{(i.WithHigh ? ']' : ')')}"
            )
        );
}
