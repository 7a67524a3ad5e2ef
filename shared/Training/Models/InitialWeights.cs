using Platform.Kernels.Statistics;
using Platform.Training.Runs;

namespace Platform.Training.Models;

/// <summary>Weights before the first step.</summary>
public static class InitialWeights
{
    /// <summary>
    /// Normal numbers by Box and Muller, a stream of its own for each weight: z = sqrt(-2 ln u1) cos(2 pi u2) times the
    /// deviation; gains are 1.
    /// </summary>
    public static void Fill(FlatVector weights, long seed)
    {
        for (var i = 0; i < weights.Layout.Parameters.Count; i++)
        {
            var shape = weights.Layout.Parameters[i];
            var numbers = weights.Of(i);
            if (shape.IsGain)
            {
                numbers.Fill(1);
                continue;
            }
            if (shape.Deviation == 0)
                continue;
            var random = SplitMix.For(seed, i);
            foreach (ref var number in numbers)
            {
                var radius = Math.Sqrt(-2 * Math.Log(1 - random.Uniform()));
                number = (float)(shape.Deviation * radius * Math.Cos(2 * Math.PI * random.Uniform()));
            }
        }
    }
}
