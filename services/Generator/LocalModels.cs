using System.Net;
using Microsoft.Extensions.Options;
using Platform.DatasetClient;
using Platform.Inference;
using Refit;

namespace Platform.Generator;

/// <summary>
/// Language models that run in this process: registered in Dataset, by name or content hash, or a directory from the
/// settings.
/// </summary>
internal sealed class LocalModels : IDisposable
{
    private readonly IDatasetApi _dataset;
    private readonly ModelCache _cache;
    private readonly GeneratorOptions _options;
    private readonly IHostApplicationLifetime _lifetime;
    private readonly GeneratorMetrics _metrics;
    private readonly ILogger<LocalModels> _log;
    private readonly LoadedModels<LocalModel> _loaded;

    public LocalModels(
        IDatasetApi dataset,
        ModelCache cache,
        IOptions<GeneratorOptions> options,
        IHostApplicationLifetime lifetime,
        GeneratorMetrics metrics,
        ILogger<LocalModels> log
    )
    {
        (_dataset, _cache, _options, _lifetime) = (dataset, cache, options.Value, lifetime);
        (_metrics, _log) = (metrics, log);
        _loaded = new(Load, _options.Models);
    }

    /// <summary>Whether this can only be a model's content hash, alone or after its name and '@'.</summary>
    public static bool IsVersion(string model) =>
        model.Split('@')[^1] is { Length: 64 } hash && hash.All(char.IsAsciiHexDigitLower);

    /// <summary>Loads the model; it stays loaded until the lease is disposed.</summary>
    /// <param name="wanted">Name or content hash; null: the model that the settings name.</param>
    /// <param name="cancellationToken">Cancels the wait.</param>
    /// <exception cref="UnusableModelException">
    /// The model does not exist or cannot be used; the message says why.
    /// </exception>
    public async Task<LoadedModels<LocalModel>.Lease> Get(string? wanted, CancellationToken cancellationToken) =>
        // A command may name a registered model, but not a directory of this machine.
        wanted is null
        && _options.Directory is { } directory
            ? await _loaded.Get(directory, cancellationToken)
            : await _loaded.Get(await Version(wanted ?? _options.LanguageModel!, cancellationToken), cancellationToken);

    public void Dispose() => _loaded.Dispose();

    private async Task<string> Version(string wanted, CancellationToken cancellationToken)
    {
        if (IsVersion(wanted))
        {
            return wanted[^64..];
        }

        try
        {
            return (await _dataset.GetModel(wanted, "language", cancellationToken)).Version;
        }
        catch (ApiException e) when (e.StatusCode == HttpStatusCode.NotFound)
        {
            throw new UnusableModelException(
                $"There is no language model '{wanted}' (Generator:LanguageModel, or sampling.model of the job): ./platform models "
                    + "shows what there is.",
                e
            );
        }
    }

    private async Task<LocalModel> Load(string versionOrDirectory)
    {
        var directory = IsVersion(versionOrDirectory)
            ? await _cache.Get(versionOrDirectory, _lifetime.ApplicationStopping)
            : versionOrDirectory;
        try
        {
            var version = ModelDirectory.Version(await ModelDirectory.List(directory, _lifetime.ApplicationStopping));
            var prompt = _options.PromptTemplate.Replace(Prompt.Slot, SequenceTemplate.Statement);
            var model = LanguageModel.Load(directory, new(_options.Provider, _options.Threads, prompt));
            Log.Loaded(_log, model.Name, version, model.Runs, model.Type);
            if (model.Fallback is { } reason)
            {
                Log.Fallback(_log, model.Name, reason);
            }

            return new LocalModel(model, version, _options, _metrics);
        }
        catch (Exception e) when (e is InvalidDataException or InvalidOperationException or UnavailableModelException)
        {
            throw new UnusableModelException(e.Message, e);
        }
    }
}
