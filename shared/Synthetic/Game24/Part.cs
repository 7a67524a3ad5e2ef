using System.Globalization;
using Platform.Kernels.Statistics;

namespace Platform.Synthetic.Game24;

/// <summary>A number of a text and its origin: a leaf, or the result of two parts.</summary>
internal sealed record Part(Fraction Value, string Text, Part? Left = null, char Operation = '\0', Part? Right = null)
{
    public static Part Of(int number) => new(number, number.ToString(CultureInfo.InvariantCulture));

    /// <summary>Sub-expressions with an operation, including this one.</summary>
    public IEnumerable<Part> Inner() =>
        Left is null || Right is null ? [] : Left.Inner().Concat(Right.Inner()).Append(this);

    public IEnumerable<Part> Leaves() => Left is null || Right is null ? [this] : Left.Leaves().Concat(Right.Leaves());

    /// <summary>Returns a copy in which one part is replaced by another.</summary>
    public Part With(Part old, Part replacement) =>
        ReferenceEquals(this, old) ? replacement
        : Left is null || Right is null ? this
        : this with { Left = Left.With(old, replacement), Right = Right.With(old, replacement) };

    /// <summary>
    /// Formats the part as an expression of its leaves, with needless parentheses as often as models write them.
    /// </summary>
    public string Expression(ref SplitMix random, double needless = 0.6)
    {
        if (Left is null || Right is null)
        {
            return Text;
        }

        var left = Left.Expression(ref random, needless);
        var right = Right.Expression(ref random, needless);
        var tight = Operation is '*' or '/';
        if (Left.Left is not null && ((tight && Left.Operation is '+' or '-') || random.Chance(needless)))
        {
            left = $"({left})";
        }

        var bound = (tight && Right.Operation is '+' or '-') || Operation is '-' or '/';
        if (Right.Left is not null && (bound || random.Chance(needless)))
        {
            right = $"({right})";
        }

        return $"{left} {Operation} {right}";
    }
}

/// <summary>A possible step.</summary>
/// <param name="A">Index of the first operand.</param>
/// <param name="B">Index of the second operand.</param>
/// <param name="Alive">True if 24 can still be made after the step.</param>
/// <param name="Weight">Relative frequency with which models take the step.</param>
internal sealed record Move(int A, char Operation, int B, Fraction Result, bool Alive, double Weight);
