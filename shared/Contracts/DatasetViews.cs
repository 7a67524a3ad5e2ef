namespace Platform.Contracts;

/// <summary>A pool as <c>GET /pools</c> shows it.</summary>
/// <param name="Name">Unique.</param>
/// <param name="Problems">Problems in it.</param>
/// <param name="Solutions">Solutions in it.</param>
/// <param name="Finished">Solutions that reached an answer.</param>
/// <param name="Correct">Solutions judged right.</param>
/// <param name="Samples">Largest number of samples of a problem.</param>
/// <param name="Format">Format it was first imported from.</param>
/// <param name="Revision">Goes up with every change.</param>
/// <param name="Created">When it was first imported.</param>
/// <param name="ImportedModels">Names of the reward models whose scores came with the pool.</param>
public sealed record PoolSummary(
    string Name,
    int Problems,
    int Solutions,
    int Finished,
    int Correct,
    int Samples,
    string Format,
    long Revision,
    DateTimeOffset Created,
    IReadOnlyList<string> ImportedModels
);

/// <summary>What an import did. Nothing is imported twice: lines already there are counted as unchanged.</summary>
/// <param name="Pool">Name of the pool.</param>
/// <param name="Format">The format, given or recognised.</param>
/// <param name="Lines">Lines (or records of a JSON array) read.</param>
/// <param name="Problems">Problems added.</param>
/// <param name="Solutions">Solutions added.</param>
/// <param name="Scores">Solutions whose scores were added.</param>
/// <param name="Unchanged">Solutions that were there already.</param>
/// <param name="ErrorCount">Lines that could not be read.</param>
/// <param name="Errors">The first 1,000 of them.</param>
public sealed record ImportResult(
    string Pool,
    string Format,
    int Lines,
    int Problems,
    int Solutions,
    int Scores,
    int Unchanged,
    int ErrorCount,
    IReadOnlyList<ImportError> Errors
);

/// <summary>A line that could not be read.</summary>
/// <param name="Line">1-based line (or record of a JSON array).</param>
/// <param name="Reason">What is wrong, naming the field.</param>
public sealed record ImportError(int Line, string Reason);

/// <summary>A model as <c>GET /models</c> shows it.</summary>
/// <param name="Name">Its name.</param>
/// <param name="Version">Content hash (SHA-256, hex), or <c>imported</c> for scores that came with a pool.</param>
/// <param name="Kind"><c>process</c> or <c>outcome</c> (reward models), or <c>language</c>.</param>
/// <param name="Classes">Names of the probability columns; none for a language model.</param>
/// <param name="Pool">The pool whose scores it stands for, when imported.</param>
/// <param name="Bytes">Size of its files.</param>
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
/// <param name="Bytes">Length.</param>
public sealed record ModelFile(string Path, string Sha256, long Bytes);

/// <summary>An evaluation as <c>GET /evaluations/{id}</c> shows it.</summary>
/// <param name="Id">Its id.</param>
/// <param name="Pool">Name of the pool (as submitted, when rejected).</param>
/// <param name="Models">Reward models asked for.</param>
/// <param name="Samples">Solutions a problem asked for; null: the pool as it was.</param>
/// <param name="Seed">Seed of bootstrap and voting draws.</param>
/// <param name="State"><c>rejected</c>, <c>generating</c>, <c>scoring</c>, <c>selecting</c>, <c>completed</c> or <c>failed</c>.</param>
/// <param name="Reasons">Why it was rejected or failed.</param>
/// <param name="Submitted">When it was accepted or rejected.</param>
/// <param name="Ended">When it ended.</param>
/// <param name="Stages">Progress, in order.</param>
/// <param name="Current">Completed, and neither pool nor models have changed since: the same request would give the same report.</param>
/// <param name="ModelSeconds">Time spent inside reward models, summed over scorers.</param>
/// <param name="SelectSeconds">Time the selector computed.</param>
public sealed record EvaluationStatus(
    Guid Id,
    string Pool,
    IReadOnlyList<string> Models,
    int? Samples,
    long Seed,
    string State,
    IReadOnlyList<string> Reasons,
    DateTimeOffset Submitted,
    DateTimeOffset? Ended,
    IReadOnlyList<StageProgress> Stages,
    bool Current,
    double ModelSeconds,
    double SelectSeconds
);

/// <summary>Progress of one stage, in solutions.</summary>
/// <param name="Stage"><c>generate</c>, <c>score</c> or <c>select</c>.</param>
/// <param name="Total">Solutions (1 for select).</param>
/// <param name="Done">Done, failures included.</param>
/// <param name="Failed">Failed.</param>
public sealed record StageProgress(string Stage, long Total, long Done, long Failed);

/// <summary>What an operator told Dataset's dispatchers.</summary>
/// <param name="Paused">No work items or trainings are published; what is in flight finishes.</param>
public sealed record DispatcherState(bool Paused);
