using System.Diagnostics;
using Platform.Contracts;
using TorchSharp;
using static TorchSharp.torch;

namespace Platform.Training.Runs;

/// <summary>What a run computes with. Master weights, moments and losses are float32 in any case.</summary>
internal enum Precision
{
    Float32,
    BFloat16,
}

/// <summary>Chooses the precision of a run.</summary>
internal static class Precisions
{
    /// <summary>Bfloat16 is chosen if its products take less than this share of float32's time.</summary>
    private const double Share = 0.7;

    private static readonly TimeSpan Trial = TimeSpan.FromSeconds(1);

    public static ScalarType Type(this Precision precision) =>
        precision == Precision.BFloat16 ? ScalarType.BFloat16 : ScalarType.Float32;

    /// <summary>The recipe's precision; <c>auto</c> tries on this device what is faster.</summary>
    public static Precision Choose(TrainingRecipe recipe, Device device) =>
        recipe.Precision switch
        {
            "float32" => Precision.Float32,
            "bf16" => Precision.BFloat16,
            _ => Faster(device),
        };

    /// <summary>
    /// Multiplies matrices in both types for a second, in turns. Processors either have instructions for bfloat16, and are
    /// about twice as fast with them, or lack them, and are slower: the result does not depend on what else is running.
    /// </summary>
    private static Precision Faster(Device device)
    {
        using var scope = NewDisposeScope();
        using var off = no_grad();
        const int size = 512;
        var single = full([size, size], 0.5f, ScalarType.Float32, device);
        var half = single.to(ScalarType.BFloat16);
        TimeSpan Time(Tensor x)
        {
            var (began, clock) = (Environment.CpuUsage.TotalTime, Stopwatch.StartNew());
            for (var i = 0; i < 4; i++)
            {
                x.matmul(x).Dispose();
            }

            if (device.type == DeviceType.CUDA)
            {
                cuda.synchronize(device);
            }

            return device.type == DeviceType.CUDA ? clock.Elapsed : Environment.CpuUsage.TotalTime - began;
        }
        var (bestSingle, bestHalf) = (TimeSpan.MaxValue, TimeSpan.MaxValue);
        var clock = Stopwatch.StartNew();
        for (var round = 0; round < 4 || clock.Elapsed < Trial; round++)
        {
            var (ofSingle, ofHalf) = (Time(single), Time(half));
            // The first products load their kernels.
            if (round > 0)
            {
                (bestSingle, bestHalf) = (Min(bestSingle, ofSingle), Min(bestHalf, ofHalf));
            }
        }
        return bestHalf < Share * bestSingle ? Precision.BFloat16 : Precision.Float32;
    }

    private static TimeSpan Min(TimeSpan a, TimeSpan b) => a < b ? a : b;
}
