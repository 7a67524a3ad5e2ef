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
                var values = row.Items();
                var place = kind == "process" ? $" (step {step + 1})" : "";
                return Checked(
                    row,
                    place,
                    Array.ConvertAll(values, value => Probability(value, place, "; logits belong in the field logits")),
                    classes
                );
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
                    return [1 / (1 + Math.Exp(-values[0]))];
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

    /// <summary>Refuses a row that has a right and a wrong class and does not sum to 1.</summary>
    public static double[] Checked(Field row, string place, double[] values, IReadOnlyList<string> classes)
    {
        var sum = values.Sum();
        var complete = classes.Contains("negative") && classes.Contains("positive");
        return sum <= 1 + Tolerance && (!complete || sum >= 1 - Tolerance)
            ? values
            : throw row.Wrong(FormattableString.Invariant($"sums to {sum:0.####}{place}, and probabilities sum to 1"));
    }

    private static double[][] Rows(Field rows, IReadOnlyList<string> classes, Func<Field, int, double[]> read)
    {
        var items = rows.Items();
        var result = new double[items.Length][];
        for (var row = 0; row < items.Length; row++)
            result[row] =
                items[row].Length() == classes.Count
                    ? read(items[row], row)
                    : throw items[row].Wrong($"has {items[row].Length()} columns for {classes.Count} classes");
        return result;
    }
}
