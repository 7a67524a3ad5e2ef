using System.Globalization;
using Platform.Synthetic.Game24;

namespace Platform.Synthetic;

/// <summary>X x + Y y + C, with exact coefficients.</summary>
internal readonly record struct Linear(Fraction X, Fraction Y, Fraction C)
{
    public bool IsNumber => X == default && Y == default;

    public Fraction? At(int x, int y) =>
        Fraction.Apply(X, '*', x) is { } a && Fraction.Apply(Y, '*', y) is { } b && Fraction.Apply(a, '+', b) is { } sum
            ? Fraction.Apply(sum, '+', C)
            : null;

    public static Linear? Sum(Linear a, char operation, Linear b) =>
        Fraction.Apply(a.X, operation, b.X) is { } x
        && Fraction.Apply(a.Y, operation, b.Y) is { } y
        && Fraction.Apply(a.C, operation, b.C) is { } c
            ? new Linear(x, y, c)
            : null;

    /// <summary>Also returns null if the result is not linear.</summary>
    public static Linear? Product(Linear a, char operation, Linear b)
    {
        if (operation == '*' && a.IsNumber)
        {
            (a, b) = (b, a);
        }

        return
            b.IsNumber
            && Fraction.Apply(a.X, operation, b.C) is { } x
            && Fraction.Apply(a.Y, operation, b.C) is { } y
            && Fraction.Apply(a.C, operation, b.C) is { } c
            ? new Linear(x, y, c)
            : null;
    }
}

/// <summary>
/// Parses expressions such as <c>5 (x + 4) - 3 x + 2 * 6</c>; returns null if the text cannot be parsed or is not linear.
/// </summary>
internal ref struct LinearParser
{
    private const int Longest = 200;
    private const int Deepest = 8;

    private readonly ReadOnlySpan<char> text;
    private int at;
    private int depth;

    private LinearParser(ReadOnlySpan<char> text) => this.text = text;

    public static Linear? Read(ReadOnlySpan<char> text)
    {
        if (text.Length > Longest)
        {
            return null;
        }

        var parser = new LinearParser(text);
        return parser.Sum() is { } value && parser.Peek() == '\0' ? value : null;
    }

    private Linear? Sum()
    {
        Linear? value;
        if (Peek() == '-')
        {
            at++;
            value = Product() is { } first ? Linear.Sum(default, '-', first) : null;
        }
        else
        {
            value = Product();
        }
        while (Peek() is '+' or '-' && value is { } left)
        {
            var operation = text[at++];
            value = Product() is { } right ? Linear.Sum(left, operation, right) : null;
        }
        return value;
    }

    private Linear? Product()
    {
        var value = Factor();
        while (Peek() is '*' or '/' or '(' or 'x' or 'y' && value is { } left)
        {
            var operation = Peek() is '*' or '/' ? text[at++] : '*';
            value = Factor() is { } right ? Linear.Product(left, operation, right) : null;
        }
        return value;
    }

    private Linear? Factor()
    {
        switch (Peek())
        {
            case 'x':
                at++;
                return new Linear(1, 0, 0);
            case 'y':
                at++;
                return new Linear(0, 1, 0);
            case '(':
                at++;
                if (++depth > Deepest || Sum() is not { } inner || Peek() != ')')
                {
                    return null;
                }

                at++;
                depth--;
                return inner;
        }
        var start = at;
        while (at < text.Length && char.IsAsciiDigit(text[at]))
        {
            at++;
        }

        return at - start is > 0 and <= 6
            ? new Linear(0, 0, int.Parse(text[start..at], NumberStyles.None, CultureInfo.InvariantCulture))
            : null;
    }

    /// <summary>Returns the next character that is not a space; NUL at the end.</summary>
    private char Peek()
    {
        while (at < text.Length && text[at] == ' ')
        {
            at++;
        }

        return at < text.Length ? text[at] : '\0';
    }
}
