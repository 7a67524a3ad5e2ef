using Platform.Contracts;
using Platform.Networks;
using Platform.Networks.Llama;
using Platform.Networks.Transformers;
using Platform.Networks.Weights;
using static TorchSharp.torch;

namespace Platform.Training.Modules;

/// <summary>A network in training: its weights, and what they are when it is finished.</summary>
internal sealed class TrainableModel : IDisposable
{
    private readonly Adapter? _adapter;
    private readonly Func<ParameterShape, Tensor> _initial;

    private TrainableModel(
        NetworkModule network,
        WeightSet weights,
        Adapter? adapter,
        Func<ParameterShape, Tensor> initial
    ) => (Network, Weights, _adapter, _initial) = (network, weights, adapter, initial);

    public NetworkModule Network { get; }

    public WeightSet Weights { get; }

    /// <summary>Builds the network. Weights that the base model does not have are initialised at random.</summary>
    /// <param name="shape">The network.</param>
    /// <param name="recipe">Seed, adapters and gradient checkpointing.</param>
    /// <param name="origin">Weights of the base model; null: none.</param>
    /// <param name="device">Where it is computed.</param>
    /// <param name="type">The type that is computed with.</param>
    public static TrainableModel Create(
        NetworkShape shape,
        TrainingRecipe recipe,
        Safetensors? origin,
        Device device,
        ScalarType type
    )
    {
        var adapter = Adapter.Of(recipe);
        IReadOnlyList<ParameterShape> parameters =
        [
            .. shape.Parameters(),
            .. adapter is null ? [] : adapter.Parameters(shape),
        ];
        var streams = parameters.Select((p, i) => (p.Name, i)).ToDictionary(p => p.Name, p => p.i);
        StoredTensor? Stored(ParameterShape weight) =>
            origin?.Find(weight.Name) is { } stored && stored.Shape.SequenceEqual(weight.Shape) ? stored : null;
        Tensor Initial(ParameterShape weight)
        {
            if (Stored(weight) is not { } stored)
                return InitialWeights.Of(weight, recipe.Seed, streams[weight.Name]);
            using var value = TensorFile.Read(stored);
            return value.to(ScalarType.Float32, copy: true);
        }
        // With adapters, the rest of the base model is frozen, but for the classifier and what the base lacks.
        bool Trained(ParameterShape weight) =>
            adapter is null
            || Stored(weight) is null
            || weight.Name.StartsWith("classifier.", StringComparison.Ordinal)
            || weight.Name.StartsWith("score.", StringComparison.Ordinal);
        var weights = new WeightSet(parameters, Trained, Initial, device, type);
        var network = Module(shape, weights, adapter, recipe.GradientCheckpointing == "blocks");
        return new(network, weights, adapter, Initial);
    }

    /// <summary>The module of a network's family.</summary>
    public static NetworkModule Module(NetworkShape shape, WeightSet weights, Adapter? adapter, bool recompute) =>
        shape switch
        {
            TransformerShape transformer => new TransformerModule(transformer, weights, adapter, recompute),
            LlamaShape llama => new LlamaModule(llama, weights, adapter, recompute),
            _ => throw new ArgumentException($"{shape.GetType().Name} has no module", nameof(shape)),
        };

    /// <summary>A weight's final numbers in float32 on the CPU, with its adapter merged into it.</summary>
    public Tensor Finished(ParameterShape weight)
    {
        using var off = no_grad();
        using var scope = NewDisposeScope();
        Tensor Master(string name) =>
            Weights.Trained.Single(t => t.Shape.Name == name).Master.to(ScalarType.Float32).cpu();
        var value = Weights.Trained.Any(t => t.Shape.Name == weight.Name) ? Master(weight.Name) : _initial(weight);
        if (_adapter is not null && Weights.Find(Adapter.A(weight.Name)) is not null)
        {
            var (a, b) = (Master(Adapter.A(weight.Name)), Master(Adapter.B(weight.Name)));
            value = value + ((Adapter.OutputsFirst(weight.Name) ? b.mm(a) : a.mm(b)) * _adapter.Scale);
        }
        return value.alias().MoveToOuterDisposeScope();
    }

    public void Dispose()
    {
        Network.Dispose();
        Weights.Dispose();
    }
}
