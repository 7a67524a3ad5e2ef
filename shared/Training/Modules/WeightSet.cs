using Platform.Networks;
using TorchSharp.Modules;
using static TorchSharp.torch;

namespace Platform.Training.Modules;

/// <summary>
/// A network's weights by name, on one device and in the type that is computed with. Weights that are trained have float32
/// masters, which the optimiser changes; in float32 the two are the same.
/// </summary>
internal sealed class WeightSet : IDisposable
{
    private readonly Dictionary<string, Parameter> _values = [];
    private readonly List<TrainedWeight> _trained = [];

    /// <param name="parameters">The network's weights, with those of its adapters.</param>
    /// <param name="isTrained">Which weights are trained.</param>
    /// <param name="read">Initial numbers in float32 on the CPU.</param>
    /// <param name="device">Where they are kept.</param>
    /// <param name="type">Type that is computed with.</param>
    public WeightSet(
        IReadOnlyList<ParameterShape> parameters,
        Func<ParameterShape, bool> isTrained,
        Func<ParameterShape, Tensor> read,
        Device device,
        ScalarType type
    )
    {
        (Device, Type) = (device, type);
        foreach (var shape in parameters)
        {
            using var scope = NewDisposeScope();
            var (number, trained) = (read(shape), isTrained(shape));
            var value = new Parameter(number.to(type, device, copy: true), trained).DetachFromDisposeScope();
            _values[shape.Name] = (Parameter)value;
            if (!trained)
            {
                continue;
            }

            var master =
                type == ScalarType.BFloat16
                    ? (Parameter)
                        new Parameter(number.to(ScalarType.Float32, device, copy: true)).DetachFromDisposeScope()
                    : (Parameter)value;
            _trained.Add(new(shape, (Parameter)value, master));
        }
    }

    public Device Device { get; }

    public ScalarType Type { get; }

    /// <summary>Weights that are trained, in the order of the file.</summary>
    public IReadOnlyList<TrainedWeight> Trained => _trained;

    public Tensor this[string name] => _values[name];

    /// <summary>The weight of a name; null if there is none.</summary>
    public Tensor? Find(string name) => _values.GetValueOrDefault(name);

    public void Dispose()
    {
        foreach (var trained in _trained)
        {
            trained.Master.Dispose();
        }

        foreach (var value in _values.Values)
        {
            value.Dispose();
        }
    }
}

/// <summary>A weight that is trained.</summary>
/// <param name="Shape">Its name and whether it decays.</param>
/// <param name="Value">What is computed with.</param>
/// <param name="Master">Its float32 twin; the same object where float32 or double is computed with.</param>
internal sealed record TrainedWeight(ParameterShape Shape, Parameter Value, Parameter Master);
