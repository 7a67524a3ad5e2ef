using Platform.Grading.Algebra;

namespace Platform.Grading.Mathematical;

/// <summary>What an answer says.</summary>
internal abstract record MathAnswer
{
    /// <summary>A number or an expression.</summary>
    public sealed record Value(Expression Expression) : MathAnswer;

    /// <summary>A point, tuple, interval or ratio: order and brackets count.</summary>
    public sealed record Sequence(string Open, string Close, MathAnswer[] Items) : MathAnswer;

    /// <summary>A set or a list of alternatives: neither order nor repetition counts.</summary>
    public sealed record Collection(MathAnswer[] Items) : MathAnswer;

    /// <summary>A union (or another combination) of sets.</summary>
    public sealed record Combined(string Operator, MathAnswer[] Items) : MathAnswer;

    /// <summary>A matrix or column vector, row by row.</summary>
    public sealed record Matrix(MathAnswer[][] Rows) : MathAnswer;

    /// <summary>An equation or inequality that does not merely name a value: sides and the relations between them.</summary>
    public sealed record Statement(MathAnswer[] Sides, string[] Relations) : MathAnswer;

    /// <summary>Words.</summary>
    public sealed record Words(string Text) : MathAnswer;
}
