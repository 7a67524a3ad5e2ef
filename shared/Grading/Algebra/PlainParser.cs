namespace Platform.Grading.Algebra;

/// <summary>
/// Parses plain text as the reference grader's sympy does: Python's operators, <c>^</c> for powers, implicit products, names
/// split into letters, decimals as rounded numbers.
/// </summary>
internal sealed class PlainParser
{
    private readonly List<PlainToken> tokens;
    private int position;
    private int nodes;

    private PlainParser(List<PlainToken> tokens) => this.tokens = tokens;

    private PlainToken Current => position < tokens.Count ? tokens[position] : default;

    /// <summary>Null for anything that is not one arithmetic expression.</summary>
    public static Expression? Parse(string text)
    {
        if (PlainTokens.Read(text) is not { } tokens)
        {
            return null;
        }
        var parser = new PlainParser(tokens);
        var expression = parser.Sum(0);
        return parser.position == tokens.Count ? expression : null;
    }

    private Expression? Sum(int depth)
    {
        if (depth > Expression.MaximumDepth || Product(depth) is not { } first)
        {
            return null;
        }
        List<Expression>? terms = null;
        while (Current.Symbol is '+' or '-')
        {
            var isMinus = tokens[position++].Symbol == '-';
            if (Product(depth) is not { } term)
            {
                return null;
            }
            (terms ??= [first]).Add(isMinus ? Expression.Negative(term) : term);
        }
        return terms is null ? first : Counted(Expression.Sum([.. terms]));
    }

    private Expression? Product(int depth)
    {
        var product = Signed(depth);
        while (product is not null && Current.Symbol is '*' or '/')
        {
            var isQuotient = tokens[position++].Symbol == '/';
            product = Signed(depth) is { } factor
                ? Counted(isQuotient ? Expression.Quotient(product, factor) : Expression.Product(product, factor))
                : null;
        }
        return product;
    }

    private Expression? Signed(int depth)
    {
        var isNegative = false;
        while (Current.Symbol is '+' or '-')
        {
            isNegative ^= tokens[position++].Symbol == '-';
        }
        var power = Power(depth);
        return isNegative && power is not null ? Counted(Expression.Negative(power)) : power;
    }

    private Expression? Power(int depth)
    {
        if (depth > Expression.MaximumDepth || Atom(depth) is not { } value)
        {
            return null;
        }
        if (Current.Symbol != '^')
        {
            return value;
        }
        position++;
        return Signed(depth + 1) is { } exponent ? Counted(Expression.Power(value, exponent)) : null;
    }

    private Expression? Atom(int depth)
    {
        var token = Current;
        position++;
        var atom = token.Symbol switch
        {
            PlainToken.NumberMark or PlainToken.NameMark => token.Value,
            PlainToken.FunctionMark => Application(token.Value!.Name, depth),
            '(' => Bracketed(depth),
            _ => null,
        };
        while (atom is not null && Current.Symbol == '!')
        {
            position++;
            atom = Counted(Expression.Function("factorial", atom));
        }
        return atom is null ? null : Counted(atom);
    }

    private Expression? Application(string name, int depth)
    {
        if (Current.Symbol != '(')
        {
            return null;
        }
        position++;
        return Bracketed(depth) is not { } argument ? null
            : name == "sqrt" ? Expression.Root(argument)
            : Expression.Function(name, argument);
    }

    private Expression? Bracketed(int depth)
    {
        if (Sum(depth + 1) is not { } inside || Current.Symbol != ')')
        {
            return null;
        }
        position++;
        return inside;
    }

    private Expression? Counted(Expression expression) => ++nodes > Expression.MaximumNodes ? null : expression;
}
