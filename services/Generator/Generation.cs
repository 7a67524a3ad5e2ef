using Microsoft.Extensions.Options;
using Platform.Contracts;

namespace Platform.Generator;

/// <summary>Chooses the sampler for a command and runs it.</summary>
internal sealed class Generation(
    Sampler server,
    LocalSampler local,
    ServerSteps serverSteps,
    LocalSteps localSteps,
    IOptions<GeneratorOptions> options,
    GeneratorMetrics metrics,
    TimeProvider time
)
{
    private const string Nothing =
        "The generator has neither a language model nor a server: set Generator__LanguageModel to the name of one that ./platform models shows, "
        + "or to a directory, or Generator__BaseAddress to an OpenAI-compatible server, for example "
        + "./platform up --Generator:BaseAddress=http://127.0.0.1:8000.";

    /// <param name="command">The command.</param>
    /// <param name="interactive">Whether it goes before commands of jobs.</param>
    /// <param name="cancellationToken">Ends the generation.</param>
    public async Task<SolutionsGenerated> Generate(
        GenerateSolutions command,
        bool interactive,
        CancellationToken cancellationToken
    )
    {
        var start = time.GetTimestamp();
        var by = Choose(options.Value, command.Sampling.Model);
        var generated = await Generate(by, command, interactive, cancellationToken);
        metrics.Done(generated.Solutions.Count, command.Count, by, time.GetElapsedTime(start));
        return generated;
    }

    private async Task<SolutionsGenerated> Generate(
        SampledBy by,
        GenerateSolutions command,
        bool interactive,
        CancellationToken cancellationToken
    ) =>
        by switch
        {
            SampledBy.Server => await server.Generate(command, interactive, cancellationToken),
            SampledBy.LocalModel => await local.Generate(command, interactive, cancellationToken),
            _ => new SolutionsGenerated([], Nothing),
        };

    /// <param name="command">The command.</param>
    /// <param name="interactive">Whether it goes before commands of jobs.</param>
    /// <param name="cancellationToken">Ends the generation.</param>
    public async Task<StepsGenerated> Generate(
        GenerateSteps command,
        bool interactive,
        CancellationToken cancellationToken
    )
    {
        var start = time.GetTimestamp();
        var by = Choose(options.Value, command.Sampling.Model);
        var generated = by switch
        {
            SampledBy.Server => await serverSteps.Generate(command, interactive, cancellationToken),
            SampledBy.LocalModel => await localSteps.Generate(command, interactive, cancellationToken),
            _ => new StepsGenerated([], Nothing),
        };
        metrics.Done(generated.Draws.Count, command.Expansions.Sum(e => e.Count), by, time.GetElapsedTime(start));
        return generated;
    }

    /// <summary>
    /// A content hash always means a local model. Any other name is passed to the server if one is configured.
    /// </summary>
    public static SampledBy Choose(GeneratorOptions options, string? model) =>
        model is not null && LocalModels.IsVersion(model) ? SampledBy.LocalModel
        : options.BaseAddress is not null ? SampledBy.Server
        : model is not null || options.LanguageModel is not null ? SampledBy.LocalModel
        : SampledBy.Nobody;
}

/// <summary>Where samples can come from.</summary>
internal enum SampledBy
{
    Server,
    LocalModel,
    Nobody,
}
