using Platform.Networks.Llama;

namespace Platform.UnitTests.Networks;

/// <summary>
/// A Llama-family network in loops over doubles, written from the papers' formulas and the checkpoints' layout, without
/// regard to speed.
/// </summary>
internal sealed class SlowLlama(LlamaShape shape, Func<string, double[]> weight)
{
    /// <summary>Logits over the vocabulary and over the classes at each token.</summary>
    public (double[][] Language, double[][] Classes) Run(long[] ids)
    {
        var hidden = Hidden(ids);
        return ([.. hidden.Select(Language)], [.. hidden.Select(row => Linear(row, "score.weight", "score.bias"))]);
    }

    /// <summary>Hidden states after the last norm, one row per token.</summary>
    public double[][] Hidden(long[] ids)
    {
        var table = weight("model.embed_tokens.weight");
        double[][] x = [.. ids.Select(id => table.AsSpan((int)id * shape.Width, shape.Width).ToArray())];
        for (var layer = 0; layer < shape.Layers; layer++)
        {
            x = Layer(x, $"model.layers.{layer}.", shape.WindowOf(layer) ?? int.MaxValue);
        }

        return [.. x.Select(row => Norm(row, "model.norm.weight"))];
    }

    /// <summary>Logits over the vocabulary.</summary>
    public double[] Language(double[] hidden) =>
        Linear(hidden, shape.Tied ? "model.embed_tokens.weight" : "lm_head.weight", null);

    private double[][] Layer(double[][] x, string layer, int window)
    {
        var attention = layer + "self_attn.";
        double[][] normed = [.. x.Select(row => Norm(row, layer + "input_layernorm.weight"))];
        double[][] Rows(string name, bool bias) =>
            [
                .. normed.Select(row =>
                    Linear(row, $"{attention}{name}.weight", bias ? $"{attention}{name}.bias" : null)
                ),
            ];
        var (q, k, v) = (
            Rows("q_proj", shape.QueryKeyValueBias),
            Rows("k_proj", shape.QueryKeyValueBias),
            Rows("v_proj", shape.QueryKeyValueBias)
        );
        for (var t = 0; t < x.Length; t++)
        {
            for (var head = 0; head < shape.Heads; head++)
            {
                Prepare(q[t], head, t, attention + "q_norm.weight");
            }

            for (var head = 0; head < shape.KeyHeads; head++)
            {
                Prepare(k[t], head, t, attention + "k_norm.weight");
            }
        }
        var output = new double[x.Length][];
        for (var t = 0; t < x.Length; t++)
        {
            var joined = new double[shape.Heads * shape.HeadSize];
            for (var head = 0; head < shape.Heads; head++)
            {
                var (mine, theirs) = (head * shape.HeadSize, head / (shape.Heads / shape.KeyHeads) * shape.HeadSize);
                var first = Math.Max(0, t - window + 1);
                var weights = new double[t + 1];
                for (var s = first; s <= t; s++)
                {
                    var product = 0.0;
                    for (var i = 0; i < shape.HeadSize; i++)
                    {
                        product += q[t][mine + i] * k[s][theirs + i];
                    }

                    weights[s] = Math.Exp(product / Math.Sqrt(shape.HeadSize));
                }
                var sum = weights.Sum();
                for (var s = first; s <= t; s++)
                {
                    for (var i = 0; i < shape.HeadSize; i++)
                    {
                        joined[mine + i] += weights[s] / sum * v[s][theirs + i];
                    }
                }
            }
            var attended = Linear(
                joined,
                attention + "o_proj.weight",
                shape.OutputBias ? attention + "o_proj.bias" : null
            );
            var between = Sum(x[t], attended);
            var n = Norm(between, layer + "post_attention_layernorm.weight");
            var (gate, up) = (
                Linear(n, layer + "mlp.gate_proj.weight", null),
                Linear(n, layer + "mlp.up_proj.weight", null)
            );
            double[] inner = [.. gate.Zip(up, (g, u) => g / (1 + Math.Exp(-g)) * u)];
            output[t] = Sum(between, Linear(inner, layer + "mlp.down_proj.weight", null));
        }
        return output;
    }

    /// <summary>Normalises a head where the family does, and turns it by its position.</summary>
    private void Prepare(double[] row, int head, int position, string norm)
    {
        var part = row.AsSpan(head * shape.HeadSize, shape.HeadSize);
        if (shape.QueryKeyNorm)
        {
            Norm(part.ToArray(), norm).CopyTo(part);
        }

        var half = shape.HeadSize / 2;
        for (var i = 0; i < half; i++)
        {
            var angle = position * Frequency(i);
            var (a, b) = (part[i], part[i + half]);
            part[i] = (a * Math.Cos(angle)) - (b * Math.Sin(angle));
            part[i + half] = (b * Math.Cos(angle)) + (a * Math.Sin(angle));
        }
    }

    private double Frequency(int pair)
    {
        var frequency = 1 / Math.Pow(shape.Theta, 2.0 * pair / shape.HeadSize);
        if (shape.Scaling is not { } scaling)
        {
            return frequency;
        }

        var length = 2 * Math.PI / frequency;
        if (scaling.Context is not { } context || length > context / scaling.Low!.Value)
        {
            return frequency / scaling.Factor;
        }

        if (length < context / scaling.High!.Value)
        {
            return frequency;
        }

        var smooth = ((context / length) - scaling.Low.Value) / (scaling.High.Value - scaling.Low.Value);
        return ((1 - smooth) * frequency / scaling.Factor) + (smooth * frequency);
    }

    private double[] Norm(double[] x, string gain)
    {
        var scale = 1 / Math.Sqrt(x.Average(value => value * value) + shape.Epsilon);
        return [.. x.Zip(weight(gain), (value, g) => value * scale * g)];
    }

    /// <summary>W x + b, W [outputs, inputs].</summary>
    public double[] Linear(double[] x, string matrix, string? bias)
    {
        var w = weight(matrix);
        var y = new double[w.Length / x.Length];
        for (var o = 0; o < y.Length; o++)
        {
            y[o] = bias is null ? 0 : weight(bias)[o];
            for (var i = 0; i < x.Length; i++)
            {
                y[o] += w[(o * x.Length) + i] * x[i];
            }
        }
        return y;
    }

    private static double[] Sum(double[] a, double[] b) => [.. a.Zip(b, (x, y) => x + y)];
}
