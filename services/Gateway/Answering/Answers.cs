using Microsoft.Extensions.Options;
using Platform.Contracts;
using Platform.Gateway.Choosing;
using Platform.Gateway.OpenAi;
using Platform.Gateway.Settings;
using Platform.Gateway.Upstream;
using Platform.Kernels.Selection;

namespace Platform.Gateway.Answering;

/// <summary>Answers a request: samples candidates, scores each as soon as it is there, and chooses.</summary>
internal sealed class Answers(
    Workers workers,
    BeamSearch search,
    KnownModels models,
    IOptions<GatewayOptions> options,
    TimeProvider time
)
{
    /// <summary>Resolves the models, so that a wrong name is refused before anything is sent.</summary>
    public async Task<Plan> Prepare(Question question, CancellationToken cancellationToken)
    {
        var started = time.GetTimestamp();
        var generator = await models.Generator(question.Name.Generator, cancellationToken);
        var verifier = question.Name.Verifier is { } name ? await models.Verifier(name, cancellationToken) : null;
        return new(question, generator, verifier, started);
    }

    /// <param name="plan">The request with its models.</param>
    /// <param name="progress">Called as candidates come in, one call at a time.</param>
    /// <param name="cancellationToken">Cancels the request.</param>
    /// <exception cref="Refused">There is no answer; the message says why.</exception>
    public async Task<Answer> Give(Plan plan, Func<GatewayProgress, Task> progress, CancellationToken cancellationToken)
    {
        var question = plan.Question;
        if (question.Name.Kind == StrategyKind.Beam)
        {
            return await Search(plan, progress, cancellationToken);
        }

        var sampled = new Sampled(question, plan.Verifier is not null, progress);
        int size = question.Stream ? options.Value.StreamedChunk : options.Value.Chunk;
        var refusals = await Task.WhenAll(
            Enumerable
                .Range(0, question.Name.Samples)
                .Chunk(size)
                .Select(part => Part(plan, part[0], part.Length, sampled, cancellationToken))
        );
        var candidates = sampled.Candidates;
        if (candidates.Count == 0)
        {
            throw refusals.OfType<Refused>().FirstOrDefault() ?? Refused.Upstream(
                    $"The generator gave no solution: {string.Join("; ", sampled.Failures)}"
                );
        }

        bool needsScores = question.Name.Kind is StrategyKind.BestOf or StrategyKind.Weighted;
        if (needsScores && candidates.All(c => c.Scores.Rows is null))
        {
            throw refusals.OfType<Refused>().FirstOrDefault() ?? Refused.Upstream(
                    $"{plan.Verifier!.Name} gave no scores: {string.Join("; ", candidates.Select(c => c.Scores.Failure).Distinct())}"
                );
        }

        return Choose(
            plan,
            candidates,
            sampled.Generator,
            sampled.Failures,
            new(
                sampled.Usage?.PromptTokens ?? 0,
                sampled.Usage?.CompletionTokens ?? 0,
                sampled.VerifierTokens,
                sampled.VerifierSeconds,
                Seconds(plan)
            )
        );
    }

    private async Task<Answer> Search(
        Plan plan,
        Func<GatewayProgress, Task> progress,
        CancellationToken cancellationToken
    )
    {
        var found = await search.Find(plan, () => Left(plan), progress, cancellationToken);
        return found.Candidates.Count == 0
            ? throw Refused.Upstream($"The search found no solution that ended: {string.Join("; ", found.Failures)}")
            : Choose(
                plan,
                found.Candidates,
                found.Source?.Model,
                found.Failures,
                // Generators do not count the tokens of prefixes.
                new(0, found.Tokens, found.VerifierTokens, found.VerifierSeconds, Seconds(plan))
            );
    }

    private static Answer Choose(
        Plan plan,
        IReadOnlyList<SampledCandidate> candidates,
        string? generator,
        IReadOnlyList<string> failures,
        GatewayCost cost
    )
    {
        var question = plan.Question;
        var choice = Choice.Of(question.Name.Kind, question.Aggregation, candidates);
        var ranks = choice.Order.Select((place, rank) => (place, rank)).ToDictionary(p => p.place, p => p.rank + 1);
        StepAggregation? aggregation = plan.Verifier is null ? null : question.Aggregation;
        var trace = new GatewayTrace(
            question.Name.Strategy,
            generator ?? question.Name.Generator,
            plan.Verifier is { } v ? $"{v.Name}@{v.Version}" : null,
            aggregation?.ToString().ToLowerInvariant(),
            [.. candidates.Select((c, place) => c.Shown(aggregation, ranks[place], ranks[place] <= question.Choices))],
            choice.Votes,
            cost,
            failures
        );
        return new(
            question,
            [.. choice.Order.Take(question.Choices).Select(place => candidates[place])],
            candidates,
            plan.Verifier,
            trace
        );
    }

    /// <summary>Samples and scores some of the candidates; returns why if none came.</summary>
    private async Task<Refused?> Part(
        Plan plan,
        int first,
        int count,
        Sampled sampled,
        CancellationToken cancellationToken
    )
    {
        try
        {
            var question = plan.Question;
            var command = new GenerateSolutions(
                question.Statement,
                first,
                count,
                question.Sampling with
                {
                    Model = plan.Generator.Asked,
                },
                question.Prefix
            );
            var added = await sampled.Add(
                await workers.Generate(command, plan.Generator, Left(plan), cancellationToken)
            );
            if (plan.Verifier is { } verifier && added.Count > 0)
            {
                await Score(plan, verifier, added, sampled, cancellationToken);
            }

            return null;
        }
        catch (Refused refused)
        {
            await sampled.Fail(refused);
            return refused;
        }
    }

    private async Task Score(
        Plan plan,
        Verifier verifier,
        IReadOnlyList<SampledCandidate> candidates,
        Sampled sampled,
        CancellationToken cancellationToken
    )
    {
        // A model scores equal texts equally, and samplers repeat themselves.
        var distinct = candidates.Select(c => c.Solution.Steps).Distinct(SameSteps.Comparer).ToList();
        SolutionsScored scored;
        try
        {
            scored = await workers.Score(verifier, plan.Question.Statement, distinct, Left(plan), cancellationToken);
        }
        catch (Refused refused)
        {
            var failed = CandidateScores.Failed(refused.Message);
            await sampled.Replace([.. candidates.Select(c => c with { Scores = failed })], null);
            throw;
        }

        var byText = distinct.Zip(scored.Solutions).ToDictionary(p => p.First, p => p.Second, SameSteps.Comparer);
        await sampled.Replace(
            [
                .. candidates.Select(c =>
                    c with
                    {
                        Scores = CandidateScores.Of(byText[c.Solution.Steps], verifier.Columns, plan.Question.Neutral),
                    }
                ),
            ],
            scored
        );
    }

    private double Seconds(Plan plan) => time.GetElapsedTime(plan.Started).TotalSeconds;

    private TimeSpan Left(Plan plan) => options.Value.Timeout - time.GetElapsedTime(plan.Started);

    /// <summary>Steps are equal if their texts are.</summary>
    private sealed class SameSteps : IEqualityComparer<IReadOnlyList<string>>
    {
        public static readonly SameSteps Comparer = new();

        public bool Equals(IReadOnlyList<string>? x, IReadOnlyList<string>? y) =>
            ReferenceEquals(x, y) || (x is not null && y is not null && x.SequenceEqual(y));

        public int GetHashCode(IReadOnlyList<string> steps)
        {
            var hash = new HashCode();
            foreach (string step in steps)
            {
                hash.Add(step);
            }

            return hash.ToHashCode();
        }
    }
}

/// <summary>A request with its models.</summary>
/// <param name="Question">The request.</param>
/// <param name="Generator">The language model.</param>
/// <param name="Verifier">The reward model; null for none.</param>
/// <param name="Started">When the request began, in ticks of the clock.</param>
internal sealed record Plan(Question Question, LanguageModel Generator, Verifier? Verifier, long Started);
