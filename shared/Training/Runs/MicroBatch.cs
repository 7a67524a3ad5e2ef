using Platform.Training.Models;
using static TorchSharp.torch;

namespace Platform.Training.Runs;

/// <summary>Sequences that run at once, padded on the right, and the positions at which something is predicted.</summary>
/// <param name="Ids">[rows, longest], row-major.</param>
/// <param name="Rows">Sequences.</param>
/// <param name="Next">Positions in <paramref name="Ids"/>, and the id that follows.</param>
/// <param name="Classes">
/// Positions in <paramref name="Ids"/>, and the class to predict; a position with two possible classes occurs twice.
/// </param>
/// <param name="Weights">Weights of <paramref name="Classes"/>, which sum to 1 at each position; null if each is 1.</param>
internal sealed record MicroBatch(
    long[] Ids,
    int Rows,
    (long[] Positions, long[] Targets) Next,
    (long[] Positions, long[] Targets) Classes,
    double[]? Weights
)
{
    /// <summary>Class of an incorrect step.</summary>
    private const long Negative = 0;

    public static MicroBatch Of(IReadOnlyList<Sequence> sequences)
    {
        var width = sequences.Max(s => s.Ids.Length);
        var ids = new long[sequences.Count * width];
        Array.Fill(ids, TextLayout.Pad);
        var (next, classes) = (new List<(long, long)>(), new List<(long, long)>());
        var weights = sequences.Any(s => s.Weights is not null) ? new List<double>() : null;
        for (var row = 0; row < sequences.Count; row++)
        {
            var sequence = sequences[row];
            var rated = 0;
            for (var i = 0; i < sequence.Ids.Length; i++)
            {
                var at = (row * width) + i;
                ids[at] = sequence.Ids[i];
                if (sequence.Next[i])
                {
                    next.Add((at, sequence.Ids[i + 1]));
                }

                if (sequence.Classes[i] >= 0)
                {
                    classes.Add((at, sequence.Classes[i]));
                    var weight = sequence.Weights?[rated++] ?? 1;
                    weights?.Add(weight);
                    if (weight < 1)
                    {
                        classes.Add((at, Negative));
                        weights?.Add(1 - weight);
                    }
                }
            }
        }
        return new(ids, sequences.Count, Columns(next), Columns(classes), weights?.ToArray());
    }

    /// <summary>Sequences per micro-batch: equal shares of the batch.</summary>
    /// <param name="batch">Sequences of the batch.</param>
    /// <param name="width">Tokens of the longest of them.</param>
    /// <param name="tokens">Most tokens of a micro-batch with more than one sequence.</param>
    public static int RowsOf(int batch, int width, int tokens)
    {
        var most = Math.Max(1, tokens / width);
        var shares = (batch + most - 1) / most;
        return (batch + shares - 1) / shares;
    }

    /// <summary>The ids on a device.</summary>
    public Tensor On(Device device) => tensor(Ids, [Rows, Ids.Length / Rows], device: device);

    private static (long[], long[]) Columns(List<(long Position, long Target)> pairs) =>
        ([.. pairs.Select(p => p.Position)], [.. pairs.Select(p => p.Target)]);
}
