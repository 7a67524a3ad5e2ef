using Platform.Contracts;
using Platform.Inference;

namespace Platform.Checkpoints;

/// <summary>Ids of a checkpoint's tokenizer, as templates need them.</summary>
public sealed class CheckpointTokens(Tokenizer tokenizer)
{
    /// <summary>What the tokenizer puts before a text; nothing for most.</summary>
    public IEnumerable<TemplatePiece> Begin => tokenizer.Begin.Count > 0 ? [new(null, [.. tokenizer.Begin])] : [];

    /// <summary>The id of a special or added token.</summary>
    /// <exception cref="InvalidDataException">The tokenizer has no such token.</exception>
    public int Special(string token) =>
        tokenizer.Cut(token) is [{ Special: { } id }]
            ? id
            : throw new InvalidDataException($"its tokenizer has no token {token}, which the family's template needs.");

    /// <summary>The ids of a text.</summary>
    public int[] Ids(string text)
    {
        var ids = new List<int>();
        tokenizer.Encode(text, ids);
        return [.. ids];
    }

    /// <summary>The last id of a text.</summary>
    public int Last(string text) => Ids(text)[^1];
}
