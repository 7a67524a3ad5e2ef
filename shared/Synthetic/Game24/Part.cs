using System.Globalization;
using Platform.Kernels.Statistics;

namespace Platform.Synthetic.Game24;

/// <summary>A number of a text and where it comes from: a leaf, or the result of two parts.</summary>
internal sealed record Part(Fraction Value, string Text, Part? Left = null, char Operation = '\0', Part? Right = null)
{
    public static Part Of(int number) => new(number, number.ToString(CultureInfo.InvariantCulture));

    /// <summary>Sub-expressions with an operation, this one among them.</summary>
    public IEnumerable<Part> Inner() =>
        Left is null || Right is null ? [] : Left.Inner().Concat(Right.Inner()).Append(this);

    public IEnumerable<Part> Leaves() => Left is null || Right is null ? [this] : Left.Leaves().Concat(Right.Leaves());

    /// <summary>The same with one part in another's place.</summary>
    public Part With(Part old, Part replacement) =>
        ReferenceEquals(this, old) ? replacement
        : Left is null || Right is null ? this
        : this with { Left = Left.With(old, replacement), Right = Right.With(old, replacement) };

    /// <summary>As an expression of the leaves; parentheses that are not needed are there as often as models write them.</summary>
    public string Expression(ref SplitMix random, double needless = 0.6)
    {
        if (Left is null || Right is null)
            return Text;
        var left = Left.Expression(ref random, needless);
        var right = Right.Expression(ref random, needless);
        var tight = Operation is '*' or '/';
        if (Left.Left is not null && ((tight && Left.Operation is '+' or '-') || random.Chance(needless)))
            left = $"({left})";
        var bound = (tight && Right.Operation is '+' or '-') || Operation is '-' or '/';
        if (Right.Left is not null && (bound || random.Chance(needless)))
            right = $"({right})";
        return $"{left} {Operation} {right}";
    }
}

/// <summary>A step that could be taken.</summary>
/// <param name="A">Index of the first operand.</param>
/// <param name="B">Index of the second operand.</param>
/// <param name="Alive">24 can be made afterwards.</param>
/// <param name="Weight">How often models would take it, besides.</param>
internal sealed record Move(int A, char Operation, int B, Fraction Result, bool Alive, double Weight);
