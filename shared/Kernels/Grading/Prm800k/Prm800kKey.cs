using Platform.Kernels.Grading.Algebra;

namespace Platform.Kernels.Grading.Prm800k;

/// <summary>
/// One key for answers that are equal under the rules of openai/prm800k's grader. Both of its normal forms lead to the
/// key: the first is applied, then the second, then a name such as <c>x=</c> goes, then every element is put by value.
/// </summary>
internal static class Prm800kKey
{
    public static string Of(string answer)
    {
        var normalized = AnswerNormalization.Normalize(HendrycksNormalization.Normalize(answer));
        var equals = normalized.IndexOf('=');
        if (equals is >= 0 and <= 2 && normalized.LastIndexOf('=') == equals)
        {
            normalized = AnswerNormalization.Normalize(normalized[(equals + 1)..]);
        }
        var elements = Prm800kComparison.Split(normalized);
        if (elements.Length == 1)
        {
            return Element(elements[0]);
        }
        return normalized[0] + string.Join(',', elements.Select(Element)) + normalized[^1];
    }

    private static string Element(string element)
    {
        // An integer only equals what is written as one; any other expression with its value is something else.
        if (Prm800kComparison.IsInteger(element))
        {
            return element;
        }
        if (!SympyEquality.IsAllowed(element) || PlainParser.Parse(element) is not { } expression)
        {
            return element;
        }
        return ValueKey.Of(expression, Domain.Complex) is { } key ? "=" + key : element;
    }
}
