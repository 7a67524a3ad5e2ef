using System.Buffers;
using System.Globalization;
using Platform.Grading.Algebra;

namespace Platform.Grading.Mathematical;

/// <summary>An answer as it is understood, and its normalised text.</summary>
/// <param name="Answer">What it says; null if that is not understood.</param>
/// <param name="Text">
/// Where it is not understood, its tokens in one normal form, so that it equals itself in another spelling.
/// </param>
internal readonly record struct MathReading(MathAnswer? Answer, string Text)
{
    private const int LongestAnswer = 2000;
    private const int ShortestSolution = 200;
    private const int MostTokens = 2000;

    private static readonly SearchValues<string> SolutionMarks = SearchValues.Create(
        ["boxed", "answer", " the ", " is ", " we ", " so "],
        StringComparison.OrdinalIgnoreCase
    );

    private const int DeepestSearch = 8;

    public static MathReading Of(string answer) => Number(answer) ?? Of(Typography.Normalize(answer).Trim(), 0);

    private static MathReading Of(string text, int depth)
    {
        if (Dates.Read(text) is { } date)
        {
            return new(new MathAnswer.Words(date), date);
        }
        MathReading? whole = IsSolution(text) ? null : Parsed(text);
        var isMarked =
            whole is { Answer: { } answer } && IsProse(answer) && text.Contains("boxed", StringComparison.Ordinal);
        if (whole is { Answer: not null } && !isMarked)
        {
            return whole.Value;
        }
        // In a sentence or a solution, the answer is what it marks as such.
        if (
            depth < DeepestSearch
            && AnswerLocation.Find(text)?.Trim() is { Length: > 0 } located
            && located.Length < text.Length
        )
        {
            return Of(located, depth + 1);
        }
        return whole ?? new(null, text.Trim());
    }

    /// <summary>Whether a text is too long to be the answer, or a long one says where in it the answer is.</summary>
    private static bool IsSolution(string text) =>
        text.Length > LongestAnswer || (text.Length > ShortestSolution && text.AsSpan().ContainsAny(SolutionMarks));

    /// <summary>What an answer in a box may be surrounded by.</summary>
    private static bool IsProse(MathAnswer answer) =>
        answer is MathAnswer.Statement or MathAnswer.Words
        || (answer is MathAnswer.Collection collection && Array.Exists(collection.Items, IsProse));

    /// <summary>Plain integers, without the detour over tokens.</summary>
    private static MathReading? Number(string answer)
    {
        const int MostDigits = 18;
        return
            answer.Length is > 0 and <= MostDigits
            && long.TryParse(answer, NumberStyles.AllowLeadingSign, CultureInfo.InvariantCulture, out var number)
            && answer[0] != '+'
            ? new(new MathAnswer.Value(Expression.Number(new Rational(number, 1))), "")
            : null;
    }

    private static MathReading Parsed(string text)
    {
        var tokens = MathTokens.Read(text);
        var cursor = new TokenCursor(tokens);
        if (tokens.Count is > 0 and < MostTokens && MathParser.Parse(cursor) is { } answer)
        {
            return new(answer, "");
        }
        return new(null, tokens.Count is > 0 and < MostTokens ? cursor.Written(0, tokens.Count) : text.Trim());
    }
}
