using Microsoft.Extensions.Options;
using Platform.Contracts;

namespace Platform.Generator;

/// <summary>
/// Samples the solutions of a command from the server. Servers treat <c>n</c> as a hint, so the choices are counted and the
/// missing ones are requested again, in requests no larger than what the server has shown to give.
/// </summary>
internal sealed class Sampler(CompletionClient client, IOptions<GeneratorOptions> options, ILogger<Sampler> log)
{
    /// <summary>Rounds of requests for missing samples.</summary>
    internal const int Rounds = 6;

    private readonly GeneratorOptions _options = options.Value;

    public async Task<SolutionsGenerated> Generate(
        GenerateSolutions command,
        bool interactive,
        CancellationToken cancellationToken
    )
    {
        List<GeneratedSolution> solutions = [];
        GenerationUsage? usage = null;
        List<string> failures = [];
        int[] missing = [.. Enumerable.Range(command.FirstSample, command.Count)];
        List<string> unusable = [];
        var choices = Parameters.Parse(_options.Omit).Contains(Parameters.N) ? 1 : missing.Length;
        for (var round = 0; round < Rounds && missing.Length > 0 && failures.Count == 0; round++)
        {
            var answers = await Task.WhenAll(
                missing.Chunk(choices).Select(samples => Ask(command, samples, interactive, cancellationToken))
            );
            failures.AddRange(answers.Select(answer => answer.Failure).OfType<string>().Distinct());
            solutions.AddRange(answers.SelectMany(answer => answer.Solutions));
            usage = answers.Select(answer => answer.Usage).Aggregate(usage, GenerationUsage.Sum);
            unusable.AddRange(answers.Select(answer => answer.Unusable).OfType<string>());
            missing = [.. missing.Except(solutions.Select(solution => solution.Sample))];
            choices = Math.Clamp(answers.Max(answer => answer.Solutions.Count), 1, choices);
        }
        if (failures.Count == 0)
        {
            failures.Add(
                $"{CompletionServer.Name(_options.BaseAddress!)} gave too few choices {Rounds} times"
                    + (unusable.Count == 0 ? "" : $": {string.Join("; ", unusable.Distinct())}")
            );
        }

        Log.Generated(log, solutions.Count, command.Count);
        return new SolutionsGenerated(
            [.. solutions.OrderBy(solution => solution.Sample)],
            missing.Length == 0 ? null : string.Join("; ", failures.Distinct()),
            usage
        );
    }

    private async Task<Sampled> Ask(
        GenerateSolutions command,
        int[] samples,
        bool interactive,
        CancellationToken cancellationToken
    )
    {
        var split = command.Sampling.Split ?? _options.Split;
        var request = Prompt.Request(
            _options,
            command.Statement,
            Completion.Prefix(command.Prefix, split),
            command.Sampling,
            samples[0],
            samples.Length
        );
        // Commands about different problems wait for different times.
        var jitter = unchecked((command.Statement.Length * 397) ^ samples[0]);
        var (response, failure, unfit) = await client.Ask(request, jitter, interactive, cancellationToken);
        var source = new SampleSource(
            response?.Model ?? request.Model ?? "",
            CompletionServer.Name(_options.BaseAddress!),
            request.Seed,
            request.Temperature,
            split
        );
        return new(
            [
                .. samples.Zip(
                    response?.Choices ?? [],
                    (sample, choice) =>
                        Completion.Solution(
                            sample,
                            command.Prefix,
                            Completion.WithoutPrompt(choice.Text, request.Prompt),
                            choice.FinishReason,
                            source,
                            choice.Reasoning
                        )
                ),
            ],
            unfit && samples.Length > 1 ? null : failure, // some servers accept one sample per request only
            response?.Unusable,
            response?.Usage
        );
    }

    private sealed record Sampled(
        IReadOnlyList<GeneratedSolution> Solutions,
        string? Failure,
        string? Unusable,
        GenerationUsage? Usage
    );
}
