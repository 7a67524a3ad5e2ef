using Microsoft.Extensions.Options;
using Platform.Contracts;
using Platform.Grading;

namespace Platform.Generator;

/// <summary>
/// Continues partial solutions on the server: as an unfinished assistant turn in a chat
/// (<c>continue_final_message</c>), or as the end of the prompt of a plain completion. One request per draw, because each has
/// its own seed and its tokens are counted.
/// </summary>
/// <remarks>
/// A request stops at the line break or blank line that ends a step. Servers do not say in the same way whether that or the
/// model ended the text: vLLM gives <c>stop_reason</c>, TGI the finish reason <c>eos_token</c> or <c>stop_sequence</c>.
/// Where nothing is said, a step is the last one if it is the answer block, or if nothing follows it.
/// </remarks>
internal sealed class ServerSteps(CompletionClient client, IOptions<GeneratorOptions> options)
{
    /// <summary>A model that writes only blank lines has ended its solution.</summary>
    private const int BlankLines = 4;

    private readonly GeneratorOptions _options = options.Value;

    public async Task<StepsGenerated> Generate(
        GenerateSteps command,
        bool interactive,
        CancellationToken cancellationToken
    )
    {
        var answers = await Task.WhenAll(
            StepDraws.Places(command).Select(place => Ask(command, place, interactive, cancellationToken))
        );
        var failures = answers.Select(answer => answer.Failure).OfType<string>().Distinct().ToList();
        return new StepsGenerated(
            [.. answers.Select(answer => answer.Draw).OfType<GeneratedSteps>()],
            failures.Count == 0 ? null : string.Join("; ", failures)
        );
    }

    private async Task<(GeneratedSteps? Draw, string? Failure)> Ask(
        GenerateSteps command,
        (int Expansion, int Draw) place,
        bool interactive,
        CancellationToken cancellationToken
    )
    {
        var expansion = command.Expansions[place.Expansion];
        var split = command.Sampling.Split ?? _options.Split;
        var prefix = Completion.Prefix(expansion.Prefix, split);
        var (text, tokens, toEnd) = ("", 0, expansion.ToEnd);
        for (var blank = 0; ; )
        {
            var request = Request(command, expansion.Seed + place.Draw, prefix + text, toEnd, split);
            var (response, failure, _) = await client.Ask(
                request,
                unchecked((int)request.Seed.GetValueOrDefault()),
                interactive,
                cancellationToken
            );
            if (response?.Choices is not [var choice, ..])
            {
                return (null, failure ?? $"{Name} gave no usable choice: {response?.Unusable ?? "none"}");
            }

            if (response.Usage is not { } usage)
            {
                return (
                    null,
                    $"{Name} does not say how many tokens it sampled (usage.completion_tokens); a search counts them, so it needs a server that does"
                );
            }

            text += Completion.WithoutPrompt(choice.Text, request.Prompt);
            tokens += (int)usage.CompletionTokens;
            var source = new SampleSource(
                response.Model ?? request.Model ?? "",
                Name,
                request.Seed,
                request.Temperature,
                split
            );
            // The answer block extends over several lines.
            if (!toEnd && StepSplitting.IsAnswer(text.Trim()) && !FinishReasons.IsCut(choice.FinishReason))
            {
                (text, toEnd) = (text.Trim() + "\n", true);
                continue;
            }

            // A blank line before the step.
            if (!toEnd && choice.ModelEnded == false && string.IsNullOrWhiteSpace(text) && ++blank < BlankLines)
            {
                text += "\n";
                continue;
            }

            return (Draw(place, text, tokens, choice, toEnd, source), null);
        }
    }

    private CompletionRequest Request(GenerateSteps command, long seed, string prefix, bool toEnd, StepSplit split)
    {
        var sampling = command.Sampling with { Seed = seed };
        if (!toEnd)
        {
            sampling = sampling with { Stop = [.. sampling.Stop ?? [], Completion.Separator(split)] };
        }

        return Prompt.Request(_options, command.Statement, prefix, sampling, 0, 1);
    }

    private static GeneratedSteps Draw(
        (int Expansion, int Draw) place,
        string text,
        int tokens,
        CompletionChoice choice,
        bool toEnd,
        SampleSource source
    )
    {
        var steps = Completion.Solution(0, null, text, choice.FinishReason, source).Steps;
        var end =
            FinishReasons.IsCut(choice.FinishReason) ? StepEnd.Limit
            : toEnd || steps.Count == 0 || StepSplitting.IsAnswer(steps[^1]) || choice.ModelEnded == true
                ? StepEnd.Solution
            : StepEnd.Step;
        return new(place.Expansion, place.Draw, steps, end, tokens, source);
    }

    private string Name => CompletionServer.Name(_options.BaseAddress!);
}
