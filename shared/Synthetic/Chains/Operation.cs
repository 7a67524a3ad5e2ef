using System.Globalization;

namespace Platform.Synthetic.Chains;

/// <summary>One operation on two operands; a solution writes one in each line.</summary>
internal sealed record Operation(OperationKind Kind, Term Left, Term Right)
{
    /// <summary>Largest number in a line; the smallest is 0.</summary>
    private const int Largest = 99;

    /// <summary>
    /// The lines of one instruction and their last result; null if a number leaves the range. Quotients are rounded down.
    /// </summary>
    /// <param name="number">The instruction's number.</param>
    /// <param name="operations">The operations, in their order.</param>
    /// <param name="amount">The amount before the instruction.</param>
    public static (IReadOnlyList<string> Lines, int Result)? Work(
        int number,
        IReadOnlyList<Operation> operations,
        int amount
    )
    {
        var lines = new List<string>();
        var result = amount;
        foreach (var operation in operations)
        {
            var (a, b) = (operation.Left.Value(amount, result), operation.Right.Value(amount, result));
            if (!InRange(a) || !InRange(b) || !InRange(result = operation.Of(a, b)))
            {
                return null;
            }

            lines.Add(operation.Line(number, a, b, result));
        }
        return (lines, result);
    }

    /// <summary>Returns a line with its two operands exchanged if that is the same operation, otherwise as it is.</summary>
    public static string Commuted(string line)
    {
        // "2) 3 + 4 = 7"
        var parts = line.Split(' ');
        return parts is [var number, var a, "+" or "*", var b, "=", var result]
            ? $"{number} {b} {parts[2]} {a} = {result}"
            : line;
    }

    private static bool InRange(int number) => number is >= 0 and <= Largest;

    private int Of(int a, int b) =>
        Kind switch
        {
            OperationKind.Add => a + b,
            OperationKind.Subtract => a - b,
            OperationKind.Multiply => a * b,
            OperationKind.Divide => b == 0 ? -1 : a / b,
            OperationKind.Minimum => Math.Min(a, b),
            _ => Math.Max(a, b),
        };

    private string Line(int number, int a, int b, int result) =>
        Kind switch
        {
            OperationKind.Minimum => Text($"{number}) min({a}, {b}) = {result}"),
            OperationKind.Maximum => Text($"{number}) max({a}, {b}) = {result}"),
            OperationKind.Add => Text($"{number}) {a} + {b} = {result}"),
            OperationKind.Subtract => Text($"{number}) {a} - {b} = {result}"),
            OperationKind.Multiply => Text($"{number}) {a} * {b} = {result}"),
            _ => Text($"{number}) {a} / {b} = {result}"),
        };

    private static string Text(FormattableString line) => line.ToString(CultureInfo.InvariantCulture);
}

internal enum OperationKind
{
    Add,
    Subtract,
    Multiply,
    Divide,
    Minimum,
    Maximum,
}
