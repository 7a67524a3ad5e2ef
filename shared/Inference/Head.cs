using Platform.Contracts;

namespace Platform.Inference;

/// <summary>Converts the graph's output at one position to one probability per class, as the manifest says.</summary>
public sealed class Head(RewardModelManifest manifest)
{
    private readonly int[] _labels =
        manifest.Head.Kind == "labelTokens" ? [.. manifest.Classes.Select(c => manifest.Head.LabelTokens![c])] : [];

    /// <summary>Why an output of this many values per position cannot be read; null if it can.</summary>
    public string? Mismatch(int values) =>
        _labels.Length > 0
            ? _labels.Max() < values
                ? null
                : $"{values} logits a token, but head.labelTokens names id {_labels.Max()}"
            : values == manifest.Classes.Count
                ? null
                : $"{values} value(s) a token, but the manifest names {manifest.Classes.Count} class(es)";

    /// <summary>
    /// Softmax: p_c = exp(x_c - max x) / sum_k exp(x_k - max x), over the classes' logits or the label tokens' logits alone.
    /// Sigmoid: 1 / (1 + exp(-x)). Probabilities: as they are.
    /// </summary>
    /// <param name="values">The position's values: one per class, or one per token of the vocabulary.</param>
    /// <param name="probabilities">One per class.</param>
    public void Read(ReadOnlySpan<float> values, Span<double> probabilities)
    {
        for (var c = 0; c < probabilities.Length; c++)
        {
            probabilities[c] = values[_labels.Length > 0 ? _labels[c] : c];
        }

        switch (manifest.Head.Kind)
        {
            case "sigmoid":
                probabilities[0] = 1 / (1 + Math.Exp(-probabilities[0]));
                break;
            case "softmax" or "labelTokens":
                Softmax(probabilities);
                break;
        }
    }

    private static void Softmax(Span<double> x)
    {
        var (max, sum) = (double.NegativeInfinity, 0.0);
        foreach (var value in x)
        {
            max = Math.Max(max, value);
        }

        foreach (ref var value in x)
        {
            sum += value = Math.Exp(value - max);
        }

        foreach (ref var value in x)
        {
            value /= sum;
        }
    }

    /// <summary>Why these are not probabilities, with the step and the class; null if they are.</summary>
    public string? Implausible(IReadOnlyList<double[]> rows)
    {
        for (var row = 0; row < rows.Count; row++)
        {
            for (var c = 0; c < rows[row].Length; c++)
            {
                if (!(rows[row][c] is >= 0 and <= 1))
                {
                    var where = manifest.Kind == "process" ? $"at step {row + 1}" : "for the solution";
                    return FormattableString.Invariant(
                        $"the model gave {rows[row][c]} as P({manifest.Classes[c]}) {where}: not a probability"
                    );
                }
            }
        }

        return null;
    }
}
