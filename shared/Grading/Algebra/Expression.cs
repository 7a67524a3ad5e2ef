namespace Platform.Grading.Algebra;

/// <summary>An expression tree. Parsers bound its depth and size.</summary>
/// <param name="Operation">What the node is.</param>
/// <param name="Name">
/// A symbol's or function's name; <see cref="Pi"/>, <see cref="E"/> and <see cref="I"/> are constants.
/// </param>
/// <param name="Value">A number's value.</param>
/// <param name="Precision">Bits of a number that was written as a decimal and counts as rounded; 0 means exact.</param>
/// <param name="Operands">The operands, in order.</param>
internal sealed record Expression(
    Operation Operation,
    string Name = "",
    Rational Value = default,
    int Precision = 0,
    Expression[]? Operands = null
)
{
    public const int MaximumDepth = 100;
    public const int MaximumNodes = 3000;

    // Characters that no parser allows in a name.
    public const string PiName = "\u0001pi";
    public const string EName = "\u0001e";
    public const string IName = "\u0001i";
    public const string DegreeName = "\u0001degree";

    public static readonly Expression Pi = new(Operation.Symbol, PiName);
    public static readonly Expression E = new(Operation.Symbol, EName);
    public static readonly Expression I = new(Operation.Symbol, IName);

    /// <summary>The degree as a number of radians.</summary>
    public static readonly Expression Degree = new(Operation.Symbol, DegreeName);
    public static readonly Expression Half = Number(new Rational(1, 2));
    public static readonly Expression MinusOne = Number(-1);

    public Expression this[int index] => Operands![index];

    public static Expression Number(Rational value, int precision = 0) =>
        new(Operation.Number, Value: value, Precision: precision);

    public static Expression Symbol(string name) => new(Operation.Symbol, name);

    public static Expression Sum(params Expression[] terms) => new(Operation.Sum, Operands: terms);

    public static Expression Product(params Expression[] factors) => new(Operation.Product, Operands: factors);

    public static Expression Quotient(Expression above, Expression below) =>
        new(Operation.Quotient, Operands: [above, below]);

    public static Expression Power(Expression value, Expression exponent) =>
        new(Operation.Power, Operands: [value, exponent]);

    public static Expression Function(string name, params Expression[] arguments) =>
        new(Operation.Function, name, Operands: arguments);

    public static Expression Root(Expression value) => Power(value, Half);

    public static Expression Negative(Expression value) =>
        value.Operation == Operation.Number ? Number(-value.Value, value.Precision) : Product(MinusOne, value);

    /// <summary>The same expression, with decimals as the exact fractions that they denote.</summary>
    public Expression Exact() =>
        this with
        {
            Precision = 0,
            Operands = Operands is null ? null : Array.ConvertAll(Operands, operand => operand.Exact()),
        };

    /// <summary>Whether it has no symbol for an arbitrary number, so that one evaluation is enough.</summary>
    public bool IsConstant() =>
        Operation == Operation.Symbol
            ? IsConstantName(Name)
            : Operands is null
                || (
                    Array.TrueForAll(Operands, operand => operand.IsConstant())
                    && (Operation != Operation.Function || Functions.IsKnown(Name))
                );

    /// <summary>Whether another expression has the same tree, so that it has the same value wherever it has one.</summary>
    public bool IsBuiltAs(Expression other)
    {
        if (
            Operation != other.Operation
            || Name != other.Name
            || Value != other.Value
            || Operands?.Length != other.Operands?.Length
        )
        {
            return false;
        }
        for (var i = 0; i < (Operands?.Length ?? 0); i++)
        {
            if (!Operands![i].IsBuiltAs(other.Operands![i]))
            {
                return false;
            }
        }
        return true;
    }

    /// <summary>
    /// Whether it has no operations but the four, powers with numbers as exponents, and factorials, so that exact arithmetic
    /// may decide about it.
    /// </summary>
    public bool IsAlgebraic() =>
        Operation switch
        {
            Operation.Number or Operation.Symbol => true,
            Operation.Function when Name != "factorial" => false,
            Operation.Power when RationalValue.Of(Operands![1]) is null => false,
            _ => Array.TrueForAll(Operands!, operand => operand.IsAlgebraic()),
        };

    /// <summary>Whether a symbol occurs in it.</summary>
    public bool Contains(string symbol) =>
        Operation == Operation.Symbol
            ? Name == symbol
            : Operands is not null && Array.Exists(Operands, operand => operand.Contains(symbol));

    /// <summary>The expression with another one in place of a symbol.</summary>
    public Expression With(string symbol, Expression value) =>
        Operation == Operation.Symbol ? (Name == symbol ? value : this)
        : Operands is null ? this
        : this with { Operands = Array.ConvertAll(Operands, operand => operand.With(symbol, value)) };

    public static bool IsConstantName(string name) => name.Length > 0 && name[0] == '\u0001';
}

/// <summary>What an expression's node does with its operands.</summary>
internal enum Operation
{
    Number,
    Symbol,
    Sum,
    Product,
    Quotient,
    Power,
    Function,
}
