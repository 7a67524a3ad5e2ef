using Platform.Grading.Algebra;

namespace Platform.UnitTests.Grading;

public sealed class ApproximationTests
{
    /// <summary>The slow twin: the same value to 192 bits.</summary>
    [Fact]
    public void The_exact_value_lies_within_the_error()
    {
        var random = new Random(31);
        var known = 0;
        for (var i = 0; i < 20_000; i++)
        {
            var expression = Next(random, 4);
            var approximation = Approximation.Of(expression);
            if (
                double.IsNaN(approximation.Value)
                || new Evaluation(Domain.RealSymbols, 0, Work.ForValues()).Value(expression)
                    is not { Im.IsZero: true } exact
            )
            {
                continue;
            }
            known++;
            var distance = Math.Abs(exact.Re.ToDouble() - approximation.Value);
            Assert.True(
                distance <= 2 * approximation.Error,
                $"{Written(expression)}: {distance} beyond {approximation.Error}"
            );
        }
        Assert.True(known > 5000, $"only {known} expressions had a value");
    }

    [Fact]
    public void Equal_values_never_differ()
    {
        var random = new Random(32);
        for (var i = 0; i < 5000; i++)
        {
            var (a, b) = (Next(random, 3), Next(random, 3));
            var (left, right) = (
                Expression.Product(Expression.Sum(a, b), Expression.Sum(a, b)),
                Expression.Sum(
                    Expression.Product(a, a),
                    Expression.Product(Expression.Number(2), a, b),
                    Expression.Product(b, b)
                )
            );
            Assert.False(Approximation.Of(left).Differs(Approximation.Of(right)));
        }
    }

    private static Expression Next(Random random, int depth) =>
        depth == 0 || random.Next(5) == 0
            ? random.Next(4) switch
            {
                0 => Expression.Pi,
                1 => Expression.E,
                _ => Expression.Number(new Rational(random.Next(-50, 50), random.Next(1, 20))),
            }
            : random.Next(8) switch
            {
                0 or 1 => Expression.Sum(Next(random, depth - 1), Next(random, depth - 1)),
                2 or 3 => Expression.Product(Next(random, depth - 1), Next(random, depth - 1)),
                4 => Expression.Quotient(Next(random, depth - 1), Next(random, depth - 1)),
                5 => Expression.Power(Next(random, depth - 1), Expression.Number(random.Next(-3, 5))),
                6 => Expression.Root(Next(random, depth - 1)),
                _ => Expression.Function(
                    random.Next(5) switch
                    {
                        0 => "sin",
                        1 => "cos",
                        2 => "tan",
                        3 => "ln",
                        _ => "abs",
                    },
                    Next(random, depth - 1)
                ),
            };

    private static string Written(Expression expression) =>
        expression.Operands is null
            ? expression.Name + expression.Value
            : $"{expression.Operation}{expression.Name}({string.Join(", ", expression.Operands.Select(Written))})";
}
