using System.Numerics;
using System.Runtime.InteropServices;
using Platform.Contracts;
using Platform.Training.Models;

namespace Platform.Training.Runs;

/// <summary>
/// AdamW (Loshchilov, Hutter 2019) over flat vectors, in one pass: g' = c g, m = b1 m + (1 - b1) g', v = b2 v + (1 - b2)
/// g'^2, w = w - lr (m^ / (sqrt(v^) + 1e-8) + decay w), m^ = m / (1 - b1^t), v^ = v / (1 - b2^t); the gradient is zeroed for
/// the next step's sum. c clips the norm of the whole gradient.
/// </summary>
internal static class AdamW
{
    private const float Epsilon = 1e-8f;

    /// <summary>Euclidean norm, summed in double in a fixed order: equal numbers give equal norms.</summary>
    public static double Norm(ReadOnlySpan<float> gradient)
    {
        var sum = 0.0;
        foreach (var block in MemoryMarshal.Cast<float, Vector<float>>(gradient))
        {
            Vector.Widen(block, out var low, out var high);
            sum += Vector.Dot(low, low) + Vector.Dot(high, high);
        }
        return Math.Sqrt(sum);
    }

    /// <param name="step">From 1.</param>
    /// <param name="rate">Learning rate of this step.</param>
    /// <param name="scale">c: 1, or clip / norm.</param>
    /// <param name="w">Weights.</param>
    /// <param name="g">Gradient; zero afterwards.</param>
    /// <param name="m">First moment.</param>
    /// <param name="v">Second moment.</param>
    /// <param name="decay">Weight decay of each weight, from <see cref="Decay"/>.</param>
    /// <param name="recipe">b1 and b2.</param>
    public static void Step(
        int step,
        double rate,
        double scale,
        Span<float> w,
        Span<float> g,
        Span<float> m,
        Span<float> v,
        ReadOnlySpan<float> decay,
        TrainingRecipe recipe
    )
    {
        var (b1, b2) = ((float)recipe.Beta1, (float)recipe.Beta2);
        var (rest1, rest2) = ((float)(1 - recipe.Beta1), (float)(1 - recipe.Beta2));
        var (unbias1, unbias2) = (
            (float)(1 / (1 - Math.Pow(recipe.Beta1, step))),
            (float)(1 / (1 - Math.Pow(recipe.Beta2, step)))
        );
        var (lr, c, epsilon) = ((float)rate, (float)scale, new Vector<float>(Epsilon));
        var ws = MemoryMarshal.Cast<float, Vector<float>>(w);
        var gs = MemoryMarshal.Cast<float, Vector<float>>(g);
        var ms = MemoryMarshal.Cast<float, Vector<float>>(m);
        var vs = MemoryMarshal.Cast<float, Vector<float>>(v);
        var ds = MemoryMarshal.Cast<float, Vector<float>>(decay);
        for (var i = 0; i < ws.Length; i++)
        {
            var gradient = gs[i] * c;
            ms[i] = (ms[i] * b1) + (gradient * rest1);
            vs[i] = (vs[i] * b2) + (gradient * gradient * rest2);
            var move = ms[i] * unbias1 / (Vector.SquareRoot(vs[i] * unbias2) + epsilon);
            ws[i] -= (move + (ws[i] * ds[i])) * lr;
            gs[i] = Vector<float>.Zero;
        }
    }

    /// <summary>The decay of each number of a flat vector: the recipe's for matrices, 0 elsewhere.</summary>
    public static void Decay(FlatVector vector, double decay)
    {
        for (var i = 0; i < vector.Layout.Parameters.Count; i++)
            if (vector.Layout.Parameters[i].Decays)
                vector.Of(i).Fill((float)decay);
    }
}
