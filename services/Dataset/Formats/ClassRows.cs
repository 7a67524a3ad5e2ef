using Platform.Dataset.Json;

namespace Platform.Dataset.Formats;

/// <summary>Reads probabilities of classes and refuses what cannot be any. A process model has one row a step.</summary>
internal static class ClassRows
{
    /// <summary>Files round probabilities to two or three digits.</summary>
    private const double Tolerance = 0.02;

    /// <summary>Reads rows of probabilities.</summary>
    public static double[][] Probabilities(Field rows, string kind, IReadOnlyList<string> classes) =>
        Rows(
            rows,
            classes,
            (row, step) =>
            {
                var values = row.Numbers();
                return Array.TrueForAll(values, value => value is >= 0 and <= 1) && Sums(values, classes)
                    ? values
                    : throw Wrong(row, values, kind == "process" ? $" (step {step + 1})" : "");
            }
        );

    /// <summary>Reads rows of logits and converts them: the sigmoid of one class, the softmax of several.</summary>
    public static double[][] Logits(Field rows, IReadOnlyList<string> classes) =>
        Rows(
            rows,
            classes,
            (row, _) =>
            {
                var values = row.Numbers();
                if (values.Length == 1)
                {
                    return [1 / (1 + Math.Exp(-values[0]))];
                }

                var most = values.Max();
                var powers = Array.ConvertAll(values, value => Math.Exp(value - most));
                var sum = powers.Sum();
                return Array.ConvertAll(powers, power => power / sum);
            }
        );

    /// <param name="value">The value.</param>
    /// <param name="place">Its step, for the error.</param>
    /// <param name="mend">What else the value may be.</param>
    public static double Probability(Field value, string place = "", string mend = "") =>
        value.Number() is var number and >= 0 and <= 1
            ? number
            : throw value.Wrong($"is {value.Value.GetRawText()}{place}, and a probability is from 0 to 1{mend}");

    /// <summary>Returns false if a row that has a right and a wrong class does not sum to 1.</summary>
    public static bool Sums(double[] values, IReadOnlyList<string> classes)
    {
        if (values.Length == 1)
        {
            return true;
        }

        var sum = values.Sum();
        return sum <= 1 + Tolerance
            && (sum >= 1 - Tolerance || !classes.Contains("negative") || !classes.Contains("positive"));
    }

    /// <summary>Explains a row whose sum is wrong.</summary>
    public static UnreadableException WrongSum(Field row, double[] values, string place) =>
        row.Wrong(FormattableString.Invariant($"sums to {values.Sum():0.####}{place}, and probabilities sum to 1"));

    private static UnreadableException Wrong(Field row, double[] values, string place)
    {
        foreach (var value in row.Items())
        {
            Probability(value, place, "; logits belong in the field logits");
        }

        return WrongSum(row, values, place);
    }

    private static double[][] Rows(Field rows, IReadOnlyList<string> classes, Func<Field, int, double[]> read)
    {
        var items = rows.Items();
        var result = new double[items.Length][];
        for (var row = 0; row < items.Length; row++)
        {
            result[row] =
                items[row].Length() == classes.Count
                    ? read(items[row], row)
                    : throw items[row].Wrong($"has {items[row].Length()} columns for {classes.Count} classes");
        }

        return result;
    }
}
