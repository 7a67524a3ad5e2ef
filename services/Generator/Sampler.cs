using Microsoft.Extensions.Options;
using Platform.Contracts;

namespace Platform.Generator;

/// <summary>
/// Gets the samples of a command from the server. <c>n</c> is a hint to servers: the choices are counted, and the missing ones asked for
/// again in requests no larger than what the server has shown to give.
/// </summary>
internal sealed class Sampler(CompletionClient client, IOptions<GeneratorOptions> options, ILogger<Sampler> log)
{
    /// <summary>Rounds of asking for what is missing.</summary>
    internal const int Rounds = 6;

    private readonly GeneratorOptions _options = options.Value;

    public async Task<SolutionsGenerated> Generate(GenerateSolutions command, CancellationToken cancellationToken)
    {
        List<GeneratedSolution> solutions = [];
        List<string> failures = [];
        int[] missing = [.. Enumerable.Range(command.FirstSample, command.Count)];
        var choices = missing.Length;
        for (var round = 0; round < Rounds && missing.Length > 0 && failures.Count == 0; round++)
        {
            var answers = await Task.WhenAll(
                missing.Chunk(choices).Select(samples => Ask(command, samples, cancellationToken))
            );
            failures.AddRange(answers.Select(answer => answer.Failure).OfType<string>().Distinct());
            solutions.AddRange(answers.SelectMany(answer => answer.Solutions));
            missing = [.. missing.Except(solutions.Select(solution => solution.Sample))];
            choices = Math.Max(1, answers.Max(answer => answer.Solutions.Count));
        }
        if (failures.Count == 0)
            failures.Add($"{CompletionServer.Name(_options.BaseAddress!)} gave too few choices {Rounds} times");
        Log.Generated(log, command.EvaluationId, command.ProblemId, solutions.Count, command.Count);
        return new SolutionsGenerated(
            command.WorkItemId,
            command.ProblemId,
            [.. solutions.OrderBy(solution => solution.Sample)],
            missing.Length == 0
                ? null
                : $"{missing.Length} of {command.Count} samples are missing: {string.Join("; ", failures)}"
        );
    }

    private async Task<(IReadOnlyList<GeneratedSolution> Solutions, string? Failure)> Ask(
        GenerateSolutions command,
        int[] samples,
        CancellationToken cancellationToken
    )
    {
        var request = Prompt.Request(_options, command.Statement, command.Sampling, samples[0], samples.Length);
        var jitter = unchecked((int)((command.WorkItemId * 397) ^ samples[0]));
        var (response, failure, unfit) = await client.Ask(request, jitter, cancellationToken);
        var source = new SampleSource(
            response?.Model ?? request.Model ?? "",
            CompletionServer.Name(_options.BaseAddress!),
            request.Seed,
            request.Temperature,
            command.Sampling.Split ?? _options.Split
        );
        var texts = (response?.Choices ?? []).Where(choice => Completion.Text(choice) is not null);
        return (
            [
                .. samples.Zip(
                    texts,
                    (sample, choice) =>
                        Completion.Solution(sample, Completion.Text(choice)!, choice.FinishReason, source)
                ),
            ],
            unfit && samples.Length > 1 ? null : failure // some servers take one sample a request only
        );
    }
}
