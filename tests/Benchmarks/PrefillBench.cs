using System.Diagnostics;
using Platform.Inference;
using Platform.Inference.Generation;

namespace Platform.Benchmarks;

/// <summary>
/// Compares the samples of one long prompt, which is prefilled once, with one sample each of as many prompts of that length.
/// All samples are equally long and decoded in one batch. The sides take turns.
/// </summary>
internal static class PrefillBench
{
    private const int Rounds = 9;
    private const int Samples = 16;
    private const int Tokens = 16;

    /// <param name="model">A model that never samples its end token.</param>
    /// <param name="statement">A problem's text; its tokens are repeated until the prompt is long enough.</param>
    public static IEnumerable<BenchResult> Run(LanguageModel model, string statement)
    {
        var ids = model.Prompt(statement);
        // Rotated tokens: equally long prompts that share no tokens at any position.
        int[] Prompt(int first) =>
            [.. Enumerable.Range(first, model.MaximumTokens - Tokens).Select(i => ids[i % ids.Length])];
        int[][] different = [.. Enumerable.Range(0, Samples).Select(Prompt)];
        int[][] same = [.. Enumerable.Repeat(different[0], Samples)];
        Sample(model, same);

        var (shared, each) = (new List<double>(), new List<double>());
        for (var round = 0; round < Rounds; round++)
        {
            shared.Add(Sample(model, same));
            each.Add(Sample(model, different));
        }
        var ratio = Median(each.Zip(shared, (a, b) => a / b));
        yield return new("generation.shared-prefill-ratio", ratio, "x faster", ">= 3", ratio >= 3);
        yield return new(
            "generation.shared-prefill.samples-per-second",
            Samples / Median(shared),
            "samples/s",
            "",
            null
        );
        yield return new("generation.prefill-each.samples-per-second", Samples / Median(each), "samples/s", "", null);
    }

    /// <summary>One sample per prompt, in one batch.</summary>
    /// <returns>Seconds.</returns>
    private static double Sample(LanguageModel model, int[][] prompts)
    {
        var clock = Stopwatch.StartNew();
        var loop = new DecodeLoop(model, Samples);
        var tokens = 0;
        foreach (var (seed, prompt) in prompts.Index())
        {
            loop.Add(new(prompt, seed, 1, 1, Tokens, []), text => tokens += text.Tokens);
        }

        while (loop.Step()) { }
        return tokens == Samples * Tokens
            ? clock.Elapsed.TotalSeconds
            : throw new InvalidOperationException($"{tokens} tokens were sampled, {Samples * Tokens} were expected.");
    }

    private static double Median(IEnumerable<double> values) => values.Order().ElementAt(Rounds / 2);
}
