using Platform.Contracts;
using Platform.Networks;
using Platform.Networks.Llama;
using Platform.Networks.Transformers;
using Platform.Networks.Weights;
using TorchSharp;
using static TorchSharp.torch;

namespace Platform.Training.Modules;

/// <summary>A network in training: its weights, and what they are when it is finished.</summary>
internal sealed class TrainableModel : IDisposable
{
    private readonly Adapter? _adapter;
    private readonly Func<ParameterShape, StoredTensor?> _stored;

    private TrainableModel(
        NetworkModule network,
        WeightSet weights,
        Adapter? adapter,
        Func<ParameterShape, StoredTensor?> stored
    ) => (Network, Weights, _adapter, _stored) = (network, weights, adapter, stored);

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
            origin?.FindWeight(weight.Name) is { } stored && stored.Shape.SequenceEqual(weight.Shape) ? stored : null;
        Tensor Initial(ParameterShape weight)
        {
            if (Stored(weight) is not { } stored)
            {
                return InitialWeights.Of(weight, recipe.Seed, streams[weight.Name]);
            }

            using var value = TensorFile.Read(stored);
            return value.to(ScalarType.Float32, copy: true);
        }
        if (origin is not null && !parameters.Any(p => Stored(p) is not null))
        {
            throw new InvalidDataException("the base model has no weight of the network that its files describe.");
        }
        // With adapters, the rest of the base model is frozen, but for the classifier and what the base lacks.
        bool Trained(ParameterShape weight) =>
            adapter is null
            || Stored(weight) is null
            || weight.Name.StartsWith("classifier.", StringComparison.Ordinal)
            || weight.Name.StartsWith("score.", StringComparison.Ordinal);
        var weights = new WeightSet(parameters, Trained, Initial, device, type);
        var network = Module(shape, weights, adapter, recipe.GradientCheckpointing == "blocks");
        return new(network, weights, adapter, Stored);
    }

    /// <summary>The module of a network's family.</summary>
    public static NetworkModule Module(NetworkShape shape, WeightSet weights, Adapter? adapter, bool recompute) =>
        shape switch
        {
            TransformerShape transformer => new TransformerModule(transformer, weights, adapter, recompute),
            LlamaShape llama => new LlamaModule(llama, weights, adapter, recompute),
            _ => throw new ArgumentException($"{shape.GetType().Name} has no module", nameof(shape)),
        };

    /// <summary>The weights that are trained, with their float32 numbers on the CPU.</summary>
    public IReadOnlyList<TensorSource> Trained =>
        [
            .. Weights.Trained.Select(t => new TensorSource(
                t.Shape.Name,
                ScalarType.Float32,
                t.Shape.Shape,
                () => Master(t)
            )),
        ];

    /// <summary>
    /// A finished weight with its adapter merged into it: float32 if it was trained, else as the base model has it.
    /// </summary>
    /// <param name="weight">The weight.</param>
    /// <param name="keepType">Whether a weight that was not trained keeps its type of 16 bits.</param>
    public TensorSource Finished(ParameterShape weight, bool keepType = false)
    {
        var adapted = _adapter is not null && Weights.Find(Adapter.A(weight.Name)) is not null;
        if (Find(weight.Name) is { } trained)
        {
            return new(weight.Name, ScalarType.Float32, weight.Shape, () => Master(trained));
        }

        var stored = _stored(weight)!;
        if (keepType && !adapted)
        {
            return new(weight.Name, TensorFile.Type(stored), weight.Shape, () => TensorFile.Read(stored));
        }

        return new(
            weight.Name,
            ScalarType.Float32,
            weight.Shape,
            () =>
            {
                using var off = no_grad();
                var value = TensorFile.Read(stored).to(ScalarType.Float32);
                if (!adapted)
                {
                    return value;
                }

                var (a, b) = (Master(Find(Adapter.A(weight.Name))!), Master(Find(Adapter.B(weight.Name))!));
                using Scalar scale = _adapter!.Scale;
                return value + ((Adapter.OutputsFirst(weight.Name) ? b.mm(a) : a.mm(b)) * scale);
            }
        );
    }

    public void Dispose()
    {
        Network.Dispose();
        Weights.Dispose();
    }

    private TrainedWeight? Find(string name) => Weights.Trained.FirstOrDefault(t => t.Shape.Name == name);

    private static Tensor Master(TrainedWeight trained) => trained.Master.detach().to(ScalarType.Float32).cpu();
}
