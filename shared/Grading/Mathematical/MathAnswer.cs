using Platform.Grading.Algebra;

namespace Platform.Grading.Mathematical;

/// <summary>What an answer says.</summary>
internal abstract record MathAnswer
{
    /// <summary>A number or an expression.</summary>
    public sealed record Value(Expression Expression) : MathAnswer
    {
        private string? key;

        /// <summary>Whether it was written with two digits, as the minutes of a time.</summary>
        public bool IsTwoDigits { get; init; }

        /// <summary>The key of the value, which is computed once.</summary>
        public string Key => key ??= MathKey.OfValue(Expression);
    }

    /// <summary>A point, tuple, interval or ratio: order and brackets count.</summary>
    public sealed record Sequence(string Open, string Close, MathAnswer[] Items) : MathAnswer
    {
        public const string Colon = ":";

        public bool IsRatio => Open is Colon or ClockTimes.AsRatio;

        public bool IsTuple => Open == "(" && Close == ")";
    }

    /// <summary>A set or a list of alternatives: neither order nor repetition counts.</summary>
    /// <param name="IsSet">Whether it was written with braces, so that it is one element of another list.</param>
    /// <param name="Connective">"and" or "or" if one of these words joins the elements; else empty.</param>
    public sealed record Collection(MathAnswer[] Items, bool IsSet = false, string Connective = "") : MathAnswer;

    /// <summary>A list with an ellipsis, whose order shows what is left out.</summary>
    public sealed record Progression(MathAnswer[] Items) : MathAnswer;

    /// <summary>The dots in a progression.</summary>
    public sealed record Dots : MathAnswer;

    /// <summary>A union (or another combination) of sets whose elements are not all known.</summary>
    public sealed record Combined(string Operator, MathAnswer[] Items) : MathAnswer;

    /// <summary>A set of real numbers.</summary>
    public sealed record Reals(RealSet Set) : MathAnswer;

    /// <summary>A set with a name, such as the integers.</summary>
    public sealed record NamedSet(string Symbol) : MathAnswer;

    /// <summary>A matrix or column vector.</summary>
    public sealed record Table(Matrix Matrix) : MathAnswer;

    /// <summary>A number, or several, with a unit.</summary>
    public sealed record Quantity(MathAnswer Amount, Unit Unit) : MathAnswer;

    /// <summary>A time of day, in minutes.</summary>
    public sealed record Time(int Minutes) : MathAnswer;

    /// <summary>A class of numbers with one remainder.</summary>
    public sealed record Residue(Expression Number, Expression Modulus) : MathAnswer;

    /// <summary>A value, or several, under a name.</summary>
    /// <param name="Name">The name in its normal form.</param>
    /// <param name="Meaning">What bears the name.</param>
    /// <param name="Left">The name as an expression, if it is one.</param>
    /// <param name="IsSolved">Whether the value was computed from an equation, not stated: then the name is not left out.</param>
    public sealed record Named(string Name, MathAnswer Meaning, Expression? Left = null, bool IsSolved = false)
        : MathAnswer;

    /// <summary>Several values, each under its own name.</summary>
    /// <param name="IsTuple">Whether the names were written as a tuple, so that their order is known.</param>
    public sealed record Assignment(Named[] Values, bool IsTuple = false) : MathAnswer;

    /// <summary>An equation or inequality that does not merely name a value: sides and the relations between them.</summary>
    public sealed record Statement(MathAnswer[] Sides, string[] Relations) : MathAnswer;

    /// <summary>An answer with the range of a variable in it: "for all integers k".</summary>
    public sealed record Qualified(MathAnswer Answer, string Qualifier) : MathAnswer;

    /// <summary>Words.</summary>
    public sealed record Words(string Text) : MathAnswer;
}
