namespace Platform.Contracts;

/// <summary>A pool as returned by <c>GET /pools</c>.</summary>
/// <param name="Name">Unique name.</param>
/// <param name="Problems">Problems in it.</param>
/// <param name="Solutions">Solutions in it.</param>
/// <param name="Finished">Solutions that reached an answer.</param>
/// <param name="Correct">Solutions graded correct.</param>
/// <param name="Samples">Largest number of samples per problem.</param>
/// <param name="Format">Format it was first imported from.</param>
/// <param name="Revision">Incremented by every change.</param>
/// <param name="Created">When it was first imported.</param>
/// <param name="ImportedModels">Names of the reward models whose scores were imported with the pool.</param>
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

/// <summary>Result of an import. Nothing is imported twice: whatever already exists is counted as unchanged.</summary>
/// <param name="Pool">Name of the pool.</param>
/// <param name="Format">The format, as given or as detected.</param>
/// <param name="Lines">Lines (or records of a JSON array, or rows of a Parquet file) read.</param>
/// <param name="Problems">Problems added.</param>
/// <param name="Solutions">Solutions added.</param>
/// <param name="Scores">Solutions whose scores were added.</param>
/// <param name="Unchanged">Solutions that already existed.</param>
/// <param name="ErrorCount">Lines and solutions that could not be read; a fault that all lines share counts once.</param>
/// <param name="Errors">The first 1,000 of them.</param>
/// <param name="LeftOut">
/// Problems that were left out or refused because a pool of <c>notIn</c> has them, by that pool; null without <c>notIn</c>.
/// </param>
public sealed record ImportResult(
    string Pool,
    string Format,
    int Lines,
    int Problems,
    int Solutions,
    int Scores,
    int Unchanged,
    int ErrorCount,
    IReadOnlyList<ImportError> Errors,
    IReadOnlyDictionary<string, int>? LeftOut = null
);

/// <summary>A line that could not be read.</summary>
/// <param name="Line">1-based line (or record of a JSON array, or row of a Parquet file).</param>
/// <param name="Reason">What is wrong, naming the field.</param>
public sealed record ImportError(int Line, string Reason);
