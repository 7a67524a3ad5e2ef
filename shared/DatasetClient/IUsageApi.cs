using Platform.Contracts;
using Refit;

namespace Platform.DatasetClient;

/// <summary>The part of Dataset's HTTP API that counts the tokens of keys; it needs the installation's credential.</summary>
public interface IUsageApi
{
    /// <summary>Adds tokens, none too, and returns all of that day.</summary>
    [Post("/usage")]
    Task<KeyUsage> AddUsage([Body] KeyUsage usage, CancellationToken cancellationToken = default);
}
