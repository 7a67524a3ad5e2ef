using Platform.Grading.Algebra;

namespace Platform.Grading.Mathematical;

/// <summary>
/// The canonical form of an answer: two answers are equal under the mathematical policy exactly when their keys are.
/// </summary>
internal static class MathKey
{
    public static string Of(string answer) => Of(Read(answer), answer);

    /// <summary>The key of an answer that has been read.</summary>
    public static string Of(MathAnswer? read, string answer) => read is null ? "text:" + Plain(answer) : Of(read);

    /// <summary>What an answer says; null if it is neither mathematics nor words.</summary>
    public static MathAnswer? Read(string answer)
    {
        const int MaximumLength = 4000;
        var located = AnswerLocation.Find(answer);
        if (Dates.Read(located) is { } date)
        {
            return new MathAnswer.Words(date);
        }
        return located.Length > MaximumLength || MathTokens.Read(located) is not { Count: < 2000 } tokens
            ? null
            : MathParser.Parse(tokens);
    }

    public static string Of(MathAnswer answer) =>
        answer switch
        {
            MathAnswer.Value value => OfValue(value.Expression),
            MathAnswer.Sequence sequence => sequence.Open
                + string.Join(',', sequence.Items.Select(Of))
                + sequence.Close,
            MathAnswer.Collection collection => Collected(collection.Items.Select(Of)),
            MathAnswer.Combined { Operator: "∖" } combined => string.Join('∖', combined.Items.Select(Of)),
            MathAnswer.Combined combined => string.Join(
                combined.Operator,
                combined.Items.Select(Of).Distinct().Order(StringComparer.Ordinal)
            ),
            MathAnswer.Matrix matrix => "["
                + string.Join(';', matrix.Rows.Select(row => string.Join(',', row.Select(Of))))
                + "]",
            MathAnswer.Statement statement => OfStatement(statement),
            MathAnswer.Words words => "text:" + Plain(words.Text),
            _ => throw new ArgumentOutOfRangeException(nameof(answer)),
        };

    private static string OfValue(Expression expression) =>
        ValueKey.Of(expression, Domain.Real) ?? "?" + Written(expression);

    private static string Collected(IEnumerable<string> keys)
    {
        var distinct = keys.Distinct().Order(StringComparer.Ordinal).ToArray();
        return distinct.Length == 1 ? distinct[0] : "{" + string.Join(';', distinct) + "}";
    }

    /// <summary>An equation up to a factor, an inequality up to a positive one; anything else by its sides.</summary>
    private static string OfStatement(MathAnswer.Statement statement)
    {
        if (statement is not { Sides: [MathAnswer.Value left, MathAnswer.Value right], Relations: [var relation] })
        {
            return string.Concat(
                statement.Sides.Select(
                    (side, i) => Of(side) + (i < statement.Relations.Length ? statement.Relations[i] : "")
                )
            );
        }
        var difference = Expression.Sum(left.Expression, Expression.Negative(right.Expression));
        if (relation is ">" or "≥")
        {
            (difference, relation) = (Expression.Negative(difference), relation == ">" ? "<" : "≤");
        }
        return Scaled(difference, keepsSign: relation is "<" or "≤") is { } key
            ? key + relation + "0"
            : Of(left) + relation + Of(right);
    }

    private static string? Scaled(Expression difference, bool keepsSign)
    {
        if (new Evaluation(Domain.Real, 0).Value(difference) is not { IsZero: false } scale)
        {
            return null;
        }
        var key = "";
        for (var point = 1; point <= 3; point++)
        {
            if (new Evaluation(Domain.Real, point).Value(difference) is { } value)
            {
                key += Fingerprint.Digits(value / (keepsSign ? scale.Abs() : scale)) + ";";
            }
        }
        return key;
    }

    private static string Written(Expression expression) =>
        expression.Operation switch
        {
            Operation.Number => expression.Value.ToString(),
            Operation.Symbol => expression.Name,
            _ => $"{expression.Operation}{expression.Name}({string.Join(',', expression.Operands!.Select(Written))})",
        };

    /// <summary>Letters and digits in lower case, and everything else that is neither space nor markup.</summary>
    private static string Plain(string text)
    {
        var plain = text.Replace("\\left", "", StringComparison.Ordinal)
            .Replace("\\right", "", StringComparison.Ordinal)
            .Replace("\\text", "", StringComparison.Ordinal);
        return string.Concat(plain.Where(c => !char.IsWhiteSpace(c) && c is not ('$' or '{' or '}' or '.' or '\\')))
            .ToLowerInvariant();
    }
}
