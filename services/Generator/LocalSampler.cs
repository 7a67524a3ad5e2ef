using Microsoft.Extensions.Options;
using Platform.Contracts;
using Platform.DatasetClient;
using Platform.Inference;
using Platform.Inference.Generation;

namespace Platform.Generator;

/// <summary>Samples the solutions of a command from a language model that runs in this process.</summary>
internal sealed class LocalSampler(LocalModels models, IOptions<GeneratorOptions> options, ILogger<LocalSampler> log)
{
    /// <summary>Name of this process in a sample's source.</summary>
    public const string Server = "local";

    public async Task<SolutionsGenerated> Generate(
        GenerateSolutions command,
        bool interactive,
        CancellationToken cancellationToken
    )
    {
        try
        {
            using var lease = await models.Get(command.Sampling.Model, cancellationToken);
            var (model, split) = (lease.Model, command.Sampling.Split ?? options.Value.Split);
            var prefix = Completion.Prefix(command.Prefix, split);
            var requests = Requests(command, model.Model.Prompt(command.Statement, prefix));
            var texts = await model.Sample(requests, interactive, cancellationToken);
            var generated = Result(command, requests, texts, model.Source, split);
            Log.Generated(log, generated.Solutions.Count, command.Count);
            return generated;
        }
        catch (UnusableModelException e)
        {
            return new SolutionsGenerated([], e.Message);
        }
        catch (UnknownCharacterException e)
        {
            return new SolutionsGenerated([], $"statement: {e.Message}");
        }
    }

    /// <summary>One request per sample; its seed is the command's seed plus the sample's index.</summary>
    public static IReadOnlyList<SampleRequest> Requests(GenerateSolutions command, int[] prompt) =>
        [.. SampleRequests.Of(command.Sampling, prompt, command.Sampling.Seed + command.FirstSample, command.Count)];

    /// <summary>The samples that succeeded; when some are missing, the failure says why.</summary>
    public static SolutionsGenerated Result(
        GenerateSolutions command,
        IReadOnlyList<SampleRequest> requests,
        IReadOnlyList<SampledText> texts,
        string model,
        StepSplit split
    )
    {
        var solutions = texts
            .Index()
            .Where(text => text.Item.Failure is null)
            .Select(text =>
                Completion.Solution(
                    command.FirstSample + text.Index,
                    command.Prefix,
                    text.Item.Text,
                    text.Item.Finished ? "stop" : "length",
                    new SampleSource(model, Server, requests[text.Index].Seed, command.Sampling.Temperature, split)
                )
            )
            .ToList();
        var reasons = string.Join("; ", texts.Select(text => text.Failure).OfType<string>().Distinct());
        return new SolutionsGenerated(
            solutions,
            solutions.Count == command.Count ? null : $"{model}: {reasons}",
            // The samples of a command share their prompt.
            new(requests.Count == 0 ? 0 : requests[0].Prompt.Length, texts.Sum(text => (long)text.Tokens))
        );
    }
}
