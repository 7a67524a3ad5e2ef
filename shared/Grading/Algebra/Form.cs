using System.Numerics;

namespace Platform.Grading.Algebra;

/// <summary>
/// An expression as a quotient of two polynomials: exact for integers, rationals, polynomials, rational functions and
/// surds; anything else is an opaque generator.
/// </summary>
internal sealed record Form(Polynomial Above, Polynomial Below)
{
    private const int MaximumExponent = 200;
    private const long MaximumBits = 20_000;

    /// <summary>Null if the value is undefined (a division by zero) or takes more work than allowed.</summary>
    public static Form? Of(Expression expression, Work work)
    {
        if (!work.Spend(1))
        {
            return null;
        }
        switch (expression.Operation)
        {
            case Operation.Number:
                return Constant(Rounded.Of(expression.Value, expression.Precision));
            case Operation.Symbol:
                return new(
                    expression.Name == Expression.DegreeName
                        ? Polynomial.Of(Monomial.Of(Expression.PiName), new Rational(1, 180))
                        : Polynomial.Of(Monomial.Of(expression.Name), Rational.One),
                    Polynomial.One
                );
            case Operation.Sum:
                return Fold(expression.Operands!, work, static (a, b, work) => a.Plus(b, work));
            case Operation.Product:
                return Fold(expression.Operands!, work, static (a, b, work) => a.Times(b, work));
            case Operation.Quotient:
                return Of(expression[0], work) is { } above && Of(expression[1], work) is { } below
                    ? above.Over(below, work)
                    : null;
            case Operation.Power:
                return Of(expression[0], work) is { } value && Of(expression[1], work) is { } exponent
                    ? value.ToPower(exponent, work)
                    : null;
            default:
                return Function(expression, work);
        }
    }

    /// <summary>The numerator of the difference; null if it takes more work than allowed.</summary>
    public Polynomial? Difference(Form other, Work work) =>
        Below.SameAs(other.Below) ? Above.Plus(other.Above.Negated(), work)
        : Above.Times(other.Below, work) is { } left && other.Above.Times(Below, work) is { } right
            ? left.Plus(right.Negated(), work)
        : null;

    /// <summary>Whether it is a quotient of polynomials in symbols with rational coefficients.</summary>
    public bool IsRational => Above.HasOnlySymbols && Below.HasOnlySymbols;

    /// <summary>The value, if it has no generators.</summary>
    public Rounded? AsConstant() =>
        Above.AsConstant() is { } above && Below.AsConstant() is { IsZero: false } below ? above / below : null;

    public override string ToString() => $"({Above})/({Below})";

    private static Form Constant(Rounded value) => new(Polynomial.Constant(value), Polynomial.One);

    private static Form? Fold(Expression[] operands, Work work, Func<Form, Form, Work, Form?> operation)
    {
        var result = Of(operands[0], work);
        foreach (var operand in operands.AsSpan(1))
        {
            result = result is not null && Of(operand, work) is { } form ? operation(result, form, work) : null;
        }
        return result;
    }

    private static Form? Function(Expression expression, Work work)
    {
        var arguments = expression.Operands!.Select(operand => Of(operand, work)).ToArray();
        if (arguments.Any(argument => argument is null))
        {
            return null;
        }
        return expression.Name == "factorial" ? Factorial(arguments[0]!, work) : Opaque(expression.Name, arguments!);
    }

    /// <summary>
    /// A number for a small integer; anything else as a rational function times (p + c)!, where the constant term c is in
    /// [0, 1): n!/(n - 1)! is n.
    /// </summary>
    private static Form? Factorial(Form argument, Work work)
    {
        const int MaximumShift = 30;
        if (argument.AsConstant() is { Precision: 0 } number && Factorial(number.Value) is { } factorial)
        {
            return Constant(factorial);
        }
        if (
            !argument.Below.SameAs(Polynomial.One)
            || argument.Above.ConstantTerm is not { Precision: 0, Value: var term }
            || term.Floor() is var shift && BigInteger.Abs(shift) > MaximumShift
        )
        {
            return Opaque("factorial", argument);
        }
        var count = (int)shift;
        var start = argument.Plus(Constant(-count), work);
        var product = Constant(Rational.One);
        for (var i = count > 0 ? 1 : count + 1; i <= Math.Max(count, 0); i++)
        {
            product = start?.Plus(Constant(i), work) is { } factor ? product?.Times(factor, work) : null;
        }
        product = count < 0 ? product?.Inverse(work) : product;
        return start is null ? null : product?.Times(Opaque("factorial", start), work);
    }

    private static Form Opaque(string name, params Form[] arguments)
    {
        var generator = $"{Monomial.OpaqueMark}{name}[{string.Join(';', arguments.AsEnumerable())}]";
        return new(Polynomial.Of(Monomial.Of(generator), Rational.One), Polynomial.One);
    }

    private static Rational? Factorial(Rational number)
    {
        if (!number.IsInteger || number.Sign < 0 || number > 200)
        {
            return null;
        }
        var product = BigInteger.One;
        for (var i = 2; i <= number.Numerator; i++)
        {
            product *= i;
        }
        return product;
    }

    private Form? Plus(Form other, Work work) =>
        Below.SameAs(other.Below)
            ? Above.Plus(other.Above, work) is { } sum
                ? new(sum, Below)
                : null
            : Above.Times(other.Below, work) is { } left
            && other.Above.Times(Below, work) is { } right
            && left.Plus(right, work) is { } above
            && Below.Times(other.Below, work) is { } below
                ? new(above, below)
                : null;

    private Form? Times(Form other, Work work) =>
        Above.Times(other.Above, work) is { } above && Below.Times(other.Below, work) is { } below
            ? new(above, below)
            : null;

    /// <summary>
    /// A rounded number is divided directly; anything else is multiplied by the inverse, which rounds twice.
    /// </summary>
    private Form? Over(Form other, Work work) =>
        AsConstant() is { Precision: > 0 } number && other.AsConstant() is { IsZero: false } divisor
            ? Constant(number / divisor)
        : other.Inverse(work) is { } inverse ? Times(inverse, work)
        : null;

    private Form? Inverse(Work work)
    {
        if (Above.IsZero)
        {
            return null;
        }
        return Above.AsConstant() is { } constant
            ? new Form(Below, Polynomial.One).Times(Constant(Rational.One / constant), work)
            : new(Below, Above);
    }

    private Form? ToPower(Form exponent, Work work)
    {
        if (exponent.AsConstant() is not { } power)
        {
            return Opaque("power", this, exponent);
        }
        if (power.Value.IsInteger && power.Precision == 0)
        {
            return ToPower(power.Value, exponent, work);
        }
        if (AsConstant() is not { } value)
        {
            return Opaque("power", this, exponent);
        }
        var isRounded = value.Precision > 0 || power.Precision > 0;
        return isRounded
            ? Roots.OfRounded(value, power) is { } root
                ? Constant(root)
                : Opaque("power", this, exponent)
            : Roots.OfExact(value.Value, power.Value) is { } surd
                ? new(surd, Polynomial.One)
                : Opaque("power", this, exponent);
    }

    private Form? ToPower(Rational power, Form exponent, Work work)
    {
        if (AsConstant() is { } value)
        {
            if (power.IsZero)
            {
                return Constant(Rational.One);
            }
            if (power.Abs() > 1_000_000)
            {
                return value.Value.IsOne ? this : Opaque("power", this, exponent);
            }
            var result = value.Value.Power((int)power.Numerator, MaximumBits);
            return result is null ? (value.IsZero ? null : Opaque("power", this, exponent))
                : value.Precision == 0 ? Constant(result.Value)
                : Constant(new Rounded(Rounded.Round(result.Value, value.Precision), value.Precision));
        }
        if (Above.Count == 1 && Below.Count == 1 && power.Abs() > MaximumExponent)
        {
            return Opaque("power", this, exponent);
        }
        if (power.Abs() > MaximumExponent)
        {
            return null;
        }
        var size = (int)power.Abs().Numerator;
        return Above.ToPower(size, work) is { } above && Below.ToPower(size, work) is { } below
            ? power.Sign < 0
                ? new Form(above, below).Inverse(work)
                : new(above, below)
            : null;
    }
}
