using Platform.Grading.Algebra;

namespace Platform.Grading.Mathematical;

/// <summary>A matrix of expressions, row by row.</summary>
internal sealed class Matrix
{
    private const int LargestSize = 12;
    private const int LargestDeterminant = 4;
    private const int MostNodes = 2000;
    private const int MostProducts = 2000;

    private Matrix(Expression[][] rows) => Rows = rows;

    public Expression[][] Rows { get; }

    public int Height => Rows.Length;

    public int Width => Rows[0].Length;

    /// <summary>Null if the rows differ in length, or are too many or too long expressions.</summary>
    public static Matrix? Of(Expression[][] rows)
    {
        if (rows.Length is 0 or > LargestSize || rows[0].Length is 0 or > LargestSize)
        {
            return null;
        }
        var left = MostNodes;
        foreach (var row in rows)
        {
            if (row.Length != rows[0].Length)
            {
                return null;
            }
            foreach (var entry in row)
            {
                if (!Spend(entry, ref left))
                {
                    return null;
                }
            }
        }
        return new Matrix(rows);
    }

    public Matrix? Plus(Matrix other) =>
        Height == other.Height && Width == other.Width
            ? Of(Map((i, j) => Expression.Sum(Rows[i][j], other.Rows[i][j]), Height, Width))
            : null;

    public Matrix? Times(Expression scalar) => Of(Map((i, j) => Expression.Product(scalar, Rows[i][j]), Height, Width));

    public Matrix? Times(Matrix other) =>
        Width == other.Height && Height * Width * other.Width <= MostProducts
            ? Of(
                Map(
                    (i, j) =>
                        Expression.Sum(
                            [
                                .. Enumerable
                                    .Range(0, Width)
                                    .Select(k => Expression.Product(Rows[i][k], other.Rows[k][j])),
                            ]
                        ),
                    Height,
                    other.Width
                )
            )
            : null;

    public Matrix Transposed() => new(Map((i, j) => Rows[j][i], Width, Height));

    public Matrix? ToPower(int exponent)
    {
        if (Height != Width || Math.Abs(exponent) * Height * Height * Height > MostProducts)
        {
            return null;
        }
        var factor = exponent < 0 ? Inverse() : this;
        var power = Of(Map((i, j) => Expression.Number(i == j ? 1 : 0), Height, Width));
        for (var i = Math.Abs(exponent); i > 0 && factor is not null; i--)
        {
            power = power?.Times(factor);
        }
        return factor is null ? null : power;
    }

    /// <summary>By expansion along the first row; null if the matrix is not square or too large.</summary>
    public Expression? Determinant()
    {
        if (Height != Width || Height > LargestDeterminant)
        {
            return null;
        }
        return Height == 1
            ? Rows[0][0]
            : Expression.Sum(
                [.. Enumerable.Range(0, Width).Select(j => Expression.Product(Rows[0][j], Cofactor(0, j)))]
            );
    }

    private Matrix? Inverse() =>
        Determinant() is { } determinant && Height > 1 && ValueKey.Of(determinant, Domain.Real) is not (null or "0")
            ? Of(Map((i, j) => Expression.Quotient(Cofactor(j, i), determinant), Height, Width))
            : null;

    private Expression Cofactor(int row, int column)
    {
        var minor = new Matrix(
            [.. Rows.Where((_, i) => i != row).Select(entries => entries.Where((_, j) => j != column).ToArray())]
        );
        var determinant = minor.Determinant()!;
        return (row + column) % 2 == 0 ? determinant : Expression.Negative(determinant);
    }

    private static Expression[][] Map(Func<int, int, Expression> entry, int height, int width) =>
        [
            .. Enumerable
                .Range(0, height)
                .Select(i => Enumerable.Range(0, width).Select(j => Simplified(entry(i, j))).ToArray()),
        ];

    private static Expression Simplified(Expression entry) =>
        RationalValue.Of(entry) is { } value ? Expression.Number(value) : entry;

    private static bool Spend(Expression expression, ref int left)
    {
        if (--left < 0)
        {
            return false;
        }
        foreach (var operand in expression.Operands ?? [])
        {
            if (!Spend(operand, ref left))
            {
                return false;
            }
        }
        return true;
    }
}
