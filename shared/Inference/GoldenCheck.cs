using System.Globalization;
using Platform.Contracts;

namespace Platform.Inference;

/// <summary>Compares what a reward model gives for its golden example with what the manifest expects.</summary>
public static class GoldenCheck
{
    /// <param name="directory">The model's directory, for the message.</param>
    /// <param name="name">The model's name, for the message.</param>
    /// <param name="where">Where the model runs, for the message: <c>on Cuda</c>, <c>at http://gpu:8000/pooling</c>.</param>
    /// <param name="golden">The example.</param>
    /// <param name="got">What the model gives for it.</param>
    /// <exception cref="InvalidDataException">There are no scores, or one differs by more than the tolerance.</exception>
    public static void Run(string directory, string name, string where, GoldenExample golden, Scores got)
    {
        double worst = got.Probabilities is null
            ? double.NaN
            : golden.Expected.Zip(got.Probabilities, (e, g) => e.Zip(g, (x, y) => Math.Abs(x - y)).Max()).Max();
        if (!(worst <= golden.Tolerance))
        {
            throw new InvalidDataException(
                string.Create(
                    CultureInfo.InvariantCulture,
                    $"{directory}: the golden example of {name} does not hold {where}: expected {Show(golden.Expected)} within {golden.Tolerance:g}, got {got.Failure ?? Show(got.Probabilities!)}."
                )
            );
        }
    }

    private static string Show(IEnumerable<IReadOnlyList<double>> rows) =>
        $"[{string.Join(", ", rows.Select(r => $"[{string.Join(", ", r.Select(p => p.ToString("0.######", CultureInfo.InvariantCulture)))}]"))}]";
}
