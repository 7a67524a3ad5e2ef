using Platform.Contracts;
using Platform.Inference.Generation;

namespace Platform.Generator;

/// <summary>Requests to a local model.</summary>
internal static class SampleRequests
{
    /// <summary>Samples that continue one prompt; they share its prefill, because they share the array.</summary>
    /// <param name="sampling">How they are sampled; its seed is not used.</param>
    /// <param name="prompt">Token ids.</param>
    /// <param name="seed">Seed of the first; the k-th has <c>seed + k</c>.</param>
    /// <param name="count">Number of samples.</param>
    /// <param name="isComplete">As in <see cref="SampleRequest"/>.</param>
    public static IEnumerable<SampleRequest> Of(
        Sampling sampling,
        int[] prompt,
        long seed,
        int count,
        Func<string, bool>? isComplete = null
    )
    {
        var stop = (sampling.Stop ?? []).Where(text => text.Length > 0).ToList();
        return Enumerable
            .Range(0, count)
            .Select(sample => new SampleRequest(
                prompt,
                seed + sample,
                sampling.Temperature,
                sampling.TopP,
                sampling.MaxTokens,
                stop,
                sampling.MinP ?? 0,
                isComplete
            ));
    }
}
