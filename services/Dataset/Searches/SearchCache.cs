using System.Collections.Concurrent;
using Platform.Kernels.Search;

namespace Platform.Dataset.Searches;

/// <summary>
/// Keeps what every round would otherwise read again: the submission of a search, which never changes, and the trees of
/// problems. A tree is used only if complete rounds and tokens are those that are stored, which no two states of a problem
/// share; after a restart, trees are read from the database.
/// </summary>
internal sealed class SearchCache
{
    private const int Most = 20_000;

    private readonly ConcurrentDictionary<Guid, Searched> _searches = [];
    private readonly ConcurrentDictionary<(Guid Job, long Problem), SearchTree> _trees = [];

    public Searched? Search(Guid job) => _searches.GetValueOrDefault(job);

    public void Keep(Searched search) => Keep(_searches, search.Job, search);

    /// <summary>The tree of a problem; null if it is not here, or is another than the stored one.</summary>
    public SearchTree? Tree(Guid job, long problem, int round, long tokens) =>
        _trees.GetValueOrDefault((job, problem)) is { } tree && tree.Round == round && tree.Tokens == tokens
            ? tree
            : null;

    public void Keep(Guid job, long problem, SearchTree tree) => Keep(_trees, (job, problem), tree);

    public void Forget(Guid job, long problem) => _trees.TryRemove((job, problem), out _);

    private static void Keep<TKey, TValue>(ConcurrentDictionary<TKey, TValue> kept, TKey key, TValue value)
        where TKey : notnull
    {
        if (kept.Count >= Most)
        {
            kept.Clear();
        }

        kept[key] = value;
    }
}
