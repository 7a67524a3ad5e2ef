namespace Platform.Synthetic.Game24;

/// <summary>An arithmetic expression as written in an answer: whole numbers, + - * / and parentheses.</summary>
internal ref struct AnswerExpression
{
    private const int Deepest = 16;

    private readonly ReadOnlySpan<char> text;
    private readonly List<int> numbers;
    private int at;
    private int depth;

    private AnswerExpression(ReadOnlySpan<char> text, List<int> numbers)
    {
        this.text = text;
        this.numbers = numbers;
    }

    /// <summary>Returns the exact value, or null if the text is not such an expression or divides by 0.</summary>
    /// <param name="text">The expression alone.</param>
    /// <param name="numbers">Receives the numbers of the expression in their order.</param>
    public static Fraction? Evaluate(ReadOnlySpan<char> text, List<int> numbers)
    {
        var expression = new AnswerExpression(text, numbers);
        return expression.Sum() is { } value && expression.Peek() == '\0' ? value : null;
    }

    private Fraction? Sum()
    {
        var value = Product();
        while (Peek() is '+' or '-' && value is { } left)
        {
            var operation = text[at++];
            value = Product() is { } right ? Fraction.Apply(left, operation, right) : null;
        }
        return value;
    }

    private Fraction? Product()
    {
        var value = Factor();
        while (Peek() is '*' or '/' && value is { } left)
        {
            var operation = text[at++];
            value = Factor() is { } right ? Fraction.Apply(left, operation, right) : null;
        }
        return value;
    }

    private Fraction? Factor()
    {
        if (Peek() == '(')
        {
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

        if (at == start || at - start > 6)
        {
            return null;
        }

        numbers.Add(int.Parse(text[start..at]));
        return numbers[^1];
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
