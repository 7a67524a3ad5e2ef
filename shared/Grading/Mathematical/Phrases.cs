using System.Collections.Frozen;
using Platform.Grading.Algebra;

namespace Platform.Grading.Mathematical;

/// <summary>Words with a mathematical meaning, and the normal form of others.</summary>
internal static class Phrases
{
    private static readonly FrozenSet<string> Nothing = new[]
    {
        "no solution",
        "no solutions",
        "empty set",
        "the empty set",
        "emptyset",
        "there are no solutions",
        "there is no solution",
    }.ToFrozenSet();

    private static readonly FrozenSet<string> Everything = new[]
    {
        "all real numbers",
        "all reals",
        "all real values",
        "any real number",
        "every real number",
        "the set of all real numbers",
        "the set of real numbers",
        "set of all real numbers",
        "the real numbers",
        "real numbers",
    }.ToFrozenSet();

    private static readonly FrozenSet<string> Positive = new[]
    {
        "all positive real numbers",
        "all positive reals",
        "positive real numbers",
    }.ToFrozenSet();

    private static readonly Endpoint Zero = Endpoint.Of(Expression.Number(0))!.Value;

    public static MathAnswer Read(string words) =>
        Nothing.Contains(words) ? new MathAnswer.Reals(RealSet.Empty)
        : Everything.Contains(words) ? new MathAnswer.Reals(RealSet.All)
        : Positive.Contains(words) ? new MathAnswer.Reals(RealSet.Between(Zero, false, Endpoint.High, false))
        : new MathAnswer.Words(words);
}
