using Platform.Contracts;
using Platform.Networks.Llama;

namespace Platform.Networks;

/// <summary>What a training needs of memory, in bytes, by arithmetic.</summary>
/// <param name="Weights">Weights that are computed with and, for bfloat16, float32 masters of those that are trained.</param>
/// <param name="Gradients">Gradients of the weights that are trained.</param>
/// <param name="Moments">AdamW's two moments of each of them.</param>
/// <param name="Activations">What the backward pass of one micro-batch needs, at most.</param>
/// <param name="Check">
/// The finished model in ONNX Runtime for its golden example, in float32, after everything else has been released.
/// </param>
public sealed record TrainingMemory(long Weights, long Gradients, long Moments, long Activations, long Check)
{
    /// <summary>Memory of a process that has loaded .NET, libtorch and ONNX Runtime.</summary>
    public const long Process = 350_000_000;

    private const int Single = 4;
    private const int Half = 2;

    /// <summary>Tensors of one block that are alive while it is computed again and backward, in those that are kept.</summary>
    private const int BlocksInHand = 5;

    /// <summary>Copies of an adapted matrix's output that an adapter keeps alive.</summary>
    private const double AdapterCopies = 1.5;

    /// <summary>The peak while it trains, on the CPU or the GPU.</summary>
    public long Steps => Process + Weights + Gradients + Moments + Activations;

    /// <summary>The peak on a CPU, where the finished model is checked, too.</summary>
    public long Total => Math.Max(Steps, Process + Check);

    /// <summary>The memory of a training.</summary>
    /// <param name="shape">The network, with its heads and context.</param>
    /// <param name="recipe">Adapters, micro-batches and gradient checkpointing.</param>
    /// <param name="bfloat16">Whether bfloat16 is computed with.</param>
    public static TrainingMemory Of(NetworkShape shape, TrainingRecipe recipe, bool bfloat16)
    {
        var all = shape.Parameters().Sum(p => p.Count);
        var trained = Trained(shape, recipe);
        var adapters = Adapter.Of(recipe)?.Parameters(shape).Sum(p => p.Count) ?? 0;
        var size = bfloat16 ? Half : Single;
        return new(
            ((all + adapters) * size) + (bfloat16 ? trained * Single : 0),
            // In bfloat16 the gradients of a micro-batch are added to a float32 sum.
            trained * (bfloat16 ? Half + Single : Single),
            trained * 2 * Single,
            OfActivations(shape, recipe, bfloat16),
            // The runtime converts weights of 16 bits while it holds the file's.
            all * (recipe.Adapter == "lora" ? Half + Single : 2 * Single)
        );
    }

    /// <summary>Number of weights that are trained.</summary>
    public static long Trained(NetworkShape shape, TrainingRecipe recipe) =>
        Adapter.Of(recipe) is { } adapter
            ? adapter.Parameters(shape).Sum(p => p.Count) + shape.Parameters().Where(IsHead).Sum(p => p.Count)
            : shape.Parameters().Sum(p => p.Count);

    /// <summary>
    /// Floating-point operations of a token: 2 for a matrix's weight in the forward pass, as many in the backward pass for the
    /// gradient of the activations, for that of the weight if it is trained, and once more with gradient checkpointing;
    /// attention to half of the context on average.
    /// </summary>
    public static double Operations(NetworkShape shape, TrainingRecipe recipe, double tokens)
    {
        var matrices = (double)shape.Parameters().Where(p => p.Decays).Sum(p => p.Count);
        var trained = recipe.Adapter == "lora" ? Trained(shape, recipe) : matrices;
        var passes = recipe.GradientCheckpointing == "blocks" ? 3 : 2;
        var attention = 2.0 * shape.Layers * Joined(shape) * tokens * (passes + 1);
        return (2 * matrices * passes) + (2 * trained) + attention;
    }

    /// <summary>
    /// Tensors that autograd keeps of a token: in each block the inputs of two norms and their products, queries, keys,
    /// values and results of the attention in float32, and four tensors of the MLP's width. What is alive beside them
    /// (intermediate results, gradients, products of adapters) was measured on the CPU with a network of 35 million weights;
    /// the sum was within 11 % of the peak in both types, with and without adapters and gradient checkpointing.
    /// </summary>
    private static long OfActivations(NetworkShape shape, TrainingRecipe recipe, bool bfloat16)
    {
        var size = bfloat16 ? Half : Single;
        var tokens = (long)Math.Max(recipe.MicroBatchTokens, shape.Context);
        var recomputed = recipe.GradientCheckpointing == "blocks";
        long norm = (bfloat16 ? Single + (2 * Half) : 3 * Single) * shape.Width;
        long attention = ((4 * Single) + size) * Joined(shape);
        long inner = shape is LlamaShape llama ? llama.Inner : 4 * shape.Width;
        var block = (2 * norm) + attention + (4 * size * inner);
        var blocks = recomputed
            ? (shape.Layers * size * (long)shape.Width) + (BlocksInHand * block)
            : (shape.Layers + 1) * block;
        var adapted = AdapterCopies * size * Adapted(shape, recipe) / (recomputed ? shape.Layers : 1);
        var backward = size * ((2 * inner) + (4 * shape.Width));
        // Logits, their log-softmax and its gradient.
        var head = shape.Language ? ((3L * Single) + (bfloat16 ? Half : 0)) * shape.Vocabulary : 0;
        return tokens * (blocks + (long)adapted + backward + head);
    }

    /// <summary>Outputs of all matrices that have an adapter.</summary>
    private static long Adapted(NetworkShape shape, TrainingRecipe recipe) =>
        Adapter.Of(recipe) is { } adapter
            ? shape.Parameters().Where(adapter.Adapts).Sum(p => p.Shape[Adapter.OutputsFirst(p.Name) ? 0 : 1])
            : 0;

    private static long Joined(NetworkShape shape) =>
        shape is LlamaShape llama ? (long)llama.Heads * llama.HeadSize : shape.Width;

    private static bool IsHead(ParameterShape weight) =>
        weight.Name.StartsWith("score.", StringComparison.Ordinal)
        || weight.Name.StartsWith("classifier.", StringComparison.Ordinal);
}
