using MassTransit;
using Platform.Contracts;

namespace Platform.Gateway.Upstream;

/// <summary>Generators and scorers.</summary>
internal sealed class Workers(Requests requests, IBus bus, GatewayMetrics metrics, ILogger<Workers> log)
{
    /// <summary>Most text of a message with solutions, in characters: it stays under 256 KiB as JSON.</summary>
    private const int ChunkCharacters = 60_000;

    private const int ChunkSolutions = 64;

    private const string Generation = "text_completion";
    private const string Scoring = "score";

    /// <summary>Samples solutions; a generator stops as soon as the caller does not wait any more.</summary>
    public async Task<SolutionsGenerated> Generate(
        GenerateSolutions command,
        LanguageModel model,
        TimeSpan left,
        CancellationToken cancellationToken
    )
    {
        var generated = await Generate<GenerateSolutions, SolutionsGenerated>(command, model, left, cancellationToken);
        metrics.Drawn("solution", generated.Solutions.Count);
        metrics.Used(Generation, model.Name, generated.Usage?.PromptTokens, generated.Usage?.CompletionTokens);
        return generated;
    }

    /// <summary>Continues partial solutions, likewise.</summary>
    public async Task<StepsGenerated> Generate(
        GenerateSteps command,
        LanguageModel model,
        TimeSpan left,
        CancellationToken cancellationToken
    )
    {
        var generated = await Generate<GenerateSteps, StepsGenerated>(command, model, left, cancellationToken);
        metrics.Drawn("step", generated.Draws.Count);
        // Generators do not count the tokens of prefixes.
        metrics.Used(Generation, model.Name, read: null, generated.Draws.Sum(d => (long)d.Tokens));
        return generated;
    }

    private Task<TAnswer> Generate<TCommand, TAnswer>(
        TCommand command,
        LanguageModel model,
        TimeSpan left,
        CancellationToken cancellationToken
    )
        where TCommand : class
        where TAnswer : class =>
        metrics.Asked(
            Generation,
            model.Name,
            () =>
                requests.Ask<TCommand, TAnswer>(
                    Queues.GenerateInteractively,
                    command,
                    left,
                    "generator",
                    id =>
                    {
                        log.Abandoned(id);
                        return bus.Publish(new GenerationCancelled(id));
                    },
                    cancellationToken
                )
        );

    /// <summary>Scores solutions of one problem, whose ids are their places; one entry each, in order.</summary>
    public async Task<SolutionsScored> Score(
        Verifier model,
        string statement,
        IReadOnlyList<IReadOnlyList<string>> solutions,
        TimeSpan left,
        CancellationToken cancellationToken
    )
    {
        var answers = await Task.WhenAll(
            MessageParts
                .Of(
                    solutions.Select((steps, place) => new SolutionToScore(place, steps)),
                    solution => solution.Steps.Sum(step => step.Length),
                    ChunkCharacters,
                    ChunkSolutions
                )
                .Select(chunk => Score(model, statement, chunk, left, cancellationToken))
        );
        var scored = answers.SelectMany(a => a.Solutions).ToDictionary(s => s.SolutionId);
        return new(
            model.Version,
            [
                .. solutions.Select(
                    (_, place) =>
                        scored.GetValueOrDefault(place)
                        ?? new ScoredSolution(place, null, "the scorer left this solution out")
                ),
            ],
            answers.Sum(a => a.RunSeconds),
            answers.Sum(a => a.Tokens)
        );
    }

    private async Task<SolutionsScored> Score(
        Verifier model,
        string statement,
        IReadOnlyList<SolutionToScore> chunk,
        TimeSpan left,
        CancellationToken cancellationToken
    )
    {
        var scored = await metrics.Asked(
            Scoring,
            model.Name,
            () =>
                requests.Ask<ScoreSolutions, SolutionsScored>(
                    Queues.ScoreInteractively,
                    new(model.Version, statement, chunk),
                    left,
                    "scorer",
                    abandoned: null,
                    cancellationToken
                )
        );
        metrics.Used(Scoring, model.Name, scored.Tokens, written: null);
        return scored;
    }
}
