namespace Platform.Grading.Algebra;

/// <summary>
/// A machine number with a bound of its error, which tells most different values apart at little cost. Undefined,
/// complex and unbounded values are <see cref="Unknown"/>.
/// </summary>
internal readonly record struct Approximation(double Value, double Error)
{
    private const double Unit = 1e-15;

    public static readonly Approximation Unknown = new(double.NaN, double.NaN);

    /// <summary>The value where all symbols are positive.</summary>
    public static Approximation Of(Expression expression)
    {
        switch (expression.Operation)
        {
            case Operation.Number:
                return Of(expression.Value);
            case Operation.Symbol:
                return Symbol(expression.Name);
            case Operation.Sum or Operation.Product:
                var result = Of(expression[0]);
                for (var i = 1; i < expression.Operands!.Length; i++)
                {
                    var operand = Of(expression[i]);
                    result = expression.Operation == Operation.Sum ? Plus(result, operand) : Times(result, operand);
                }
                return result;
            case Operation.Quotient:
                return Over(Of(expression[0]), Of(expression[1]));
            case Operation.Power when expression[1].Operation == Operation.Number:
                return Power(Of(expression[0]), (double)expression[1].Value);
            case Operation.Power:
                return Power(Of(expression[0]), Of(expression[1]));
            case Operation.Function when expression.Operands is [var argument]:
                return Function(expression.Name, Of(argument));
            default:
                return Unknown;
        }
    }

    private static Approximation Function(string name, Approximation x) =>
        (name, x.Value) switch
        {
            // The machine reduces arguments well up to this size; the slope of sine and cosine is at most 1.
            ("sin", > -1e6 and < 1e6) => Bounded(Math.Sin(x.Value), x.Error + (4 * Unit)),
            ("cos", > -1e6 and < 1e6) => Bounded(Math.Cos(x.Value), x.Error + (4 * Unit)),
            ("tan", _) => Over(Function("sin", x), Function("cos", x)),
            ("sec", _) => Over(Of(1.0), Function("cos", x)),
            ("csc", _) => Over(Of(1.0), Function("sin", x)),
            ("cot", _) => Over(Function("cos", x), Function("sin", x)),
            ("ln", > 1e-10 and < 1e10) when x.Error < 0.1 * x.Value => Bounded(
                Math.Log(x.Value),
                (2 * x.Error / x.Value) + (30 * Unit)
            ),
            ("log", _) => Over(Function("ln", x), Function("ln", Of(10.0))),
            ("abs", _) => x with { Value = Math.Abs(x.Value) },
            _ => Unknown,
        };

    /// <summary>Whether the two values are certain to differ.</summary>
    public bool Differs(Approximation other) => Math.Abs(Value - other.Value) > 4 * (Error + other.Error);

    private static Approximation Of(Rational value)
    {
        var number = (double)value;
        return Bounded(number, Math.Abs(number) * Unit);
    }

    private static Approximation Symbol(string name) =>
        name switch
        {
            Expression.PiName => new(Math.PI, 4 * Unit),
            Expression.EName => new(Math.E, 4 * Unit),
            Expression.DegreeName => new(Math.PI / 180, Unit),
            Expression.IName => Unknown,
            _ => Of(1 + ((Fingerprint.Hash(name, Evaluation.Positive) >> 12) * Math.Pow(2, -52))),
        };

    private static Approximation Of(double value) => new(value, value * Unit);

    private static Approximation Plus(Approximation a, Approximation b)
    {
        var sum = a.Value + b.Value;
        return Bounded(sum, a.Error + b.Error + (Math.Abs(sum) * Unit));
    }

    private static Approximation Times(Approximation a, Approximation b)
    {
        var product = a.Value * b.Value;
        return Bounded(
            product,
            (Math.Abs(a.Value) * b.Error)
                + (Math.Abs(b.Value) * a.Error)
                + (a.Error * b.Error)
                + (Math.Abs(product) * Unit)
        );
    }

    private static Approximation Over(Approximation a, Approximation b)
    {
        var least = Math.Abs(b.Value) - b.Error;
        if (!(least > 0))
        {
            return Unknown;
        }
        var quotient = a.Value / b.Value;
        return Bounded(quotient, ((a.Error + (Math.Abs(quotient) * b.Error)) / least) + (Math.Abs(quotient) * Unit));
    }

    private static Approximation Power(Approximation a, double exponent)
    {
        // (1 + e)^k - 1 is at most 2 k e for small k e.
        var relative = Math.Abs(exponent) * a.Error / Math.Abs(a.Value);
        var isRoot = exponent != Math.Floor(exponent);
        if (!(relative < 0.1) || Math.Abs(exponent) > 1000 || (isRoot && a.Value is not (> 1e-10 and < 1e10)))
        {
            return Unknown;
        }
        var power = Math.Pow(a.Value, exponent);
        return Bounded(power, Math.Abs(power) * ((2 * relative) + ((10 + Math.Abs(exponent)) * Unit)));
    }

    private static Approximation Power(Approximation a, Approximation exponent)
    {
        // The derivative of ln a * y, with ln a below 24.
        if (a.Value is not (> 1e-10 and < 1e10) || !(a.Error < 0.01 * a.Value) || Math.Abs(exponent.Value) > 100)
        {
            return Unknown;
        }
        var relative = (Math.Abs(exponent.Value) * 2 * a.Error / a.Value) + (24 * exponent.Error);
        var power = Math.Pow(a.Value, exponent.Value);
        return relative < 0.1 ? Bounded(power, power * ((2 * relative) + (3000 * Unit))) : Unknown;
    }

    private static Approximation Bounded(double value, double error) =>
        // Beyond these sizes the machine's numbers lose their precision.
        Math.Abs(value)
            is 0
                or (> 1e-200 and < 1e200)
        && error < 1e200
            ? new(value, error)
            : Unknown;
}
