using Platform.Contracts;

namespace Platform.Inference;

/// <summary>
/// Reads <c>language-model.json</c> and reports everything that is wrong with it, with the file and the fields.
/// </summary>
public static class LanguageManifest
{
    /// <summary>The manifest's name within a model's directory.</summary>
    public const string FileName = "language-model.json";

    /// <summary>The manifest in <paramref name="json"/>; <paramref name="file"/> names it in errors.</summary>
    /// <exception cref="InvalidDataException">The manifest is not valid; the message says why.</exception>
    public static LanguageModelManifest Parse(ReadOnlySpan<byte> json, string file) =>
        Manifest.Parse<LanguageModelManifest>(json, file, Problems);

    private static IEnumerable<string> Problems(LanguageModelManifest m)
    {
        foreach (var problem in Manifest.NameProblems(m.Name).Concat(Manifest.TokenizerProblems(m.Tokenizer)))
        {
            yield return problem;
        }

        foreach (var problem in Manifest.HalfProblems(m.Half))
        {
            yield return problem;
        }

        if (m.MaximumTokens < 2)
        {
            yield return "'maximumTokens' must be at least 2";
        }

        foreach (var problem in Manifest.PieceProblems("prompt", m.Prompt, SequenceTemplate.Statement))
        {
            yield return problem;
        }

        if (m.End is not { Count: > 0 })
        {
            yield return "'end' must hold the token ids that end a solution";
        }

        if (m.Cache is not { Layers: > 0, Heads: > 0, HeadSize: > 0 })
        {
            yield return "'cache' must give 'layers', 'heads' and 'headSize'";
        }

        if (m.NGram < 1)
        {
            yield return "'nGram' must be at least 1 (1: the graph has no past_input_ids)";
        }

        if (m.Golden is not { Statement: not null, Completion: not null, Tokens: >= 0 })
        {
            yield return "'golden' must give 'statement', 'completion' and 'tokens'";
        }
    }
}
