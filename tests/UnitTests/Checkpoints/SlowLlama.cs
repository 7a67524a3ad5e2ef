using Platform.Networks.Llama;

namespace Platform.UnitTests.Checkpoints;

/// <summary>
/// A network of the Llama family in double precision and plain loops, from the papers' formulas: RMSNorm (Zhang and Sennrich
/// 2019), rotary positions (Su et al. 2021), grouped-query attention (Ainslie et al. 2023), SwiGLU (Shazeer 2020).
/// </summary>
internal sealed class SlowLlama(LlamaConfig config, IReadOnlyDictionary<string, (long[] Shape, float[] Values)> tensors)
{
    private readonly LlamaShape _shape = config.Shape(0, language: true);

    /// <summary>Hidden states after the last norm, one row per token.</summary>
    public double[][] Hidden(int[] ids)
    {
        var x = ids.Select(id => Row("model.embed_tokens.weight", id)).ToArray();
        for (var layer = 0; layer < _shape.Layers; layer++)
        {
            var at = $"model.layers.{layer}";
            var normed = x.Select(row => Norm(row, $"{at}.input_layernorm")).ToArray();
            var attended = Attend(normed, $"{at}.self_attn", layer);
            for (var t = 0; t < x.Length; t++)
            {
                x[t] = Sum(x[t], attended[t]);
                var n = Norm(x[t], $"{at}.post_attention_layernorm");
                var (gate, up) = (Multiply($"{at}.mlp.gate_proj", n), Multiply($"{at}.mlp.up_proj", n));
                x[t] = Sum(
                    x[t],
                    Multiply($"{at}.mlp.down_proj", [.. gate.Zip(up, (g, u) => g / (1 + Math.Exp(-g)) * u)])
                );
            }
        }
        return [.. x.Select(row => Norm(row, "model.norm"))];
    }

    /// <summary>W x, plus b if the layer has a bias.</summary>
    public double[] Multiply(string name, double[] x)
    {
        var (shape, values) = tensors[$"{name}.weight"];
        var y = new double[shape[0]];
        for (var row = 0; row < y.Length; row++)
        {
            for (var column = 0; column < x.Length; column++)
                y[row] += values[(row * x.Length) + column] * x[column];
            if (tensors.TryGetValue($"{name}.bias", out var bias))
                y[row] += bias.Values[row];
        }
        return y;
    }

    /// <summary>Logits of all tokens of the vocabulary.</summary>
    public double[] Language(double[] hidden)
    {
        var name = _shape.Tied ? "model.embed_tokens" : "lm_head";
        return Multiply(name, hidden);
    }

    private double[][] Attend(double[][] x, string at, int layer)
    {
        var (size, group) = (_shape.HeadSize, _shape.Heads / _shape.KeyHeads);
        double[] Head(string name, int t, int head, bool turn)
        {
            var part = Multiply($"{at}.{name}_proj", x[t])[(head * size)..((head + 1) * size)];
            if (_shape.QueryKeyNorm && turn)
                part = Norm(part, $"{at}.{name}_norm");
            return turn ? Turn(part, t) : part;
        }
        var output = new double[x.Length][];
        for (var t = 0; t < x.Length; t++)
        {
            var joined = new List<double>();
            for (var head = 0; head < _shape.Heads; head++)
            {
                var query = Head("q", t, head, true);
                var first = _shape.WindowOf(layer) is { } window ? Math.Max(0, t - window + 1) : 0;
                var scores = new List<double>();
                for (var s = first; s <= t; s++)
                    scores.Add(query.Zip(Head("k", s, head / group, true), (a, b) => a * b).Sum() / Math.Sqrt(size));
                var weights = scores.Select(v => Math.Exp(v - scores.Max())).ToArray();
                var mixed = new double[size];
                for (var s = first; s <= t; s++)
                {
                    var value = Head("v", s, head / group, false);
                    for (var i = 0; i < size; i++)
                        mixed[i] += weights[s - first] / weights.Sum() * value[i];
                }
                joined.AddRange(mixed);
            }
            output[t] = Multiply($"{at}.o_proj", [.. joined]);
        }
        return output;
    }

    /// <summary>Rotates the pairs (i, i + h/2) by position times frequency.</summary>
    private double[] Turn(double[] x, int position)
    {
        var half = x.Length / 2;
        var y = new double[x.Length];
        for (var i = 0; i < half; i++)
        {
            var angle = position * Frequency(Math.Pow(_shape.Theta, -2.0 * i / x.Length));
            y[i] = (x[i] * Math.Cos(angle)) - (x[i + half] * Math.Sin(angle));
            y[i + half] = (x[i + half] * Math.Cos(angle)) + (x[i] * Math.Sin(angle));
        }
        return y;
    }

    /// <summary>Llama 3.1's scaling, as its reference code states it: by the wave's length.</summary>
    private double Frequency(double frequency)
    {
        if (config.RopeScaling is not { } scaling || (scaling.RopeType ?? scaling.Type) == "default")
            return frequency;
        var factor = scaling.Factor!.Value;
        if ((scaling.RopeType ?? scaling.Type) == "linear")
            return frequency / factor;
        var (low, high) = (scaling.LowFreqFactor!.Value, scaling.HighFreqFactor!.Value);
        double context = scaling.OriginalMaxPositionEmbeddings!.Value;
        var wave = 2 * Math.PI / frequency;
        if (wave < context / high)
            return frequency;
        if (wave > context / low)
            return frequency / factor;
        var smooth = ((context / wave) - low) / (high - low);
        return ((1 - smooth) * frequency / factor) + (smooth * frequency);
    }

    private double[] Norm(double[] x, string name)
    {
        var gain = tensors[$"{name}.weight"].Values;
        var scale = 1 / Math.Sqrt((x.Sum(v => v * v) / x.Length) + _shape.Epsilon);
        return [.. x.Select((v, i) => v * scale * gain[i])];
    }

    private double[] Row(string name, int row)
    {
        var (shape, values) = tensors[name];
        return [.. values.AsSpan((int)(row * shape[1]), (int)shape[1]).ToArray().Select(v => (double)v)];
    }

    private static double[] Sum(double[] a, double[] b) => [.. a.Zip(b, (x, y) => x + y)];
}
