using Platform.Networks;
using Platform.Networks.Transformers;
using static TorchSharp.torch;

namespace Platform.Training.Modules;

/// <summary>The small transformer: <see cref="TransformerNetwork"/> with gradients.</summary>
internal sealed class TransformerModule : NetworkModule
{
    private readonly TransformerShape _shape;
    private readonly Rotary _rotary;
    private readonly Tensor? _features;

    public TransformerModule(TransformerShape shape, WeightSet weights, Adapter? adapter, bool recompute)
        : base(weights, adapter, recompute)
    {
        _shape = shape;
        _rotary = new Rotary(new RotaryTable(shape.Context, shape.HeadSize), weights.Device, weights.Type);
        if (shape.FirstNumber is not { } first)
        {
            return;
        }

        using var table = tensor(
            NumberFeatures.Table(shape.Vocabulary, first, shape.LargestNumber),
            [shape.Vocabulary, NumberFeatures.Count]
        );
        _features = table.to(weights.Type, weights.Device, copy: true);
    }

    public override Tensor Hidden(Tensor ids)
    {
        var x = Embedded(ids);
        for (var i = 0; i < _shape.Layers; i++)
        {
            var layer = i;
            x = Block(y => Layer(y, layer), x);
        }
        return Norm(x, "norm");
    }

    public override Tensor Language(Tensor hidden) => hidden.matmul(Weights["language.head"]);

    public override Tensor Classes(Tensor hidden) =>
        hidden.matmul(Weights["classifier.weight"]) + Weights["classifier.bias"];

    public override void Dispose()
    {
        _rotary.Dispose();
        _features?.Dispose();
    }

    /// <summary>E0[x_t] + E1[x_(t-1)] + ..., where E0 contains the part of the numbers' features.</summary>
    private Tensor Embedded(Tensor ids)
    {
        using var scope = NewDisposeScope();
        var current = Weights[TransformerShape.Embedding(0)];
        if (_features is not null)
        {
            current = current + _features.matmul(Weights["features"]);
        }

        var sum = Embed(current, ids);
        for (var back = 1; back < _shape.NGram; back++)
        {
            // Before a row's first token all ids are 0.
            var kept = Math.Max(0, ids.shape[1] - back);
            var before = cat([zeros_like(ids.narrow(1, 0, ids.shape[1] - kept)), ids.narrow(1, 0, kept)], 1);
            sum = sum + Embed(Weights[TransformerShape.Embedding(back)], before);
        }
        return sum.MoveToOuterDisposeScope();
    }

    private Tensor Layer(Tensor x, int layer)
    {
        string In(string name) => $"blocks.{layer}.{name}";
        var (batch, sequence, heads, size) = (x.shape[0], x.shape[1], _shape.Heads, _shape.HeadSize);
        var parts = Project(Norm(x, In("attention.norm")), In("attention.query_key_value"))
            .view(batch, sequence, 3 * heads, size);
        var turned = _rotary.Turn(parts.narrow(2, 0, 2 * heads)).transpose(1, 2);
        var attended = Attend(
            turned.narrow(1, 0, heads),
            turned.narrow(1, heads, heads),
            parts.narrow(2, 2 * heads, heads).transpose(1, 2)
        );
        var joined = attended.transpose(1, 2).reshape(batch, sequence, _shape.Width);
        x = x + Project(joined, In("attention.output"));
        var inner = Project(Norm(x, In("mlp.norm")), In("mlp.up")).relu().pow(Two);
        return x + Project(inner, In("mlp.down"));
    }

    private Tensor Norm(Tensor x, string gain) => Norm(x, gain, TransformerShape.Epsilon);
}
