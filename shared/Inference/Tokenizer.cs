using System.Text;
using Platform.Contracts;

namespace Platform.Inference;

/// <summary>Converts text to token ids and back.</summary>
public abstract class Tokenizer
{
    /// <summary>Every byte as a token of its own.</summary>
    protected static readonly byte[][] SingleBytes = [.. Enumerable.Range(0, 256).Select(b => new[] { (byte)b })];

    /// <summary>The tokenizer that a manifest asks for, with its files in <paramref name="directory"/>.</summary>
    /// <exception cref="InvalidDataException">The tokenizer's file is missing, or is of an unknown kind.</exception>
    public static Tokenizer Load(ManifestTokenizer manifest, string directory) =>
        manifest.Kind switch
        {
            "bytes" => new ByteTokenizer(manifest.Vocabulary!.Value, manifest.Offset ?? 0, manifest.Reserved ?? []),
            "pieces" => new PieceTokenizer(manifest.Offset ?? 0, manifest.LargestNumber ?? -1, manifest.Pieces ?? []),
            _ => HuggingFaceTokenizer.Load(Path.Combine(directory, manifest.File ?? "tokenizer.json")),
        };

    /// <summary>Appends the ids of a problem's or a solution's text, in which special tokens have no meaning.</summary>
    /// <exception cref="UnknownCharacterException">The text holds a character that has no id.</exception>
    public abstract void Encode(string text, List<int> ids);

    /// <summary>Splits a template's text at its special tokens: each part is either an id or a text to encode.</summary>
    public virtual IReadOnlyList<(int? Special, string Text)> Cut(string template) => [(null, template)];

    /// <summary>
    /// Ids that the tokenizer's file puts before a text. Models with their own prompt name them there, so only other prompts
    /// use them.
    /// </summary>
    public virtual IReadOnlyList<int> Begin => [];

    /// <summary>
    /// The UTF-8 bytes that an id stands for, possibly part of a character; empty for special and unknown ids.
    /// </summary>
    public abstract ReadOnlySpan<byte> BytesOf(int id);

    /// <summary>
    /// The text of these ids. Special and unknown ids are left out, and bytes that are not UTF-8 become U+FFFD.
    /// </summary>
    public string Decode(IReadOnlyList<int> ids)
    {
        var (decoder, text) = (new TextDecoder(this), new StringBuilder());
        foreach (var id in ids)
        {
            text.Append(decoder.Next(id));
        }

        return text.Append(decoder.End()).ToString();
    }
}

/// <summary>A character that the model has no token for.</summary>
public sealed class UnknownCharacterException(string message) : Exception(message);
