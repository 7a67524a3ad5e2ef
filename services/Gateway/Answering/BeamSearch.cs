using Microsoft.Extensions.Options;
using Platform.Contracts;
using Platform.Gateway.Choosing;
using Platform.Gateway.OpenAi;
using Platform.Gateway.Settings;
using Platform.Gateway.Upstream;
using Platform.Grading;
using Platform.Kernels.Search;

namespace Platform.Gateway.Answering;

/// <summary>
/// Searches step by step with the rounds of <see cref="TreeSearch"/>: draws the next steps of every beam, scores the paths,
/// and keeps the best beams. The candidates are the solutions that ended.
/// </summary>
internal sealed class BeamSearch(Workers workers, IOptions<GatewayOptions> options)
{
    /// <summary>Draws in one message to a generator.</summary>
    private const int Draws = 64;

    /// <param name="plan">The request with its models; it has a verifier.</param>
    /// <param name="left">Time that is left for the request.</param>
    /// <param name="progress">Called after every round.</param>
    /// <param name="cancellationToken">Cancels the request.</param>
    public async Task<Found> Find(
        Plan plan,
        Func<TimeSpan> left,
        Func<GatewayProgress, Task> progress,
        CancellationToken cancellationToken
    )
    {
        var question = plan.Question;
        var rule = new SearchRule(
            SearchStrategy.Beam,
            question.Name.Samples,
            question.Name.Expansions,
            question.Aggregation,
            options.Value.MostSteps,
            question.Sampling.Seed
        );
        var found = new Found();
        var tree = SearchTree.Empty;
        while (TreeSearch.Next(rule, tree) is { Count: > 0 } round)
        {
            var draws = await Draw(plan, round, found, left, cancellationToken);
            tree = TreeSearch.Grow(rule, tree, round, draws);
            var scores = await Score(plan, tree, found, left, cancellationToken);
            tree = TreeSearch.Judge(rule, tree, scores);
            await progress(Shown(plan, rule, tree, found));
        }

        var answers = AnswerOptions.In(question.Statement);
        found.Candidates =
        [
            .. tree.In(NodeState.Result).Select((node, index) => Candidate(plan, tree, node, index, found, answers)),
        ];
        return found;
    }

    private async Task<IReadOnlyList<Draw>[]> Draw(
        Plan plan,
        IReadOnlyList<Expansion> round,
        Found found,
        Func<TimeSpan> left,
        CancellationToken cancellationToken
    )
    {
        var question = plan.Question;
        var parts = round
            .Index()
            .SelectMany(e =>
                Enumerable
                    .Range(0, e.Item.Count)
                    .Chunk(Draws)
                    .Select(part => (e.Index, Of: e.Item, First: part[0], Count: part.Length))
            )
            .ToList();
        var answers = await Task.WhenAll(
            MessageParts
                .Of(parts, part => part.Count, Draws)
                .Select(async message =>
                    (
                        message,
                        Generated: await workers.Generate(
                            new GenerateSteps(
                                question.Statement,
                                [
                                    .. message.Select(part => new StepExpansion(
                                        [.. question.Prefix ?? [], .. part.Of.Prefix],
                                        part.Count,
                                        part.Of.Seed + part.First,
                                        part.Of.ToEnd
                                    )),
                                ],
                                question.Sampling with
                                {
                                    Model = plan.Generator.Asked,
                                }
                            ),
                            plan.Generator,
                            left(),
                            cancellationToken
                        )
                    )
                )
        );
        var draws = round.Select(_ => new List<Draw>()).ToArray();
        foreach (var (message, generated) in answers)
        {
            found.Failed(generated.Failure);
            foreach (var draw in generated.Draws)
            {
                found.Source ??= draw.Source;
                found.Tokens += draw.Tokens;
                found.Drawn++;
                var end = draw.End switch
                {
                    StepEnd.Step => NodeEnd.Open,
                    StepEnd.Solution => NodeEnd.Finished,
                    _ => NodeEnd.Cut,
                };
                draws[message[draw.Expansion].Index].Add(new(draw.Steps, end, draw.Tokens));
            }
        }

        return found.Drawn > 0
            ? draws
            : throw Refused.Upstream($"The generator gave no step: {string.Join("; ", found.Failures)}");
    }

    /// <summary>P(correct) of the steps of each path that waits for its score.</summary>
    private async Task<Dictionary<int, IReadOnlyList<double>>> Score(
        Plan plan,
        SearchTree tree,
        Found found,
        Func<TimeSpan> left,
        CancellationToken cancellationToken
    )
    {
        var (question, verifier) = (plan.Question, plan.Verifier!);
        var candidates = TreeSearch.Candidates(tree);
        if (candidates.Count == 0)
        {
            return [];
        }

        var scored = await workers.Score(
            verifier,
            question.Statement,
            [.. candidates.Select(c => (IReadOnlyList<string>)[.. question.Prefix ?? [], .. c.Steps])],
            left(),
            cancellationToken
        );
        found.VerifierTokens += scored.Tokens;
        found.VerifierSeconds += scored.RunSeconds;
        var paths = new Dictionary<int, IReadOnlyList<double>>();
        foreach (var ((node, steps), solution) in candidates.Zip(scored.Solutions))
        {
            var scores = CandidateScores.Of(solution, verifier.Columns, question.Neutral);
            found.Failed(scores.Failure);
            found.Scores[node] = scores;
            if (scores.Correct is { } correct)
            {
                // The steps of the request's own prefix are no steps of the path.
                paths[node] = correct.Length > steps.Count ? correct[^steps.Count..] : correct;
            }
        }

        return paths;
    }

    private static SampledCandidate Candidate(
        Plan plan,
        SearchTree tree,
        int node,
        int index,
        Found found,
        AnswerOptions? options
    )
    {
        var solution = new GeneratedSolution(
            index,
            [.. plan.Question.Prefix ?? [], .. tree.Steps(node)],
            tree.Nodes[node].End == NodeEnd.Finished,
            found.Source! with
            {
                Seed = null,
            }
        );
        return SampledCandidate.Of(index, solution, options) with
        {
            Scores = found.Scores.GetValueOrDefault(node) ?? CandidateScores.Failed("the solution has no steps"),
        };
    }

    /// <summary>The beams that are continued, and the solutions that have ended.</summary>
    private static GatewayProgress Shown(Plan plan, SearchRule rule, SearchTree tree, Found found) =>
        new(
            "searched",
            rule.Width,
            found.Drawn,
            found.Scores.Count,
            [
                .. tree.In(NodeState.Active)
                    .Concat(tree.In(NodeState.Result))
                    .Select(
                        (node, index) =>
                            Candidate(plan, tree, node, index, found, null).Shown(plan.Question.Aggregation)
                    ),
            ]
        );
}

/// <summary>What a search has found so far, and what it has cost.</summary>
internal sealed class Found
{
    private readonly List<string> _failures = [];

    /// <summary>The solutions that ended.</summary>
    public IReadOnlyList<SampledCandidate> Candidates { get; set; } = [];

    /// <summary>The scores of paths by their last node.</summary>
    public Dictionary<int, CandidateScores> Scores { get; } = [];

    /// <summary>What drew the steps.</summary>
    public SampleSource? Source { get; set; }

    public int Drawn { get; set; }

    public long Tokens { get; set; }

    public long VerifierTokens { get; set; }

    public double VerifierSeconds { get; set; }

    public IReadOnlyList<string> Failures => [.. _failures.Distinct()];

    public void Failed(string? reason)
    {
        if (reason is not null)
        {
            _failures.Add(reason);
        }
    }
}
