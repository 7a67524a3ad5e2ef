using Platform.Contracts;

namespace Platform.Inference;

/// <summary>What a manifest of a model that is served elsewhere must say.</summary>
internal static class RemoteManifest
{
    private const int MostConcurrency = 256;
    private const int MostBatch = 64;

    /// <summary>Whether the server gets texts. It then places the separators, which are text in the template.</summary>
    public static bool IsText(RewardModelManifest manifest) => manifest is { Remote: not null, Tokenizer: null };

    /// <param name="manifest">The manifest, with its <c>remote</c>.</param>
    /// <param name="sequence">What is wrong with template, read position and head, as for a model with a graph.</param>
    public static IEnumerable<string> Problems(RewardModelManifest manifest, IEnumerable<string> sequence)
    {
        var remote = manifest.Remote!;
        if (remote.Api is not (RemoteModel.Pooling or RemoteModel.Classify or RemoteModel.Score))
        {
            yield return "'remote.api' must be pooling, classify or score";
        }

        if (
            !Uri.TryCreate(remote.Address, UriKind.Absolute, out var address)
            || address.Scheme is not ("http" or "https")
        )
        {
            yield return "'remote.address' must be an http or https address";
        }

        if (remote.Concurrency is < 1 or > MostConcurrency)
        {
            yield return $"'remote.concurrency' must be 1 to {MostConcurrency}";
        }

        if (remote.Batch is < 1 or > MostBatch)
        {
            yield return $"'remote.batch' must be 1 to {MostBatch}";
        }

        if (remote.Api == RemoteModel.Classify && manifest.Kind != "outcome")
        {
            yield return "'remote.api' is classify, which gives one score a solution, but 'kind' is not outcome";
        }

        if (manifest.Model is not null || manifest.Inputs is not null || manifest.Half is not null)
        {
            yield return "'model', 'inputs' and 'half' are about a graph, which a model with 'remote' does not have";
        }

        if (remote.Api == RemoteModel.Score)
        {
            yield break;
        }

        var tokenizer = IsText(manifest)
            ? TextProblems(manifest.Template)
            : Manifest.TokenizerProblems(manifest.Tokenizer);
        foreach (var problem in sequence.Concat(tokenizer))
        {
            yield return problem;
        }
    }

    private static IEnumerable<string> TextProblems(ManifestTemplate? template)
    {
        if (template is null)
        {
            yield break;
        }

        IReadOnlyList<TemplatePiece>?[] parts =
        [
            template.Prefix,
            template.FirstStep,
            template.Step,
            template.Between,
            template.Suffix,
        ];
        if (
            template.Separator is { Count: > 0 }
            || parts.Any(part => part?.Any(piece => piece.Ids is not null) == true)
        )
        {
            yield return "'template' holds token ids, which need a 'tokenizer': give texts, or the tokenizer";
        }
    }
}
