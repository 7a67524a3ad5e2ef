using System.Numerics.Tensors;
using Platform.Training.Models;

namespace Platform.Training.Runs;

/// <summary>
/// Gradient of an embedding table, computed outside of the graph: the runtime's ScatterElements adds element by element,
/// about sixty times slower than whole rows, and its ScatterND loses updates where ids repeat.
/// </summary>
internal static class EmbeddingGradient
{
    /// <summary>dE[x_(t - back)] += dy_t for each position t in order, x = 0 before a row's first token.</summary>
    /// <param name="ids">[rows, sequence].</param>
    /// <param name="sequence">Tokens of a row.</param>
    /// <param name="back">Which table: 0 is the current token's.</param>
    /// <param name="dy">Gradient of the sum of the embeddings, [rows sequence, width].</param>
    /// <param name="table">The table's gradient so far, [vocabulary, width].</param>
    public static void Add(ReadOnlySpan<long> ids, int sequence, int back, ReadOnlySpan<float> dy, Span<float> table)
    {
        var width = dy.Length / ids.Length;
        for (var t = 0; t < ids.Length; t++)
        {
            var id = t % sequence < back ? TextLayout.Pad : (int)ids[t - back];
            var row = table.Slice(id * width, width);
            TensorPrimitives.Add(row, dy.Slice(t * width, width), row);
        }
    }
}
