using System.Net;
using Microsoft.Extensions.Caching.Memory;
using Microsoft.Extensions.Options;
using Platform.Contracts;
using Platform.DatasetClient;
using Platform.Gateway.Choosing;
using Platform.Gateway.OpenAi;
using Platform.Gateway.Settings;
using Platform.Kernels.Selection;
using Refit;

namespace Platform.Gateway.Upstream;

/// <summary>Models as Dataset knows them, for a while.</summary>
internal sealed class KnownModels(IDatasetApi dataset, IMemoryCache cache, IOptions<GatewayOptions> options)
{
    /// <summary>The newest version of a language model, or what a server behind the generator may know.</summary>
    public async Task<LanguageModel> Generator(string name, CancellationToken cancellationToken) =>
        name == ModelName.Default ? new(null, ModelName.Default)
        : await Find(name, [ModelKind.Language], cancellationToken) is { } model ? new(model.Version, model.Name)
        : new(name, LanguageModel.Other);

    /// <summary>The newest version of a reward model.</summary>
    /// <exception cref="Refused">No reward model has this name.</exception>
    public async Task<Verifier> Verifier(string name, CancellationToken cancellationToken) =>
        await Find(name, ModelKind.Scoring, cancellationToken) is { } model
            ? new(model.Name, model.Version, model.Kind, model.Classes, ClassColumns.Named(model.Classes))
            : throw Refused.NoModel(
                $"There is no reward model '{name}'; GET /v1/models and ./platform models list them."
            );

    /// <summary>All models that can be used, the newest version of each name.</summary>
    public async Task<IReadOnlyList<ModelSummary>> All(CancellationToken cancellationToken) =>
        await cache.Remember<IReadOnlyList<ModelSummary>>(
            "models",
            options.Value.ModelLifetime,
            async () =>

                [
                    .. (await dataset.GetModels(cancellationToken))
                        .Where(m => m.Pool is null)
                        .DistinctBy(m => (m.Name, m.Kind == ModelKind.Language)),
                ]
        ) ?? [];

    private Task<ModelSummary?> Find(string name, IReadOnlyList<string> kinds, CancellationToken cancellationToken) =>
        cache.Remember(
            (name, kinds[0]),
            options.Value.ModelLifetime,
            async () =>
            {
                foreach (string kind in kinds)
                {
                    try
                    {
                        return await dataset.GetModel(name, kind, cancellationToken);
                    }
                    catch (ApiException e) when (e.StatusCode == HttpStatusCode.NotFound)
                    {
                        // Perhaps one of another kind.
                    }
                }

                return null;
            }
        );
}

/// <summary>A language model.</summary>
/// <param name="Asked">
/// What the generator is asked for: the content hash of a registered model, another name as it is, null for the generator's
/// own model.
/// </param>
/// <param name="Name">
/// Name of a registered model, <see cref="ModelName.Default"/> or <see cref="Other"/>: one of a few, for metrics.
/// </param>
internal sealed record LanguageModel(string? Asked, string Name)
{
    /// <summary>Any model that is not registered, by OpenTelemetry's word.</summary>
    public const string Other = "_OTHER";
}

/// <summary>A reward model.</summary>
/// <param name="Name">Its name.</param>
/// <param name="Version">Its content hash.</param>
/// <param name="Kind"><c>process</c> or <c>outcome</c>.</param>
/// <param name="Classes">Names of its columns.</param>
/// <param name="Columns">Which column is which.</param>
internal sealed record Verifier(
    string Name,
    string Version,
    string Kind,
    IReadOnlyList<string> Classes,
    ClassColumns Columns
);
