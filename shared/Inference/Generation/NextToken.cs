using System.Numerics.Tensors;

namespace Platform.Inference.Generation;

/// <summary>Chooses the next token from a model's logits.</summary>
public sealed class NextToken
{
    /// <summary>Weights are summed block by block, so that a draw looks through one block only.</summary>
    private const int Block = 64;

    private float[] _weights = [];
    private int[] _candidates = [];

    /// <summary>The token with the largest logit, the first among equals; -1 if a logit is NaN or none is finite.</summary>
    public static int Greedy(ReadOnlySpan<float> logits)
    {
        var best = TensorPrimitives.IndexOfMax(logits);
        return best >= 0 && float.IsFinite(logits[best]) ? best : -1;
    }

    /// <summary>
    /// Draws from p_i = exp((x_i - max x) / T) / Z. Tokens with p_i &lt; <paramref name="minP"/> max p are left out first, as
    /// in vLLM; then the rest is cut to the nucleus: the fewest tokens, the likeliest first (among equals the lower id
    /// first), whose p sum to at least <paramref name="topP"/> of it. The token is the first, in order of ids, at which the
    /// nucleus's running sum exceeds <paramref name="uniform"/> times its whole sum, so rounding of the logits can change
    /// the choice only if the draw falls that close to a boundary.
    /// </summary>
    /// <param name="logits">One per token of the vocabulary.</param>
    /// <param name="temperature">T; 0: greedy.</param>
    /// <param name="topP">(0, 1].</param>
    /// <param name="minP">[0, 1]; 0 leaves nothing out.</param>
    /// <param name="uniform">[0, 1).</param>
    /// <returns>The id; -1 if a logit is NaN or none is finite.</returns>
    public int Draw(ReadOnlySpan<float> logits, double temperature, double topP, double minP, double uniform)
    {
        if ((float)temperature <= 0)
        {
            return Greedy(logits);
        }

        var most = TensorPrimitives.Max(logits);
        if (!float.IsFinite(most))
        {
            return -1;
        }

        if (_weights.Length < logits.Length)
        {
            (_weights, _candidates) = (new float[logits.Length], new int[logits.Length]);
        }

        var weights = _weights.AsSpan(0, logits.Length);
        TensorPrimitives.Subtract(logits, most, weights);
        if (temperature != 1)
        {
            TensorPrimitives.Divide(weights, (float)temperature, weights);
        }

        TensorPrimitives.Exp(weights, weights);
        if (minP > 0)
        {
            KeepLikely(weights, (float)minP);
        }

        if (topP < 1)
        {
            KeepNucleus(weights, topP);
        }

        return Find(weights, Sum(weights) * uniform);
    }

    /// <summary>
    /// The first id at which the running sum exceeds the target; if rounding keeps it below, the last id with a weight.
    /// </summary>
    private static int Find(ReadOnlySpan<float> weights, double target)
    {
        var sum = 0.0;
        for (var start = 0; start < weights.Length; start += Block)
        {
            var block = weights.Slice(start, Math.Min(Block, weights.Length - start));
            var whole = sum + TensorPrimitives.Sum(block);
            if (whole > target)
            {
                for (var i = 0; i < block.Length; i++)
                {
                    if ((sum += block[i]) > target)
                    {
                        return start + i;
                    }
                }

                return start + block.LastIndexOfAnyExcept(0);
            }
            sum = whole;
        }
        return weights.LastIndexOfAnyExcept(0);
    }

    /// <summary>The largest weight is 1.</summary>
    private static void KeepLikely(Span<float> weights, float least)
    {
        foreach (ref var weight in weights)
        {
            if (weight < least)
            {
                weight = 0;
            }
        }
    }

    private void KeepNucleus(Span<float> weights, double topP)
    {
        var total = Sum(weights);
        // All tokens below this weigh at most 1 - topP together, so none of them is in the nucleus.
        var least = (1 - topP) * total / weights.Length;
        var count = 0;
        for (var id = 0; id < weights.Length; id++)
        {
            if (weights[id] >= least)
            {
                _candidates[count++] = id;
            }
        }

        var candidates = _candidates.AsSpan(0, count);
        var weigh = _weights;
        candidates.Sort((a, b) => weigh[a] != weigh[b] ? weigh[b].CompareTo(weigh[a]) : a.CompareTo(b));
        var (sum, kept) = (0.0, 0);
        while (kept < count && sum < topP * total)
        {
            sum += weights[candidates[kept++]];
        }

        candidates = candidates[..kept];
        candidates.Sort();
        for (int id = 0, next = 0; id < weights.Length; id++)
        {
            if (next < kept && candidates[next] == id)
            {
                next++;
            }
            else
            {
                weights[id] = 0;
            }
        }
    }

    private static double Sum(ReadOnlySpan<float> weights)
    {
        var sum = 0.0;
        for (var start = 0; start < weights.Length; start += Block)
        {
            sum += TensorPrimitives.Sum(weights.Slice(start, Math.Min(Block, weights.Length - start)));
        }

        return sum;
    }
}
