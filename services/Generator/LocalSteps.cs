using Microsoft.Extensions.Options;
using Platform.Contracts;
using Platform.DatasetClient;
using Platform.Grading;
using Platform.Inference;
using Platform.Inference.Generation;

namespace Platform.Generator;

/// <summary>Continues partial solutions with a language model that runs in this process.</summary>
internal sealed class LocalSteps(LocalModels models, IOptions<GeneratorOptions> options)
{
    public async Task<StepsGenerated> Generate(
        GenerateSteps command,
        bool interactive,
        CancellationToken cancellationToken
    )
    {
        try
        {
            using var lease = await models.Get(command.Sampling.Model, cancellationToken);
            var (model, split) = (lease.Model, command.Sampling.Split ?? options.Value.Split);
            var places = StepDraws.Places(command);
            var requests = Requests(command, model.Model, split);
            var texts = await model.Sample(requests, interactive, cancellationToken);
            var draws = new List<GeneratedSteps>(places.Count);
            for (var i = 0; i < places.Count; i++)
            {
                if (texts[i].Failure is null)
                {
                    var source = new SampleSource(
                        model.Source,
                        LocalSampler.Server,
                        requests[i].Seed,
                        command.Sampling.Temperature,
                        split
                    );
                    draws.Add(Draw(command, places[i], texts[i], source));
                }
            }

            var reasons = string.Join("; ", texts.Select(text => text.Failure).OfType<string>().Distinct());
            return new StepsGenerated(draws, draws.Count == places.Count ? null : $"{model.Source}: {reasons}");
        }
        catch (UnusableModelException e)
        {
            return new StepsGenerated([], e.Message);
        }
        catch (UnknownCharacterException e)
        {
            return new StepsGenerated([], $"statement: {e.Message}");
        }
    }

    private static List<SampleRequest> Requests(GenerateSteps command, LanguageModel model, StepSplit split)
    {
        Func<string, bool> isComplete = text => FirstStep.In(text, split == StepSplit.BlankLine) is not null;
        return
        [
            .. command.Expansions.SelectMany(expansion =>
                SampleRequests.Of(
                    command.Sampling,
                    model.Prompt(command.Statement, Completion.Prefix(expansion.Prefix, split)),
                    expansion.Seed,
                    expansion.Count,
                    expansion.ToEnd ? null : isComplete
                )
            ),
        ];
    }

    private static GeneratedSteps Draw(
        GenerateSteps command,
        (int Expansion, int Draw) place,
        SampledText text,
        SampleSource source
    )
    {
        var expansion = command.Expansions[place.Expansion];
        var steps = Completion.Solution(0, null, text.Text, text.Finished ? "stop" : "length", source).Steps;
        if (!expansion.ToEnd && steps.Count > 1)
        {
            steps = [steps[0]];
        }

        // A stop text of the command ends the whole solution, the end of a line only the step.
        var isStep = text.Stopped && FirstStep.In(text.Text, source.Split == StepSplit.BlankLine) is not null;
        var end =
            !text.Finished ? StepEnd.Limit
            : isStep && !expansion.ToEnd ? StepEnd.Step
            : StepEnd.Solution;
        return new(place.Expansion, place.Draw, steps, end, text.Tokens, source);
    }
}
