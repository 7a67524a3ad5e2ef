using System.Numerics.Tensors;
using Microsoft.ML.OnnxRuntime;
using Platform.Contracts;

namespace Platform.Inference.Generation;

/// <summary>The self-test that a language model must pass before it is used.</summary>
internal static class Proof
{
    private const string Text = "What is 2 + 3? Let x = 12.";

    /// <summary>
    /// In 16 bits, how much smaller than the largest logit that of a golden completion's token may be. Logits of about 20 are
    /// rounded to multiples of 1/8 in bfloat16, and so is what they are computed from.
    /// </summary>
    private const float Margin = 1;

    /// <summary>
    /// Checks that the KV cache continues what was read, that rows of different lengths do not affect one another (a graph
    /// that cannot take padding runs only equal lengths from then on), and that the golden completion is reproduced.
    /// </summary>
    /// <exception cref="InvalidDataException">A check failed; the message says what came instead.</exception>
    /// <param name="model">The model.</param>
    /// <param name="golden">The golden completion; null: none.</param>
    /// <param name="isRounded">Whether the model, or what made the completion, computes in 16 bits.</param>
    /// <param name="directory">Named in errors.</param>
    public static void Check(LanguageModel model, GoldenCompletion? golden, bool isRounded, string directory)
    {
        var prompt = model.Prompt(golden?.Statement ?? Text);
        if (prompt.Length >= 4 && prompt.Length < model.MaximumTokens)
        {
            CheckCache(model, prompt, directory);
        }

        if (golden is not null)
        {
            CheckGolden(model, golden, prompt, isRounded, directory);
        }
    }

    /// <summary>
    /// Feeding the last token after the others, alone and beside a shorter row, must give the same as reading all at once.
    /// </summary>
    private static void CheckCache(LanguageModel model, int[] prompt, string directory)
    {
        var decoder = model.Decoder;
        if (decoder.InPlace)
        {
            decoder.InPlace = WritesInPlace(decoder, prompt);
            if (decoder.InPlace)
            {
                return;
            }
        }
        var (whole, half) = (prompt, prompt[..(prompt.Length / 2)]);
        var expected = new[] { whole, half }.Select(ids => decoder.Read(ids, decoder.Block())).ToArray();
        var alone = Fed(decoder, [whole])[0];
        if (!Close(decoder, alone, expected[0]))
        {
            throw new InvalidDataException(
                $"{directory}: the decoder of {model.Name} does not carry on from its cache: the last token of a prompt gives other "
                    + "logits when it is fed by itself. Export it with past and present keys and values that are read and written."
            );
        }

        if (!decoder.Pads)
        {
            return;
        }

        var together = Fed(decoder, [whole, half]);
        decoder.Pads = Close(decoder, together[0], expected[0]) && Close(decoder, together[1], expected[1]);
    }

    /// <summary>The same for a cache that is written in place. A graph that cannot do so may have one that grows.</summary>
    private static bool WritesInPlace(Decoder decoder, int[] prompt)
    {
        int[][] prompts = [prompt, prompt[..(prompt.Length / 2)]];
        try
        {
            var fed = Fed(decoder, prompts);
            return prompts.Zip(fed).All(pair => Close(decoder, pair.Second, decoder.Read(pair.First, decoder.Block())));
        }
        catch (OnnxRuntimeException)
        {
            return false;
        }
    }

    private static float[][] Fed(Decoder decoder, int[][] prompts)
    {
        var (past, longest) = (decoder.Block(), prompts.Max(p => p.Length));
        past.Reserve(prompts.Length, decoder.InPlace ? longest : longest - 1);
        for (var i = 0; i < prompts.Length; i++)
        {
            var (own, tokens) = (decoder.Block(), prompts[i].Length - 1);
            decoder.Read(prompts[i][..^1], own);
            if (decoder.InPlace)
            {
                past.Put(i, own, 0, tokens);
            }
            else
            {
                past.Take(i, own, 0, tokens);
            }
        }
        var present = decoder.InPlace ? past : decoder.Block();
        if (!decoder.InPlace)
        {
            present.Reserve(past.Rows, longest);
        }

        using var logits = decoder.Next(prompts, past, present);
        return [.. Enumerable.Range(0, prompts.Length).Select(i => logits.Row(i).ToArray())];
    }

    private static bool Close(Decoder decoder, float[] a, float[] b) =>
        a.Length == b.Length
        && TensorPrimitives.Distance(a, b) <= (decoder.IsHalf ? 1e-1 : 1e-2) * (1 + TensorPrimitives.Norm(b));

    /// <summary>The greedy completion of a golden example.</summary>
    /// <exception cref="InvalidDataException">The model gave logits that are no numbers.</exception>
    public static string Complete(LanguageModel model, GoldenCompletion golden)
    {
        var got = Greedy(model, golden, model.Prompt(golden.Statement));
        return got.Failure is null ? got.Text : throw new InvalidDataException($"{model.Name}: {got.Failure}.");
    }

    private static SampledText Greedy(LanguageModel model, GoldenCompletion golden, int[] prompt)
    {
        var got = new SampledText("", 0, false, null);
        var loop = new DecodeLoop(model, 1);
        if (golden.Tokens > 0)
        {
            loop.Add(new SampleRequest(prompt, 0, 0, 1, golden.Tokens, []), text => got = text);
        }

        while (loop.Step()) { }
        return got;
    }

    /// <summary>
    /// Whether a completion is greedy up to rounding: each of its tokens is among the likeliest, within <see cref="Margin"/>.
    /// </summary>
    private static bool IsNearlyGreedy(LanguageModel model, GoldenCompletion golden, int[] prompt)
    {
        var sampled = new List<int>();
        while (sampled.Count < golden.Tokens)
        {
            using var cache = model.Decoder.Block();
            var logits = model.Decoder.Read([.. prompt, .. sampled], cache);
            var least = TensorPrimitives.Max<float>(logits) - Margin;
            var next = Enumerable
                .Range(0, logits.Length)
                .Where(id => logits[id] >= least)
                .OrderByDescending(id => logits[id])
                .Cast<int?>()
                .FirstOrDefault(id =>
                    model.End.Contains(id!.Value)
                        ? Decoded(model, sampled) == golden.Completion
                        : golden.Completion.StartsWith(
                            Decoded(model, [.. sampled, id.Value], whole: false),
                            StringComparison.Ordinal
                        )
                );
            if (next is not { } token)
            {
                return false;
            }

            if (model.End.Contains(token))
            {
                return true;
            }

            sampled.Add(token);
        }
        return Decoded(model, sampled) == golden.Completion;
    }

    /// <summary>The text of tokens; if not <paramref name="whole"/>, without a last character that lacks bytes.</summary>
    private static string Decoded(LanguageModel model, IReadOnlyList<int> tokens, bool whole = true)
    {
        var decoder = new TextDecoder(model.Tokenizer);
        var text = string.Concat(tokens.Select(token => decoder.Next(token).ToString()));
        return whole ? text + decoder.End().ToString() : text;
    }

    private static void CheckGolden(
        LanguageModel model,
        GoldenCompletion golden,
        int[] prompt,
        bool isRounded,
        string directory
    )
    {
        var got = Greedy(model, golden, prompt);
        if (isRounded && got.Failure is null && IsNearlyGreedy(model, golden, prompt))
        {
            return;
        }

        if (got.Text != golden.Completion || got.Failure is not null)
        {
            throw new InvalidDataException(
                $"{directory}: the golden completion of {model.Name} does not come out on {model.Runs}: expected "
                    + $"'{golden.Completion}', got '{got.Failure ?? got.Text}'."
            );
        }
    }
}
