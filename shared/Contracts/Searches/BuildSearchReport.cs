namespace Platform.Contracts;

/// <summary>Asks a selector for the report of a search.</summary>
/// <param name="SearchId">The search; the selector fetches its columns over HTTP.</param>
public sealed record BuildSearchReport(Guid SearchId);

/// <summary>The report of a search is stored.</summary>
/// <param name="SearchId">The search.</param>
public sealed record SearchReportBuilt(Guid SearchId);

/// <summary>First line of <c>GET /searches/{id}/columns</c>.</summary>
/// <param name="Runs">The search, then those that it is compared with.</param>
/// <param name="Problems">Number of lines that follow.</param>
/// <param name="Seed">Seed of bootstrap, draws and folds.</param>
public sealed record SearchHeader(IReadOnlyList<SearchRunHeader> Runs, int Problems, long Seed);

/// <summary>A run, without its figures.</summary>
/// <param name="Search">Its id.</param>
/// <param name="Name">Name of its pool.</param>
/// <param name="Strategy">Its strategy.</param>
/// <param name="Beams">Beams, subtrees or solutions.</param>
/// <param name="Expansions">Continuations of each; 1 for <c>best-of-n</c>.</param>
/// <param name="Model">The reward model, as <c>name@version</c>.</param>
/// <param name="Generator">The language model.</param>
public sealed record SearchRunHeader(
    Guid Search,
    string Name,
    StepSearchStrategy Strategy,
    int Beams,
    int Expansions,
    string Model,
    string? Generator
);

/// <summary>One problem with the results of every run. Runs are in the order of the header.</summary>
/// <param name="Key">Key of the problem.</param>
/// <param name="Judged">Whether solutions of the problem can be graded.</param>
/// <param name="Runs">Results of each run.</param>
public sealed record SearchColumns(string Key, bool Judged, IReadOnlyList<SearchRunColumns> Runs);

/// <summary>What one run found for one problem.</summary>
/// <param name="Tokens">Tokens sampled.</param>
/// <param name="Results">Its solutions, unfinished ones included.</param>
public sealed record SearchRunColumns(long Tokens, IReadOnlyList<SearchResultColumn> Results);

/// <summary>A solution.</summary>
/// <param name="Answer">Canonical key of its answer; null if it has none or is unfinished.</param>
/// <param name="Correct">The verdict.</param>
/// <param name="Score">Natural logarithm of its score; null if it was not scored.</param>
/// <param name="Draws">How often it was drawn.</param>
/// <param name="Tokens">Tokens of the draws that ended it.</param>
public sealed record SearchResultColumn(string? Answer, bool Correct, double? Score, int Draws, int Tokens);
