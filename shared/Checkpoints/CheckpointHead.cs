using Platform.Networks.Graphs;
using Platform.Networks.Weights;

namespace Platform.Checkpoints;

/// <summary>What a checkpoint computes from its hidden states.</summary>
internal abstract record CheckpointHead
{
    /// <summary>Number of values per token.</summary>
    public abstract int Outputs { get; }

    /// <summary>Adds the head to a graph: hidden states [tokens, width] to [tokens, outputs].</summary>
    public abstract Tensor Build(Tensor hidden, Func<string, Tensor> weight);

    /// <summary>Finds the head that the tensors' names show; null if there is only a next-token head.</summary>
    public static CheckpointHead? Find(Safetensors tensors)
    {
        // Qwen2.5-Math-PRM: two layers with a rectifier between them.
        if (RowsOf(tensors, "score.2.weight") is { } classes)
        {
            return new TwoLayers("score.0", "score.2", classes);
        }

        foreach (var name in (string[])["score", "classifier", "score_head", "v_head.summary"])
        {
            if (RowsOf(tensors, $"{name}.weight") is { } rows)
            {
                return new Linear(name, rows, tensors.Find($"{name}.bias") is not null);
            }
        }

        return null;
    }

    private static int? RowsOf(Safetensors tensors, string name) => (int?)tensors.Find(name)?.Shape[0];

    /// <summary>One matrix, with or without a bias.</summary>
    public sealed record Linear(string Name, int Rows, bool HasBias) : CheckpointHead
    {
        public override int Outputs => Rows;

        public override Tensor Build(Tensor hidden, Func<string, Tensor> weight)
        {
            var values = hidden.Graph.MatMul(hidden, weight($"{Name}.weight"), transposeB: true);
            return HasBias ? values + weight($"{Name}.bias") : values;
        }
    }

    /// <summary>W2 max(W1 x + b1, 0) + b2.</summary>
    public sealed record TwoLayers(string First, string Second, int Rows) : CheckpointHead
    {
        public override int Outputs => Rows;

        public override Tensor Build(Tensor hidden, Func<string, Tensor> weight)
        {
            var inner =
                hidden.Graph.MatMul(hidden, weight($"{First}.weight"), transposeB: true) + weight($"{First}.bias");
            return hidden.Graph.MatMul(hidden.Graph.Relu(inner), weight($"{Second}.weight"), transposeB: true)
                + weight($"{Second}.bias");
        }
    }

    /// <summary>The next-token head's logits of a few tokens: the other rows are never multiplied.</summary>
    public sealed record LabelTokens(string Matrix, IReadOnlyList<int> Ids) : CheckpointHead
    {
        public override int Outputs => Ids.Count;

        public override Tensor Build(Tensor hidden, Func<string, Tensor> weight) =>
            hidden.Graph.MatMul(
                hidden,
                hidden.Graph.Gather(weight(Matrix), hidden.Graph.List([.. Ids.Select(id => (long)id)])),
                transposeB: true
            );
    }
}
