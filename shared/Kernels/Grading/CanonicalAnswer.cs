namespace Platform.Kernels.Grading;

/// <summary>One key for all equal answers, for majority voting.</summary>
public static class CanonicalAnswer
{
    /// <summary>The key of an answer; equal answers have the same key, consistently with <see cref="Grader.Grade"/>.</summary>
    public static string Key(string answer, GradingPolicy policy = GradingPolicy.Prm800k) =>
        string.Concat(answer.Where(c => !char.IsWhiteSpace(c) && c is not ('$' or '{' or '}')))
            .Replace("\\dfrac", "\\frac", StringComparison.Ordinal)
            .ToLowerInvariant();
}
