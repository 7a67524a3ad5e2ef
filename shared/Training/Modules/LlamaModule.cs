using Platform.Networks;
using Platform.Networks.Llama;
using static TorchSharp.torch;
using F = TorchSharp.torch.nn.functional;

namespace Platform.Training.Modules;

/// <summary>A network of the Llama family: <see cref="LlamaNetwork"/> with gradients.</summary>
internal sealed class LlamaModule : NetworkModule
{
    private readonly LlamaShape _shape;
    private readonly Rotary _rotary;

    public LlamaModule(LlamaShape shape, WeightSet weights, Adapter? adapter, bool recompute)
        : base(weights, adapter, recompute)
    {
        _shape = shape;
        var table = new RotaryTable(shape.Context, shape.HeadSize, shape.Theta, shape.Scaling);
        _rotary = new Rotary(table, weights.Device, weights.Type);
    }

    public override Tensor Hidden(Tensor ids)
    {
        var x = Embed(Weights[LlamaShape.Embedding], ids);
        var window = _shape.Window is { } size && ids.shape[1] > size ? Window(ids.shape[1], size) : null;
        for (var i = 0; i < _shape.Layers; i++)
        {
            var layer = i;
            x = Block(y => Layer(y, layer, window), x);
        }
        return Norm(x, "model.norm");
    }

    public override Tensor Language(Tensor hidden) => F.linear(hidden, Weights[_shape.Head]);

    public override Tensor Classes(Tensor hidden) => F.linear(hidden, Weights["score.weight"], Weights["score.bias"]);

    public override void Dispose() => _rotary.Dispose();

    private Tensor Layer(Tensor x, int layer, Tensor? window)
    {
        string In(string name) => $"model.layers.{layer}.{name}";
        var (batch, sequence, group) = (x.shape[0], x.shape[1], _shape.Heads / _shape.KeyHeads);
        var n = Norm(x, In("input_layernorm"));
        Tensor Heads(string name, int heads)
        {
            var part = In($"self_attn.{name}_proj");
            return Project(n, $"{part}.weight", _shape.QueryKeyValueBias ? $"{part}.bias" : null)
                .view(batch, sequence, heads, _shape.HeadSize);
        }
        Tensor Turned(string name, int heads)
        {
            var part = Heads(name, heads);
            if (_shape.QueryKeyNorm)
            {
                part = Norm(part, In($"self_attn.{name}_norm"));
            }

            return _rotary.Turn(part).transpose(1, 2);
        }
        // Each head of keys and values serves a group of heads of queries.
        Tensor Shared(Tensor part) => group == 1 ? part : part.repeat_interleave(group, 1);
        var mask = _shape.WindowOf(layer) is null ? null : window;
        var attended = Attend(
            Turned("q", _shape.Heads),
            Shared(Turned("k", _shape.KeyHeads)),
            Shared(Heads("v", _shape.KeyHeads).transpose(1, 2)),
            mask
        );
        var output = In("self_attn.o_proj");
        x =
            x
            + Project(
                attended.transpose(1, 2).reshape(batch, sequence, -1),
                $"{output}.weight",
                _shape.OutputBias ? $"{output}.bias" : null
            );
        n = Norm(x, In("post_attention_layernorm"));
        var inner = F.silu(Project(n, In("mlp.gate_proj.weight"))) * Project(n, In("mlp.up_proj.weight"));
        return x + Project(inner, In("mlp.down_proj.weight"));
    }

    private Tensor Norm(Tensor x, string name) => Norm(x, $"{name}.weight", _shape.Epsilon);

    /// <summary>True where a token attends: itself and the window's tokens before it; [sequence, sequence].</summary>
    private Tensor Window(long sequence, int size) =>
        ones(sequence, sequence, ScalarType.Bool, Weights.Device).tril().triu(1 - size);
}
