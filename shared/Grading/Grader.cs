using Platform.Grading.Mathematical;
using Platform.Grading.Prm800k;

namespace Platform.Grading;

/// <summary>
/// Decides whether two final answers are equal. Pure, thread-safe, bounded in time and memory for any input.
/// </summary>
/// <remarks>
/// Numbers, polynomials, rational functions and surds are compared exactly. Other expressions are evaluated at pseudo-random
/// points to 192 bits: different rational functions pass for equal with a probability below 2^-200, other functions if they
/// agree to 36 digits at all points.
/// </remarks>
public static class Grader
{
    /// <summary>Stored with every verdict; changes whenever any verdict may change.</summary>
    public const string Version = "2.0";

    /// <summary>Grades one answer; null means "no answer" and is never equal.</summary>
    public static Verdict Grade(string? given, string truth, GradingPolicy policy = GradingPolicy.Prm800k)
    {
        if (given is null)
        {
            return new(false, "no answer");
        }
        if (given == truth)
        {
            return new(true, "identical");
        }
        return policy == GradingPolicy.Prm800k
            ? Prm800kComparison.Compare(given, truth)
            : MathComparison.Compare(given, truth);
    }
}

/// <summary>What "equal" means.</summary>
public enum GradingPolicy
{
    /// <summary>The verdict of openai/prm800k's grader: conservative, an unreduced fraction is wrong.</summary>
    Prm800k,

    /// <summary>
    /// Equal means equal: 2/4 is 1/2, 320 cm is 3.2 m, sets have no order. What is not understood is equal only to the same
    /// text.
    /// </summary>
    Mathematical,
}

/// <summary>A verdict and the reason for it.</summary>
/// <param name="Equal">Whether the given answer is equal to the reference.</param>
/// <param name="Reason">A short sentence fragment, such as <c>tuple element 2 differs</c>.</param>
public readonly record struct Verdict(bool Equal, string Reason);
