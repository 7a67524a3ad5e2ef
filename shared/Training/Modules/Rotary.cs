using Platform.Networks;
using TorchSharp;
using static TorchSharp.torch;

namespace Platform.Training.Modules;

/// <summary>
/// Rotary positions of heads of size h: the pair (x_i, x_(i + h/2)) is rotated by the angle of its position, with the table
/// that the ONNX graphs have, too.
/// </summary>
internal sealed class Rotary : IDisposable
{
    private readonly Tensor _cosines;
    private readonly Tensor _sines;

    public Rotary(RotaryTable table, Device device, ScalarType type)
    {
        Tensor Twice(float[] numbers, float sign)
        {
            using var scope = NewDisposeScope();
            var half = tensor(numbers, [table.Positions, 1, table.Half]);
            using Scalar factor = sign;
            return cat([half * factor, half], -1).to(type, device).DetachFromDisposeScope();
        }
        (_cosines, _sines) = (Twice(table.Cosines, 1), Twice(table.Sines, -1));
    }

    /// <param name="x">[batch, sequence, heads, head size], from position 0.</param>
    public Tensor Turn(Tensor x)
    {
        var (sequence, half) = (x.shape[1], x.shape[^1] / 2);
        // (x2, x1) (-sin, sin) = (-x2 sin, x1 sin).
        var swapped = cat([x.narrow(-1, half, half), x.narrow(-1, 0, half)], -1);
        return (x * _cosines.narrow(0, 0, sequence)) + (swapped * _sines.narrow(0, 0, sequence));
    }

    public void Dispose()
    {
        _cosines.Dispose();
        _sines.Dispose();
    }
}
