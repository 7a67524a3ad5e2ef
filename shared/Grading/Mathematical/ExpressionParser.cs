using Platform.Grading.Algebra;

namespace Platform.Grading.Mathematical;

/// <summary>Parses one expression of LaTeX or plain mathematics; null if there is none.</summary>
internal sealed class ExpressionParser(TokenCursor cursor)
{
    private const int MaximumDepth = 60;
    private bool takesMinus;
    private int bars;
    private int depth;
    private int nodes;

    /// <summary>Whether the last expression held a plus-minus sign.</summary>
    public bool SawPlusMinus { get; private set; }

    /// <param name="minus">Which of the two signs a plus-minus sign stands for.</param>
    public Expression? Parse(bool minus)
    {
        takesMinus = minus;
        SawPlusMinus = false;
        (bars, depth) = (0, 0);
        return Sum();
    }

    /// <summary>Skips the power of a unit, as in cm^2.</summary>
    public void SkipUnitPower()
    {
        if (cursor.Current.Is(TokenKind.Operator, "^"))
        {
            cursor.Next();
            Argument();
        }
    }

    private Expression? Sum()
    {
        if (++depth > MaximumDepth)
        {
            return null;
        }
        var sum = Product();
        List<Expression>? terms = null;
        while (sum is not null && (IsOperator("+") || IsOperator("-") || cursor.Current.Kind == TokenKind.PlusMinus))
        {
            var isMinus = TakeSign();
            if (Product() is not { } term)
            {
                return null;
            }
            (terms ??= [sum]).Add(isMinus ? Expression.Negative(term) : term);
        }
        depth--;
        return terms is null ? sum : Counted(Expression.Sum([.. terms]));
    }

    private bool TakeSign()
    {
        var token = cursor.Current;
        cursor.Next();
        if (token.Kind == TokenKind.PlusMinus)
        {
            SawPlusMinus = true;
            return takesMinus;
        }
        return token.Text == "-";
    }

    private Expression? Product()
    {
        var product = Signed();
        while (product is not null)
        {
            if (IsOperator("*") || IsOperator("/"))
            {
                var isQuotient = cursor.Current.Text == "/";
                cursor.Next();
                product = Signed() is { } factor ? Join(product, factor, isQuotient) : null;
            }
            else if (StartsFactor())
            {
                product = Power() is { } factor ? Join(product, factor, isQuotient: false) : null;
            }
            else
            {
                break;
            }
        }
        return product;
    }

    private Expression? Join(Expression a, Expression b, bool isQuotient) =>
        Counted(isQuotient ? Expression.Quotient(a, b) : Expression.Product(a, b));

    private bool StartsFactor() =>
        cursor.Current.Kind switch
        {
            TokenKind.Number
            or TokenKind.Name
            or TokenKind.Function
            or TokenKind.Fraction
            or TokenKind.Root
            or TokenKind.Binomial => true,
            TokenKind.Open => cursor.MatchingClose(cursor.Position) >= 0,
            TokenKind.Bar => bars == 0,
            _ => false,
        };

    private Expression? Signed()
    {
        var isNegative = false;
        while (IsOperator("+") || IsOperator("-") || cursor.Current.Kind == TokenKind.PlusMinus)
        {
            isNegative ^= TakeSign();
        }
        var power = Power();
        return isNegative && power is not null ? Counted(Expression.Negative(power)) : power;
    }

    private Expression? Power()
    {
        if (++depth > MaximumDepth || Atom() is not { } value)
        {
            return null;
        }
        depth--;
        while (IsOperator("!") || IsOperator("'"))
        {
            value = Expression.Function(cursor.Current.Text == "!" ? "factorial" : "prime", value);
            cursor.Next();
        }
        if (!IsOperator("^"))
        {
            return value;
        }
        cursor.Next();
        return Exponent() is { } exponent ? Counted(Expression.Power(value, exponent)) : null;
    }

    private Expression? Exponent()
    {
        if (!IsOperator("-") && !IsOperator("+"))
        {
            return cursor.Current.Kind == TokenKind.Open ? Argument() : Power();
        }
        var isNegative = TakeSign();
        return Exponent() is { } exponent ? (isNegative ? Expression.Negative(exponent) : exponent) : null;
    }

    private Expression? Atom()
    {
        if (++nodes > Expression.MaximumNodes)
        {
            return null;
        }
        var token = cursor.Current;
        switch (token.Kind)
        {
            case TokenKind.Number:
                cursor.Next();
                return Number(token);
            case TokenKind.Name:
                cursor.Next();
                return Subscripted(token);
            case TokenKind.Fraction:
                cursor.Next();
                return Argument() is { } above && Argument() is { } below ? Expression.Quotient(above, below) : null;
            case TokenKind.Binomial:
                cursor.Next();
                return Argument() is { } n && Argument() is { } k ? Expression.Function("binom", n, k) : null;
            case TokenKind.Root:
                cursor.Next();
                return Root();
            case TokenKind.Function:
                cursor.Next();
                return Function(token.Text);
            case TokenKind.Bar:
                return Absolute();
            case TokenKind.Open:
                return Group();
            default:
                return null;
        }
    }

    /// <summary>
    /// A number, with its base if it has one, or the mixed number that it forms with a fraction behind it.
    /// </summary>
    private Expression? Number(MathToken token)
    {
        var number = token.Value!;
        if (IsOperator("_"))
        {
            cursor.Next();
            return Argument() is { } numberBase ? Expression.Function("base", number, numberBase) : null;
        }
        if (!number.Value.IsInteger || token.Text.Contains('.'))
        {
            return number;
        }
        var start = cursor.Position;
        if (cursor.Current.Kind == TokenKind.Fraction)
        {
            cursor.Next();
            if (
                Argument() is { Operation: Operation.Number } above
                && Argument() is { Operation: Operation.Number } below
            )
            {
                return Expression.Sum(number, Expression.Quotient(above, below));
            }
        }
        else if (
            cursor.Current is { Kind: TokenKind.Number, AfterSpace: true }
            && cursor.At(start + 1).Is(TokenKind.Operator, "/")
            && cursor.At(start + 2).Kind == TokenKind.Number
        )
        {
            cursor.Position = start + 3;
            return Expression.Sum(number, Expression.Quotient(cursor.At(start).Value!, cursor.At(start + 2).Value!));
        }
        cursor.Position = start;
        return number;
    }

    private Expression? Subscripted(MathToken token)
    {
        if (!IsOperator("_"))
        {
            return token.Value;
        }
        cursor.Next();
        var name = token.Text + "_";
        if (cursor.Current.Kind == TokenKind.End)
        {
            return null;
        }
        if (cursor.Current.Kind != TokenKind.Open)
        {
            name += Written(cursor.Current);
            cursor.Next();
            return Expression.Symbol(name);
        }
        var close = cursor.MatchingClose(cursor.Position);
        if (close < 0)
        {
            return null;
        }
        for (cursor.Next(); cursor.Position < close; cursor.Next())
        {
            name += Written(cursor.Current);
        }
        cursor.Next();
        return Expression.Symbol(name);
    }

    private static string Written(MathToken token) =>
        token.Kind == TokenKind.Number ? token.Value!.Value.ToString() : token.Text;

    /// <summary>An argument: a group, or one number or name.</summary>
    private Expression? Argument()
    {
        if (++depth > MaximumDepth)
        {
            return null;
        }
        var token = cursor.Current;
        Expression? argument;
        if (token.Kind is TokenKind.Number or TokenKind.Name)
        {
            cursor.Next();
            argument = token.Value;
        }
        else
        {
            argument = Atom();
        }
        depth--;
        return argument;
    }

    private Expression? Root()
    {
        Expression? index = null;
        if (cursor.Current.Is(TokenKind.Open, "["))
        {
            index = Group();
            if (index is null)
            {
                return null;
            }
        }
        return Argument() is not { } value ? null
            : index is null ? Expression.Root(value)
            : Expression.Power(value, Expression.Quotient(Expression.Number(1), index));
    }

    /// <summary><c>sin x</c>, <c>sin(2x)</c>, <c>sin^2 x</c>, <c>log_2 8</c>.</summary>
    private Expression? Function(string name)
    {
        Expression? exponent = null;
        Expression? logarithmBase = null;
        for (var i = 0; i < 2 && (IsOperator("^") || IsOperator("_")); i++)
        {
            var isBase = IsOperator("_");
            cursor.Next();
            var argument = isBase ? Argument() : Exponent();
            if (argument is null)
            {
                return null;
            }
            (logarithmBase, exponent) = isBase ? (argument, exponent) : (logarithmBase, argument);
        }
        var operand = cursor.Current.Kind == TokenKind.Open ? Group() : Operand();
        if (operand is null)
        {
            return null;
        }
        if (exponent is { Operation: Operation.Number, Value: var power } && power == -1)
        {
            (name, exponent) = ("arc" + name, null);
        }
        var value =
            name == "exp" ? Expression.Power(Expression.E, operand)
            : name == "lg" ? Expression.Function("log", operand)
            : logarithmBase is null ? Expression.Function(name, operand)
            : Expression.Function(name == "log" ? "logbase" : name, operand, logarithmBase);
        return Counted(exponent is null ? value : Expression.Power(value, exponent));
    }

    /// <summary>What a function without brackets applies to: the factors up to the next sign or function.</summary>
    private Expression? Operand()
    {
        var operand = Signed();
        while (
            operand is not null
            && cursor.Current.Kind is TokenKind.Number or TokenKind.Name or TokenKind.Fraction or TokenKind.Root
        )
        {
            operand = Power() is { } factor ? Join(operand!, factor, isQuotient: false) : null;
        }
        return operand;
    }

    private Expression? Absolute()
    {
        cursor.Next();
        bars++;
        var inside = Sum();
        bars--;
        if (inside is null || cursor.Current.Kind != TokenKind.Bar)
        {
            return null;
        }
        cursor.Next();
        return Expression.Function("abs", inside);
    }

    private Expression? Group()
    {
        var open = cursor.Current.Text;
        if (cursor.MatchingClose(cursor.Position) < 0 || open == "{")
        {
            return null;
        }
        cursor.Next();
        var outerBars = bars;
        bars = 0;
        var inside = Sum();
        bars = outerBars;
        if (inside is null || cursor.Current.Kind != TokenKind.Close)
        {
            return null;
        }
        cursor.Next();
        return open switch
        {
            "⌊" => Expression.Function("floor", inside),
            "⌈" => Expression.Function("ceil", inside),
            _ => inside,
        };
    }

    private bool IsOperator(string text) => cursor.Current.Is(TokenKind.Operator, text);

    private Expression? Counted(Expression expression) => ++nodes > Expression.MaximumNodes ? null : expression;
}
