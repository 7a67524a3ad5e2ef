using System.Numerics;
using Platform.Grading.Algebra;

namespace Platform.UnitTests.Grading;

public sealed class AlgebraTests
{
    private const double Close = 1e-13;

    private static readonly double[] Edges = [0, 1, -1, 0.5, 2, 1e-9, 1e9, Math.PI, -Math.PI / 2, 22.0 / 7, 700, -700];

    [Fact]
    public void Real_functions_agree_with_the_machines_to_its_precision()
    {
        var random = new Random(11);
        foreach (var x in Edges.Concat(Enumerable.Range(0, 500).Select(_ => (random.NextDouble() - 0.5) * 40)))
        {
            var exact = Of(x);
            if (Math.Abs(x) <= 700)
            {
                Agree(Math.Exp(x), Elementary.Exp(exact)!.Value.ToDouble());
            }
            var (cosine, sine) = Elementary.CosineAndSine(exact)!.Value;
            Assert.Equal(Math.Cos(x), cosine.ToDouble(), Close);
            Assert.Equal(Math.Sin(x), sine.ToDouble(), Close);
            Agree(Math.Atan2(x, 0.7), Elementary.Angle(exact, Of(0.7)).ToDouble());
            if (x > 0)
            {
                Assert.Equal(Math.Log(x), Elementary.Ln(exact)!.Value.ToDouble(), Close);
                Agree(Math.Sqrt(x), exact.Root().ToDouble());
            }
        }
    }

    [Fact]
    public void Real_functions_undo_each_other_far_beyond_the_machines_precision()
    {
        var random = new Random(12);
        for (var i = 0; i < 200; i++)
        {
            var x = Of((random.NextDouble() * 20) + 0.01);
            Vanishes(Elementary.Exp(Elementary.Ln(x)!.Value)!.Value - x);
            Vanishes((x.Root() * x.Root()) - x);
            var (cosine, sine) = Elementary.CosineAndSine(x)!.Value;
            Vanishes((cosine * cosine) + (sine * sine) - Real.One);
            Vanishes((x / Of(7)) * Of(7) - x);
        }
    }

    [Fact]
    public void Complex_functions_agree_with_the_machines()
    {
        var random = new Random(13);
        for (var i = 0; i < 300; i++)
        {
            var (a, b) = (Next(), Next());
            Agree(a * b, Of(a) * Of(b));
            Agree(a / b, Of(a) / Of(b));
            Agree(Complex.Sqrt(a), Of(a).Root());
            Agree(Complex.Exp(a), Of(a).Exp()!.Value);
            Agree(Complex.Log(a), Of(a).Ln()!.Value);
            Agree(Complex.Pow(a, b), Of(a).Power(Of(b))!.Value);
            Agree(Complex.Sin(a), Functions.Apply("sin", [Of(a)])!.Value);
            Agree(Complex.Tan(a), Functions.Apply("tan", [Of(a)])!.Value);
            Agree(Complex.Atan(a), Functions.Apply("arctan", [Of(a)])!.Value);
        }

        Complex Next() => new((random.NextDouble() - 0.5) * 4, (random.NextDouble() - 0.5) * 4);
    }

    /// <summary>The slow twin: evaluates at many points in machine arithmetic.</summary>
    [Fact]
    public void Expressions_are_equal_where_their_values_at_many_points_are()
    {
        var random = new Random(14);
        var equal = 0;
        for (var i = 0; i < 4000; i++)
        {
            var (a, b) = (Expression(random, 3), Expression(random, 3));
            if (i % 2 == 0)
            {
                // Two ways to write one thing.
                b = random.Next(3) switch
                {
                    0 => $"({a})*({b})/({b})",
                    1 => $"({a})+({b})-({b})",
                    _ => $"(({a})+1)^2-2*({a})-1-(({a})^2-({a}))",
                };
            }
            var verdict = Equality.Decide(PlainParser.Parse(a)!, PlainParser.Parse(b)!, Domain.Complex);
            var (same, defined) = AgreeAtManyPoints(PlainParser.Parse(a)!, PlainParser.Parse(b)!);
            if (defined)
            {
                Assert.True(verdict.Equal == same, $"{a} | {b}: {verdict}");
                equal += same ? 1 : 0;
            }
        }
        Assert.True(equal > 1000, $"only {equal} equal pairs were tried");
    }

    [Theory]
    [InlineData("sqrt(2)*sqrt(3)", "sqrt(6)", true)]
    [InlineData("sqrt(12)", "2*sqrt(3)", true)]
    [InlineData("1/(sqrt(2)+sqrt(3))", "sqrt(3)-sqrt(2)", true)]
    [InlineData("sqrt(5+2*sqrt(6))", "sqrt(2)+sqrt(3)", true)]
    [InlineData("8^(1/3)", "2", true)]
    [InlineData("ln(4)", "2*ln(2)", true)]
    [InlineData("sqrt(-4)", "2*sqrt(-1)", true)]
    [InlineData("sqrt(1000001)", "1000", false)]
    [InlineData("10^40+1", "10^40", false)]
    [InlineData("1/x", "1/x+0/0", false)]
    [InlineData("1/0", "1/0", false)]
    [InlineData("9^9^9^9", "9^9^9^9+1", false)]
    public void Surds_and_limits(string a, string b, bool equal) =>
        Assert.Equal(equal, Equality.Decide(PlainParser.Parse(a)!, PlainParser.Parse(b)!, Domain.Complex).Equal);

    private static string Expression(Random random, int depth) =>
        depth == 0 || random.Next(4) == 0
            ? random.Next(4) switch
            {
                0 => "x",
                1 => "y",
                _ => $"{random.Next(1, 6)}",
            }
            : random.Next(6) switch
            {
                0 => $"({Expression(random, depth - 1)})+({Expression(random, depth - 1)})",
                1 => $"({Expression(random, depth - 1)})-({Expression(random, depth - 1)})",
                2 or 3 => $"({Expression(random, depth - 1)})*({Expression(random, depth - 1)})",
                4 => $"({Expression(random, depth - 1)})/({Expression(random, depth - 1)})",
                _ => $"({Expression(random, depth - 1)})^{random.Next(0, 4)}",
            };

    private static (bool Same, bool Defined) AgreeAtManyPoints(Expression a, Expression b)
    {
        var random = new Random(15);
        for (var i = 0; i < 20; i++)
        {
            var (x, y) = (
                new Complex(random.NextDouble() + 0.5, random.NextDouble()),
                new Complex(random.NextDouble() - 2, random.NextDouble())
            );
            var (left, right) = (Value(a, x, y), Value(b, x, y));
            if (!double.IsFinite(left.Real + left.Imaginary) || !double.IsFinite(right.Real + right.Imaginary))
            {
                return (false, false);
            }
            if (Complex.Abs(left - right) > 1e-7 * Math.Max(1, Complex.Abs(left)))
            {
                return (false, true);
            }
        }
        return (true, true);
    }

    private static Complex Value(Expression expression, Complex x, Complex y)
    {
        var operands = expression.Operands?.Select(operand => Value(operand, x, y)).ToArray() ?? [];
        if (operands.Any(operand => double.IsNaN(operand.Real)))
        {
            return double.NaN;
        }
        return expression.Operation switch
        {
            Operation.Number => (double)expression.Value.Numerator / (double)expression.Value.Denominator,
            Operation.Symbol => expression.Name == "x" ? x : y,
            Operation.Sum => operands.Aggregate(Complex.Zero, (sum, term) => sum + term),
            Operation.Product => operands.Aggregate(Complex.One, (product, factor) => product * factor),
            Operation.Quotient => operands[1] == Complex.Zero ? double.NaN : operands[0] / operands[1],
            _ => Complex.Pow(operands[0], operands[1]),
        };
    }

    private static Real Of(double value)
    {
        var bits = BitConverter.DoubleToInt64Bits(value);
        var exponent = (int)((bits >> 52) & 0x7FF);
        var mantissa = (bits & 0xFFFFFFFFFFFFF) | (exponent == 0 ? 0 : 1L << 52);
        return Real.Of(new BigInteger(bits < 0 ? -mantissa : mantissa), Math.Max(exponent, 1) - 1075);
    }

    private static ComplexReal Of(Complex value) => new(Of(value.Real), Of(value.Imaginary));

    private static void Agree(double expected, double actual) =>
        Assert.True(
            Math.Abs(expected - actual) <= Close * Math.Max(1e-300, Math.Abs(expected)) * 100,
            $"{expected} and {actual}"
        );

    private static void Agree(Complex expected, ComplexReal actual) =>
        Assert.True(
            Complex.Abs(expected - new Complex(actual.Re.ToDouble(), actual.Im.ToDouble()))
                <= 1e-11 * Math.Max(1, Complex.Abs(expected)),
            $"{expected} and {actual.Re.ToDouble()}, {actual.Im.ToDouble()}"
        );

    private static void Vanishes(Real value) => Assert.True(value.Magnitude < -170, $"2^{value.Magnitude}");
}
