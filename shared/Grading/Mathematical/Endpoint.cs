using Platform.Grading.Algebra;

namespace Platform.Grading.Mathematical;

/// <summary>An end of an interval: a real number or an infinity.</summary>
internal readonly record struct Endpoint : IComparable<Endpoint>
{
    private const int AgreedBits = 150;
    private readonly Real value;
    private readonly int infinity;

    private Endpoint(Expression expression, Real value, int infinity)
    {
        Expression = expression;
        this.value = value;
        this.infinity = infinity;
    }

    public static readonly Expression InfinityValue = Expression.Symbol(MathCommands.InfinityName);
    public static readonly Expression MinusInfinityValue = Expression.Negative(InfinityValue);
    public static readonly Endpoint High = new(InfinityValue, Real.Zero, 1);
    public static readonly Endpoint Low = new(MinusInfinityValue, Real.Zero, -1);

    public Expression Expression { get; }

    public bool IsInfinite => infinity != 0;

    /// <summary>Null if the expression is no real number.</summary>
    public static Endpoint? Of(Expression expression)
    {
        if (IsInfinity(expression))
        {
            return High;
        }
        if (expression is { Operation: Operation.Product, Operands: [var sign, var infinity] } && IsInfinity(infinity))
        {
            return sign == Expression.MinusOne ? Low : null;
        }
        return
            expression.IsConstant()
            && new Evaluation(Domain.RealSymbols, 0, Work.ForValues()).Value(expression) is { Im.IsZero: true } number
            ? new(expression, number.Re, 0)
            : null;
    }

    public int CompareTo(Endpoint other)
    {
        if (IsInfinite || other.IsInfinite)
        {
            return infinity.CompareTo(other.infinity);
        }
        var difference = value - other.value;
        return difference.Magnitude < Math.Max(value.Magnitude, other.value.Magnitude) - AgreedBits
            ? 0
            : difference.Sign;
    }

    private static bool IsInfinity(Expression expression) =>
        expression is { Operation: Operation.Symbol, Name: MathCommands.InfinityName };
}
