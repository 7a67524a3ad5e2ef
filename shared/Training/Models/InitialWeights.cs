using Platform.Kernels.Statistics;

namespace Platform.Training.Models;

/// <summary>Random initialisation of the weights.</summary>
internal static class InitialWeights
{
    /// <summary>
    /// Normal numbers by the Box-Muller method, with a separate stream for each weight: z = sqrt(-2 ln u1) cos(2 pi u2)
    /// times the standard deviation; gains are 1.
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
