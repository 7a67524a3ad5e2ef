using Platform.Grading.Algebra;

namespace Platform.Grading.Mathematical;

/// <summary>Parses matrices and their sums, products, powers, transposes and determinants.</summary>
internal sealed class MatrixParser(TokenCursor cursor, ExpressionParser expressions)
{
    private const int MostProducts = 16;
    private int products;

    /// <summary>Sums of products with at least one matrix each; null for anything else.</summary>
    public Matrix? Parse()
    {
        products = 0;
        return Sum();
    }

    /// <summary>The determinant of a matrix, which may stand in brackets.</summary>
    public Expression? Determinant()
    {
        var start = cursor.Position;
        if (cursor.Current.Kind == TokenKind.MatrixBegin)
        {
            return Entries()?.Determinant();
        }
        cursor.Next();
        var determinant = cursor.Current.Kind == TokenKind.MatrixBegin ? Entries()?.Determinant() : null;
        if (determinant is not null && cursor.Current.Kind == TokenKind.Close)
        {
            cursor.Next();
            return determinant;
        }
        cursor.Position = start;
        return null;
    }

    private Matrix? Sum()
    {
        var isNegative = cursor.Current.Is(TokenKind.Operator, "-");
        if (isNegative || cursor.Current.Is(TokenKind.Operator, "+"))
        {
            cursor.Next();
        }
        var sum = Product();
        sum = isNegative ? sum?.Times(Expression.MinusOne) : sum;
        while (sum is not null && cursor.Current is { Kind: TokenKind.Operator, Text: "+" or "-" })
        {
            var isMinus = cursor.Current.Text == "-";
            cursor.Next();
            var term = Product();
            term = isMinus ? term?.Times(Expression.MinusOne) : term;
            sum = term is null ? null : sum.Plus(term);
        }
        return sum;
    }

    private Matrix? Product()
    {
        Matrix? product = null;
        Expression? scalar = null;
        while (true)
        {
            var isDivision = cursor.Current.Is(TokenKind.Operator, "/");
            if (isDivision || cursor.Current.Is(TokenKind.Operator, "*"))
            {
                cursor.Next();
            }
            if (StartsMatrix())
            {
                if (isDivision || ++products > MostProducts || Factor() is not { } factor)
                {
                    return null;
                }
                product = product is null ? factor : product.Times(factor);
                if (product is null)
                {
                    return null;
                }
            }
            else if (StartsScalar() && expressions.ParseFactor() is { } number)
            {
                scalar =
                    isDivision ? Expression.Quotient(scalar ?? Expression.Number(1), number)
                    : scalar is null ? number
                    : Expression.Product(scalar, number);
            }
            else if (isDivision)
            {
                return null;
            }
            else
            {
                break;
            }
        }
        return scalar is null ? product : product?.Times(scalar);
    }

    private bool StartsScalar() =>
        cursor.Current.Kind
            is TokenKind.Number
                or TokenKind.Name
                or TokenKind.Fraction
                or TokenKind.Root
                or TokenKind.Function
                or TokenKind.Open;

    private bool StartsMatrix()
    {
        if (cursor.Current.Kind == TokenKind.MatrixBegin)
        {
            return cursor.Current.Text != "vmatrix";
        }
        if (cursor.Current.Kind != TokenKind.Open)
        {
            return false;
        }
        var close = cursor.MatchingClose(cursor.Position);
        for (var i = cursor.Position + 1; i < close; i++)
        {
            if (cursor.At(i).Kind == TokenKind.MatrixBegin)
            {
                return true;
            }
        }
        return false;
    }

    private Matrix? Factor()
    {
        Matrix? factor;
        if (cursor.Current.Kind == TokenKind.MatrixBegin)
        {
            factor = Entries();
        }
        else
        {
            cursor.Next();
            factor = Sum();
            if (cursor.Current.Kind != TokenKind.Close)
            {
                return null;
            }
            cursor.Next();
        }
        while (factor is not null && cursor.Current is { Kind: TokenKind.Operator, Text: "^" or "'" })
        {
            factor = cursor.Current.Text == "'" ? Transposed(factor) : Power(factor);
        }
        return factor;
    }

    private Matrix Transposed(Matrix matrix)
    {
        cursor.Next();
        return matrix.Transposed();
    }

    private Matrix? Power(Matrix matrix)
    {
        cursor.Next();
        return expressions.ParseArgument() switch
        {
            { Operation: Operation.Symbol, Name: "T" or "t" or "⊤" } => matrix.Transposed(),
            { } exponent when RationalValue.Of(exponent) is { IsInteger: true } power && power.Abs() < MostProducts =>
                matrix.ToPower((int)power.Numerator),
            _ => null,
        };
    }

    private Matrix? Entries()
    {
        cursor.Next();
        List<List<Expression>> rows =
        [
            [],
        ];
        var isCell = true;
        while (cursor.Current.Kind is not TokenKind.MatrixEnd)
        {
            if (cursor.Current.Kind == TokenKind.Row && !isCell)
            {
                rows.Add([]);
                isCell = true;
            }
            else if (cursor.Current.Kind == TokenKind.Cell && !isCell)
            {
                isCell = true;
            }
            else if (isCell && expressions.ParseInner() is { } entry)
            {
                rows[^1].Add(entry);
                isCell = false;
                continue;
            }
            else
            {
                return null;
            }
            cursor.Next();
        }
        cursor.Next();
        return Matrix.Of([.. rows.Where(row => row.Count > 0).Select(row => row.ToArray())]);
    }
}
