using Platform.Contracts;

namespace Platform.Inference;

/// <summary>Text to token ids.</summary>
public abstract class Tokenizer
{
    /// <summary>The tokenizer that a manifest asks for; files are looked for in <paramref name="directory"/>.</summary>
    /// <exception cref="InvalidDataException">The tokenizer's file is missing, or of a kind not known here.</exception>
    public static Tokenizer Load(ManifestTokenizer manifest, string directory) =>
        manifest.Kind == "bytes"
            ? new ByteTokenizer(manifest.Vocabulary!.Value, manifest.Offset ?? 0, manifest.Reserved ?? [])
            : BytePairTokenizer.Load(Path.Combine(directory, manifest.File ?? "tokenizer.json"));

    /// <summary>Appends the ids of a problem's or a solution's text, in which special tokens mean nothing.</summary>
    /// <exception cref="UnknownCharacterException">The text holds a character that has no id.</exception>
    public abstract void Encode(string text, List<int> ids);

    /// <summary>A template's text cut at its special tokens: each part is either an id or a text to be encoded.</summary>
    public virtual IReadOnlyList<(int? Special, string Text)> Cut(string template) => [(null, template)];
}

/// <summary>A character that the model has no token for.</summary>
public sealed class UnknownCharacterException(string message) : Exception(message);
