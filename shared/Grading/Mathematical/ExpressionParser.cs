using System.Globalization;
using Platform.Grading.Algebra;

namespace Platform.Grading.Mathematical;

/// <summary>Parses one expression of LaTeX or plain mathematics; null if there is none.</summary>
internal sealed class ExpressionParser
{
    /// <summary>What the names of functions such as f begin with.</summary>
    public const string Call = "call ";

    private const int MaximumDepth = 60;
    private const int MostSigns = 8;
    private readonly TokenCursor cursor;
    private readonly MatrixParser matrices;
    private int choices;
    private int bars;
    private int depth;
    private int nodes;

    public ExpressionParser(TokenCursor cursor)
    {
        this.cursor = cursor;
        matrices = new MatrixParser(cursor, this);
    }

    /// <summary>Number of plus-minus signs in the last expression; a minus-plus sign has none of its own.</summary>
    public int PlusMinusSigns { get; private set; }

    public MatrixParser Matrices => matrices;

    /// <param name="choices">A bit for each plus-minus sign: whether it stands for minus.</param>
    public Expression? Parse(int choices = 0)
    {
        this.choices = choices;
        PlusMinusSigns = 0;
        (bars, depth) = (0, 0);
        return Whole();
    }

    /// <summary>An expression inside another construct, such as a matrix.</summary>
    public Expression? ParseInner()
    {
        var outerBars = bars;
        bars = 0;
        var inner = Whole();
        bars = outerBars;
        return inner;
    }

    /// <summary>One factor with its power.</summary>
    public Expression? ParseFactor() => Power();

    /// <summary>The argument of a command, or of a sign such as <c>^</c>.</summary>
    public Expression? ParseArgument() => Argument();

    /// <summary>A sum, or two of them with <c>\over</c> or <c>\choose</c> between.</summary>
    private Expression? Whole()
    {
        var above = Sum();
        if (above is null || cursor.Current.Kind != TokenKind.Between)
        {
            return above;
        }
        var isFraction = cursor.Current.Text == "over";
        cursor.Next();
        return Sum() is not { } below ? null
            : isFraction ? Expression.Quotient(above, below)
            : Expression.Function("binom", above, below);
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
        if (token.Kind != TokenKind.PlusMinus)
        {
            return token.Text == "-";
        }
        // The lower sign of minus-plus goes with the upper one of the plus-minus sign before it.
        if (token.Text == "∓")
        {
            PlusMinusSigns = Math.Max(PlusMinusSigns, 1);
            return (choices >> (PlusMinusSigns - 1) & 1) == 0;
        }
        return (choices >> PlusMinusSigns++ & 1) == 1;
    }

    private Expression? Product()
    {
        var product = Signed();
        while (product is not null)
        {
            if (IsOperator("/") && cursor.At(cursor.Position + 1).Kind is TokenKind.Word or TokenKind.Unit)
            {
                // The unit of a rate, as in 5/hour.
                break;
            }
            if (IsOperator("*") || IsOperator("/") || IsOperator("mod"))
            {
                var sign = cursor.Current.Text;
                cursor.Next();
                product = Signed() is { } factor ? Join(product, factor, sign) : null;
            }
            else if (!StartsFactor())
            {
                break;
            }
            else if (cursor.Current.Kind != TokenKind.Open)
            {
                product = Power() is { } factor ? Join(product, factor, "*") : null;
            }
            else if (Bracket() is { } bracket)
            {
                product = Join(product, bracket, "*");
            }
            else
            {
                break;
            }
        }
        return product;
    }

    /// <summary>A factor in brackets; null, and nothing taken, for brackets around something else.</summary>
    private Expression? Bracket()
    {
        var (start, outerDepth) = (cursor.Position, depth);
        if (Power() is { } factor)
        {
            return factor;
        }
        (cursor.Position, depth) = (start, outerDepth);
        return null;
    }

    private Expression? Join(Expression a, Expression b, string sign) =>
        Counted(
            sign switch
            {
                "/" => Expression.Quotient(a, b),
                "mod" => Expression.Function("mod", a, b),
                _ => Expression.Product(a, b),
            }
        );

    private bool StartsFactor() =>
        cursor.Current.Kind switch
        {
            TokenKind.Name
            or TokenKind.Function
            or TokenKind.Fraction
            or TokenKind.Root
            or TokenKind.Binomial
            or TokenKind.Big => !EndsInDegrees(),
            // Numbers side by side are no product, but 2^3 5^2 is.
            TokenKind.Number => cursor.At(cursor.Position - 2) is { Kind: TokenKind.Operator, Text: "^" }
                || cursor.At(cursor.Position - 1) is { Kind: TokenKind.Close, Text: TokenCursor.Group }
                || cursor.At(cursor.Position - 1) is { Kind: TokenKind.Operator, Text: "!" },
            TokenKind.Open => cursor.MatchingClose(cursor.Position) >= 0 && cursor.Current.Text != "{",
            TokenKind.MatrixBegin => cursor.Current.Text == "vmatrix",
            TokenKind.Bar => bars == 0,
            _ => false,
        };

    /// <summary>Letters behind degrees are directions or scales, not factors.</summary>
    private bool EndsInDegrees() => cursor.At(cursor.Position - 1).Is(TokenKind.Operator, "°");

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
        value = Postfix(value);
        if (value is { Operation: Operation.Number } && IsOperator("_"))
        {
            // The digits in brackets: (204)_5.
            cursor.Next();
            value = Argument() is { } numberBase ? Based(value, numberBase) : null;
        }
        if (value is null || !IsOperator("^"))
        {
            return value;
        }
        cursor.Next();
        return Exponent() is { } exponent ? Postfix(Expression.Power(value, exponent)) : null;
    }

    /// <summary>Factorials, derivatives and degree signs; a double factorial is something else.</summary>
    private Expression? Postfix(Expression value)
    {
        for (var signs = 0; IsOperator("!") || IsOperator("'") || IsOperator("°"); signs++)
        {
            if (signs == MostSigns)
            {
                return null;
            }
            var sign = cursor.Current.Text;
            cursor.Next();
            if (sign == "!" && IsOperator("!"))
            {
                return null;
            }
            value = sign switch
            {
                "!" => Expression.Function("factorial", value),
                "°" => Expression.Product(value, Expression.Degree),
                _ => Expression.Function("prime", value),
            };
        }
        return Counted(value);
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
                return Subscripted(token) is { } name ? Applied(token, name) : null;
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
                return token.Text == "det" && cursor.Current.Kind is TokenKind.MatrixBegin or TokenKind.Open
                    ? matrices.Determinant() ?? Function(token.Text)
                    : Function(token.Text);
            case TokenKind.Big:
                cursor.Next();
                return Big(token.Text);
            case TokenKind.MatrixBegin when token.Text == "vmatrix":
                return matrices.Determinant();
            case TokenKind.Bar:
                return Absolute();
            case TokenKind.Open:
                return IsEmptyGroup() ? Selection() : Group();
            case TokenKind.Operator when token.Text is "_" or "^":
                return Selection();
            default:
                return null;
        }
    }

    private bool IsEmptyGroup() =>
        cursor.Current.Text == TokenCursor.Group && cursor.MatchingClose(cursor.Position) == cursor.Position + 1;

    /// <summary><c>{}_5C_2</c> and <c>{}^5C_2</c>, the number of ways to select 2 of 5.</summary>
    private Expression? Selection()
    {
        cursor.Position += IsEmptyGroup() ? 2 : 0;
        if (!IsOperator("_") && !IsOperator("^"))
        {
            return null;
        }
        cursor.Next();
        if (
            Argument() is not { } n
            || !cursor.Current.Is(TokenKind.Name, "C")
            || !cursor.At(cursor.Position + 1).Is(TokenKind.Operator, "_")
        )
        {
            return null;
        }
        cursor.Position += 2;
        return Argument() is { } k ? Counted(Expression.Function("binom", n, k)) : null;
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
            return Argument() is { } numberBase ? Based(number, numberBase) : null;
        }
        if (!number.Value.IsInteger || token.Text == ".")
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
                return Mixed(number, above, below);
            }
        }
        else if (
            cursor.Current is { Kind: TokenKind.Number, AfterSpace: true }
            && cursor.At(start + 1).Is(TokenKind.Operator, "/")
            && cursor.At(start + 2).Kind == TokenKind.Number
        )
        {
            cursor.Position = start + 3;
            return Mixed(number, cursor.At(start).Value!, cursor.At(start + 2).Value!);
        }
        cursor.Position = start;
        return number;
    }

    /// <summary>A mixed number; with an improper fraction it could be a product as well, so it is not understood.</summary>
    private static Expression? Mixed(Expression whole, Expression above, Expression below) =>
        above.Value.Sign > 0 && above.Value.IsInteger && below.Value.IsInteger && above.Value < below.Value
            ? Expression.Sum(whole, Expression.Quotient(above, below))
            : null;

    /// <summary>Digits in a base, which are not the number that they would be in base ten.</summary>
    private static Expression? Based(Expression digits, Expression numberBase) =>
        digits.Value is { IsInteger: true, Sign: >= 0 }
        && numberBase is { Operation: Operation.Number, Value: { IsInteger: true } size }
        && size > 1
        && (size > 10 || digits.Value.Numerator.ToString(CultureInfo.InvariantCulture).All(digit => digit - '0' < size))
            ? Expression.Function("base", digits, numberBase)
            : null;

    private Expression? Subscripted(MathToken token)
    {
        if (!IsOperator("_"))
        {
            return token.Value;
        }
        cursor.Next();
        var name = token.Text + "_";
        if (cursor.Current.Kind is TokenKind.End or TokenKind.Close)
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

    /// <summary>f, g and h before a bracket are functions, not factors.</summary>
    private Expression? Applied(MathToken token, Expression name)
    {
        if (token.Text is not ("f" or "g" or "h" or "F" or "G" or "H"))
        {
            return name;
        }
        var function = Call + name.Name;
        for (; IsOperator("'"); cursor.Next())
        {
            function += "'";
        }
        if (Labels.InverseEnd(cursor, cursor.Position) is var end and > 0 && cursor.At(end).Is(TokenKind.Open, "("))
        {
            function += "^-1";
            cursor.Position = end;
        }
        var isApplied =
            cursor.Current.Is(TokenKind.Open, "(")
            && cursor.MatchingClose(cursor.Position) is var close
            && cursor.At(close).Is(TokenKind.Close, ")");
        if (!isApplied)
        {
            return function[^1] is '\'' or '1' ? Expression.Symbol(function) : name;
        }
        return Arguments() is { } arguments ? Expression.Function(function, [.. arguments]) : null;
    }

    /// <summary>The arguments of a function in brackets.</summary>
    private List<Expression>? Arguments()
    {
        List<Expression> arguments = [];
        do
        {
            cursor.Next();
            if (ParseInner() is not { } argument)
            {
                return null;
            }
            arguments.Add(argument);
        } while (cursor.Current.Kind == TokenKind.Separator);
        if (cursor.Current.Kind != TokenKind.Close)
        {
            return null;
        }
        cursor.Next();
        return arguments;
    }

    /// <summary>
    /// A sum, integral or limit of the product behind it, which is known only by its bounds: \sum_{k=1}^n k.
    /// </summary>
    private Expression? Big(string name)
    {
        for (var i = 0; i < 2 && (IsOperator("^") || IsOperator("_")); i++)
        {
            var start = cursor.Position;
            cursor.Next();
            var close = cursor.Current.Kind == TokenKind.Open ? cursor.MatchingClose(cursor.Position) : cursor.Position;
            if (close < 0)
            {
                return null;
            }
            cursor.Position = close + 1;
            var script = cursor.Written(start, close + 1);
            name = i > 0 && script.StartsWith('_') ? script + " " + name : name + " " + script;
        }
        return ++depth < MaximumDepth && Product() is { } operand ? Big(name, operand) : null;

        Expression Big(string bounds, Expression term)
        {
            depth--;
            return Expression.Function(bounds, term);
        }
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
        if (name is "gcd" or "lcm" or "max" or "min")
        {
            return cursor.Current.Is(TokenKind.Open, "(") && exponent is null && Arguments() is { } arguments
                ? Counted(Expression.Function(name, [.. arguments]))
                : null;
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
            && cursor.Current.Kind is TokenKind.Name or TokenKind.Fraction or TokenKind.Root
            && !EndsInDegrees()
        )
        {
            operand = Power() is { } factor ? Join(operand!, factor, "*") : null;
        }
        return operand;
    }

    private Expression? Absolute()
    {
        cursor.Next();
        bars++;
        var inside = Whole();
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
        var inside = ParseInner();
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
