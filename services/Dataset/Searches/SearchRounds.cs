using Microsoft.Extensions.Options;
using Npgsql;
using Platform.Contracts;
using Platform.Dataset.Jobs;
using Platform.Dataset.Settings;
using Platform.Dataset.Storage;
using Platform.Dataset.Work;
using Platform.Kernels.Search;
using Platform.Kernels.Selection;

namespace Platform.Dataset.Searches;

/// <summary>
/// Takes searches from round to round, always in the caller's transaction: the answers of a problem's last open item are
/// added to its tree, and the items of what comes next are added with them. What decides is
/// <see cref="TreeSearch"/>; the tree and the answers are in the database, so any process may be killed.
/// </summary>
internal sealed class SearchRounds(SearchCache cache, IOptions<DatasetOptions> options)
{
    private static readonly Dictionary<int, double[]> Nothing = [];
    private static readonly Dictionary<int, IReadOnlyList<double>> NoScores = [];

    /// <summary>Adds the first round of every problem.</summary>
    public async Task Begin(NpgsqlConnection connection, Guid job, CancellationToken cancellationToken)
    {
        var search = await Search(connection, job, cancellationToken);
        var problems = await SearchRecords.Open(connection, job, cancellationToken);
        var items = ExpandPayload.Of(0, TreeSearch.Next(search.Rule, SearchTree.Empty));
        await PayloadItems.Add(
            connection,
            job,
            WorkKinds.Expand,
            problems.SelectMany(problem => items.Select(item => (problem, item))),
            cancellationToken
        );
    }

    /// <summary>
    /// Continues problems without an open item: their items have failed, or the job was paused.
    /// </summary>
    /// <returns>False if no problem is left.</returns>
    public async Task<bool> Resume(NpgsqlConnection connection, Guid job, CancellationToken cancellationToken)
    {
        var problems = await SearchRecords.Open(connection, job, cancellationToken);
        if (problems.Count == 0)
        {
            return false;
        }

        var search = await Search(connection, job, cancellationToken);
        foreach (long problem in problems)
        {
            var tree = await SearchTrees.Load(connection, job, problem, cancellationToken);
            var state = new State(connection, search, problem, tree, true, cancellationToken);
            if (tree.In(NodeState.Candidate).Any())
            {
                var scores = await Answers<GuidePayload>(state, WorkKinds.Guide, null);
                await (scores.Payloads.Count > 0 ? Judge(state, scores) : Guide(state, tree));
            }
            else if (await Answers<ExpandPayload>(state, WorkKinds.Expand, null) is { Payloads.Count: > 0 } answers)
            {
                await Grow(state, answers);
            }
            else
            {
                await Continue(state, tree, Nothing, null);
            }
        }

        return true;
    }

    /// <summary>Records the draws of an item.</summary>
    public async Task<WorkResult> Drawn(
        NpgsqlConnection connection,
        long id,
        StepsGenerated generated,
        CancellationToken cancellationToken
    )
    {
        if (await SearchRecords.Lock(connection, id, cancellationToken) is not { } item)
        {
            return new(0);
        }

        string? refused = Storable.Reason(generated.Draws.SelectMany(d => d.Steps));
        var usable = generated.Draws.Where(d => Storable.Reason(d.Steps) is null).ToList();
        var payload = PayloadItems.Payload<ExpandPayload>(item.Payload) with { Draws = usable };
        var result = new WorkResult(usable.Count, generated.Failure ?? (refused is null ? null : $"a draw {refused}"));
        if (usable.Count > 0)
        {
            await SearchRecords.Produced(connection, item.JobId, usable[0].Source, cancellationToken);
        }

        if (item.Others)
        {
            await PayloadItems.Keep(connection, item.Id, payload, cancellationToken);
            return result;
        }

        var state = await Open(connection, item, cancellationToken);
        var answers = await Answers<ExpandPayload>(state, WorkKinds.Expand, (item.Id, payload));
        await Grow(state, answers with { Reason = answers.Reason ?? result.Failure });
        return result;
    }

    /// <summary>Records the scores of an item.</summary>
    public async Task<WorkResult> Scored(
        NpgsqlConnection connection,
        long id,
        SolutionsScored scored,
        CancellationToken cancellationToken
    )
    {
        if (await SearchRecords.Lock(connection, id, cancellationToken) is not { } item)
        {
            return new(0);
        }

        var payload = PayloadItems.Payload<GuidePayload>(item.Payload) with { Scores = scored.Solutions };
        string? failure = scored.Solutions.Select(s => s.Failure).FirstOrDefault(f => f is not null);
        var result = new WorkResult(scored.Solutions.Count(s => s.Failure is null), failure, scored.RunSeconds);
        if (item.Others)
        {
            await PayloadItems.Keep(connection, item.Id, payload, cancellationToken);
            return result;
        }

        var state = await Open(connection, item, cancellationToken);
        await Judge(state, await Answers<GuidePayload>(state, WorkKinds.Guide, (item.Id, payload)));
        return result;
    }

    /// <summary>Adds the draws of a complete round to the tree, and has them scored.</summary>
    private async Task Grow(State state, RoundAnswers<ExpandPayload> answers)
    {
        var rule = state.Search.Rule;
        var round = TreeSearch.Next(rule, state.Tree);
        var draws = round.Select(_ => new List<Draw>()).ToArray();
        foreach (var payload in answers.Payloads)
        {
            foreach (var draw in (payload.Draws ?? []).OrderBy(d => d.Expansion).ThenBy(d => d.Draw))
            {
                draws[payload.Parts[draw.Expansion].Expansion]
                    .Add(
                        new(
                            draw.Steps,
                            draw.End switch
                            {
                                StepEnd.Solution => NodeEnd.Finished,
                                StepEnd.Limit => NodeEnd.Cut,
                                _ => NodeEnd.Open,
                            },
                            draw.Tokens
                        )
                    );
            }
        }

        var grown = TreeSearch.Grow(rule, state.Tree, round, draws);
        var candidates = TreeSearch.Candidates(grown);
        if (candidates.Count == 0)
        {
            await Continue(state, TreeSearch.Judge(rule, grown, NoScores), Nothing, answers.Reason);
            return;
        }

        await SearchTrees.Save(
            state.Connection,
            state.Search.Job,
            state.Problem,
            state.Tree,
            grown,
            Nothing,
            state.CancellationToken
        );
        cache.Keep(state.Search.Job, state.Problem, grown);
        await SearchRecords.Progressed(
            state.Connection,
            state.Search.Job,
            state.Problem,
            grown,
            answers.Reason,
            false,
            state.CancellationToken
        );
        if (state.GoesOn)
        {
            await Guide(state, grown);
        }
    }

    /// <summary>Adds the items that score the candidates.</summary>
    private Task Guide(State state, SearchTree tree) =>
        PayloadItems.Add(
            state.Connection,
            state.Search.Job,
            WorkKinds.Guide,
            GuidePayload
                .Of(tree.Round, TreeSearch.Candidates(tree), options.Value.ScoreChunk)
                .Select(item => (state.Problem, item)),
            state.CancellationToken
        );

    /// <summary>Adds the scores of a complete round to the tree.</summary>
    private async Task Judge(State state, RoundAnswers<GuidePayload> answers)
    {
        var columns = state.Search.Columns;
        var neutral = SearchDefaults.Neutral(state.Search.Request);
        var scores = new Dictionary<int, IReadOnlyList<double>>();
        var probabilities = new Dictionary<int, double[]>();
        string? reason = answers.Reason;
        foreach (var scored in answers.Payloads.SelectMany(p => p.Scores ?? []))
        {
            double[] rows = [.. (scored.Probabilities ?? []).SelectMany(r => r)];
            double[] correct = new double[rows.Length / columns.Count];
            if (!StepScores.Correct(rows, columns, neutral, correct))
            {
                reason ??= scored.Failure ?? "a partial solution: the scorer sent scores that are no probabilities";
                continue;
            }

            int node = (int)scored.SolutionId;
            scores[node] = correct;
            if (state.Tree.Nodes[node].End != NodeEnd.Open)
            {
                probabilities[node] = rows;
            }
        }

        await Continue(state, TreeSearch.Judge(state.Search.Rule, state.Tree, scores), probabilities, reason);
    }

    /// <summary>Stores a tree whose round is complete. Adds the next round; after the last one, stores the solutions.</summary>
    private async Task Continue(
        State state,
        SearchTree tree,
        IReadOnlyDictionary<int, double[]> probabilities,
        string? reason
    )
    {
        var (connection, search, problem) = (state.Connection, state.Search, state.Problem);
        await SearchTrees.Save(
            connection,
            search.Job,
            problem,
            state.Tree,
            tree,
            probabilities,
            state.CancellationToken
        );
        var round = TreeSearch.Next(search.Rule, tree);
        if (round.Count == 0)
        {
            cache.Forget(search.Job, problem);
            reason = await SearchSolutions.Write(connection, search, problem, tree, state.CancellationToken) ?? reason;
        }
        else
        {
            cache.Keep(search.Job, problem, tree);
        }

        if (round.Count > 0 && state.GoesOn)
        {
            await PayloadItems.Add(
                connection,
                search.Job,
                WorkKinds.Expand,
                ExpandPayload.Of(tree.Round, round).Select(item => (problem, item)),
                state.CancellationToken
            );
        }

        await SearchRecords.Progressed(
            connection,
            search.Job,
            problem,
            tree,
            reason,
            round.Count == 0,
            state.CancellationToken
        );
    }

    private async Task<State> Open(NpgsqlConnection connection, OpenItem item, CancellationToken cancellationToken) =>
        new(
            connection,
            await Search(connection, item.JobId, cancellationToken),
            item.ProblemId,
            cache.Tree(item.JobId, item.ProblemId, item.Round, item.Tokens)
                ?? await SearchTrees.Load(connection, item.JobId, item.ProblemId, cancellationToken),
            item.GoesOn,
            cancellationToken
        );

    private async Task<Searched> Search(NpgsqlConnection connection, Guid job, CancellationToken cancellationToken)
    {
        if (cache.Search(job) is { } known)
        {
            return known;
        }

        var search = await SearchRecords.Load(connection, job, cancellationToken);
        cache.Keep(search);
        return search;
    }

    private static Task<RoundAnswers<T>> Answers<T>(State state, string kind, (long Id, T Payload)? own)
        where T : class, IRoundPayload =>
        RoundItems.Answers(
            state.Connection,
            state.Search.Job,
            state.Problem,
            kind,
            state.Tree.Round,
            own,
            state.CancellationToken
        );

    /// <summary>One problem in a transaction.</summary>
    private sealed record State(
        NpgsqlConnection Connection,
        Searched Search,
        long Problem,
        SearchTree Tree,
        bool GoesOn,
        CancellationToken CancellationToken
    );
}
