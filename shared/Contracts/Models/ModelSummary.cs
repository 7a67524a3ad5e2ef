namespace Platform.Contracts;

/// <summary>A model as returned by <c>GET /models</c>.</summary>
/// <param name="Name">Its name.</param>
/// <param name="Version">Content hash (SHA-256, hex), or <c>imported</c> for scores that came with a pool.</param>
/// <param name="Kind"><c>process</c> or <c>outcome</c> (reward models), or <c>language</c>.</param>
/// <param name="Classes">Names of the probability columns; none for a language model.</param>
/// <param name="Pool">For imported scores, the pool that they were imported with.</param>
/// <param name="Bytes">Total size of its files in bytes.</param>
/// <param name="Scored">Solutions it has scored.</param>
/// <param name="Registered">When it was registered.</param>
public sealed record ModelSummary(
    string Name,
    string Version,
    string Kind,
    IReadOnlyList<string> Classes,
    string? Pool,
    long Bytes,
    long Scored,
    DateTimeOffset Registered
);

/// <summary>A file of a model's directory.</summary>
/// <param name="Path">Relative, with '/'.</param>
/// <param name="Sha256">Hex.</param>
/// <param name="Bytes">Length in bytes.</param>
public sealed record ModelFile(string Path, string Sha256, long Bytes);

/// <summary>Kinds of models.</summary>
public static class ModelKind
{
    /// <summary>A reward model that gives a probability for every step.</summary>
    public const string Process = "process";

    /// <summary>A reward model that gives a probability for the whole solution.</summary>
    public const string Outcome = "outcome";

    /// <summary>A language model.</summary>
    public const string Language = "language";

    /// <summary>The kinds that score solutions.</summary>
    public static readonly string[] Scoring = [Process, Outcome];
}

/// <summary>File names of the manifests within a model's directory.</summary>
public static class ModelManifests
{
    /// <summary>Manifest of a reward model.</summary>
    public const string RewardModel = "reward-model.json";

    /// <summary>Manifest of a language model.</summary>
    public const string LanguageModel = "language-model.json";

    /// <summary>Provenance of a trained model of either kind: a <see cref="TrainingLineage"/>.</summary>
    public const string Training = "training.json";
}
