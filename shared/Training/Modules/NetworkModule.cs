using Platform.Networks;
using TorchSharp;
using static TorchSharp.torch;
using F = TorchSharp.torch.nn.functional;

namespace Platform.Training.Modules;

/// <summary>A causal network over its weights: the same computation as its ONNX graphs, with gradients by libtorch.</summary>
/// <param name="weights">The weights.</param>
/// <param name="adapter">Adapters of its projections; null: none.</param>
/// <param name="recompute">
/// Whether a block's activations are computed again in the backward pass instead of being kept (gradient checkpointing).
/// </param>
internal abstract class NetworkModule(WeightSet weights, Adapter? adapter, bool recompute) : IDisposable
{
    /// <summary>
    /// The exponent of squares. libtorch reads a scalar while it computes, and TorchSharp lets the garbage collector finalise
    /// one that nothing else holds, so scalars are held: here, or by <c>using</c> until the result is there.
    /// </summary>
    protected static readonly Scalar Two = 2;

    protected WeightSet Weights => weights;

    /// <summary>Hidden states, [batch, sequence, width].</summary>
    /// <param name="ids">[batch, sequence] of int64; padding is on the right.</param>
    public abstract Tensor Hidden(Tensor ids);

    /// <summary>Logits over the vocabulary, [tokens, vocabulary].</summary>
    /// <param name="hidden">[tokens, width].</param>
    public abstract Tensor Language(Tensor hidden);

    /// <summary>Logits over the classes, [tokens, classes].</summary>
    /// <param name="hidden">[tokens, width].</param>
    public abstract Tensor Classes(Tensor hidden);

    public abstract void Dispose();

    /// <summary>A block. Its intermediate handles are disposed with it; autograd keeps what it needs.</summary>
    protected Tensor Block(Func<Tensor, Tensor> block, Tensor x)
    {
        if (recompute && is_grad_enabled())
        {
            return Recompute.Apply(block, x);
        }

        using var scope = NewDisposeScope();
        return block(x).MoveToOuterDisposeScope();
    }

    /// <summary>y = x W, with the adapter's part if W has one.</summary>
    protected Tensor Project(Tensor x, string weight, string? bias = null)
    {
        Tensor Product(Tensor t, string name, Tensor? addend = null) =>
            Adapter.OutputsFirst(name) ? F.linear(t, weights[name], addend) : t.matmul(weights[name]);
        var y = Product(x, weight, bias is null ? null : weights[bias]);
        if (adapter is null || weights.Find(Adapter.A(weight)) is not { } a)
        {
            return y;
        }

        var b = weights[Adapter.B(weight)];
        var low = Adapter.OutputsFirst(weight) ? F.linear(F.linear(x, a), b) : x.matmul(a).matmul(b);
        using Scalar scale = adapter.Scale;
        return y + (low * scale);
    }

    /// <summary>Root-mean-square norm over the last axis, in float32 at least: g x / sqrt(mean(x^2) + epsilon).</summary>
    protected Tensor Norm(Tensor x, string gain, double epsilon)
    {
        var y = x.dtype == ScalarType.BFloat16 ? x.to(ScalarType.Float32) : x;
        using Scalar added = epsilon;
        y = y * (y.pow(Two).mean([-1], keepdim: true) + added).rsqrt();
        return y.to(x.dtype) * weights[gain];
    }

    /// <summary>
    /// Causal attention, [batch, heads, sequence, head size]; <paramref name="mask"/> is true where a token attends, null for
    /// everything before it. The CPU's kernel is slow in the backward pass of bfloat16, so it computes in float32.
    /// </summary>
    protected Tensor Attend(Tensor q, Tensor k, Tensor v, Tensor? mask = null)
    {
        var type = q.dtype;
        if (type == ScalarType.BFloat16 && Weights.Device.type == DeviceType.CPU)
        {
            (q, k, v) = (q.to(ScalarType.Float32), k.to(ScalarType.Float32), v.to(ScalarType.Float32));
        }

        return F.scaled_dot_product_attention(q, k, v, mask, is_casual: mask is null).to(type);
    }

    /// <summary>Rows of an embedding table, [batch, sequence, width].</summary>
    protected static Tensor Embed(Tensor table, Tensor ids) =>
        table.index_select(0, ids.reshape(-1)).view(ids.shape[0], ids.shape[1], -1);
}
