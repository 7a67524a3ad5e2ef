using System.Runtime.InteropServices;
using Microsoft.ML.OnnxRuntime;

namespace Platform.Inference.Generation;

/// <summary>Prompts of waiting samples. Each is prefilled once, for all samples that wait for it.</summary>
internal sealed class WaitingPrompts(Decoder decoder)
{
    private readonly Dictionary<int[], Entry> _entries = new(SameTokens.Comparer);

    /// <summary>One more sample waits for this prompt.</summary>
    public void Add(int[] prompt) =>
        (CollectionsMarshal.GetValueRefOrAddDefault(_entries, prompt, out _) ??= new()).Samples++;

    /// <summary>One sample fewer waits for this prompt, which has been added.</summary>
    public void Remove(int[] prompt)
    {
        if (--_entries[prompt].Samples == 0)
        {
            _entries.Remove(prompt);
        }
    }

    /// <summary>The logits after the prompt, and its KV cache.</summary>
    /// <exception cref="OnnxRuntimeException">The model cannot be run on the prompt.</exception>
    /// <exception cref="InvalidDataException">The model cannot be run on the prompt.</exception>
    public (float[] Logits, KeyValueBlock Block) Read(int[] prompt)
    {
        var entry = _entries[prompt];
        if (entry.Read is { } known)
        {
            return known;
        }

        var block = decoder.Block();
        entry.Read = (decoder.Read(prompt, block), block);
        return entry.Read.Value;
    }

    private sealed class Entry
    {
        public int Samples { get; set; }

        public (float[] Logits, KeyValueBlock Block)? Read { get; set; }
    }

    /// <summary>Prompts are equal if their tokens are.</summary>
    private sealed class SameTokens : IEqualityComparer<int[]>
    {
        public static readonly SameTokens Comparer = new();

        public bool Equals(int[]? x, int[]? y) => ReferenceEquals(x, y) || x.AsSpan().SequenceEqual(y);

        public int GetHashCode(int[] tokens)
        {
            var hash = new HashCode();
            hash.AddBytes(MemoryMarshal.AsBytes<int>(tokens));
            return hash.ToHashCode();
        }
    }
}
