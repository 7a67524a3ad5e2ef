using Platform.Kernels.Statistics;
using Platform.Networks;
using static TorchSharp.torch;

namespace Platform.Training.Modules;

/// <summary>Random initialisation of the weights.</summary>
internal static class InitialWeights
{
    /// <summary>
    /// Normal numbers by the Box-Muller method, with a separate stream for each weight: z = sqrt(-2 ln u1) cos(2 pi u2)
    /// times the standard deviation.
    /// </summary>
    /// <param name="shape">The weight.</param>
    /// <param name="seed">The run's seed.</param>
    /// <param name="stream">The weight's place in the network.</param>
    /// <returns>Float32 on the CPU.</returns>
    public static Tensor Of(ParameterShape shape, long seed, int stream)
    {
        if (shape.Deviation == 0)
        {
            return full(shape.Shape, (float)shape.Mean, ScalarType.Float32);
        }

        var random = SplitMix.For(seed, stream);
        var numbers = new float[shape.Count];
        foreach (ref var number in numbers.AsSpan())
        {
            var radius = Math.Sqrt(-2 * Math.Log(1 - random.Uniform()));
            number = (float)(shape.Deviation * radius * Math.Cos(2 * Math.PI * random.Uniform()));
        }
        return tensor(numbers, shape.Shape);
    }
}
