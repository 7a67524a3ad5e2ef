using System.Net;
using System.Security.Cryptography;
using System.Text;
using Microsoft.Extensions.Caching.Memory;
using Microsoft.Extensions.Options;
using Platform.Contracts;
using Platform.DatasetClient;
using Platform.Gateway.Settings;
using Platform.ServiceDefaults.Access;
using Refit;

namespace Platform.Gateway.Upstream;

/// <summary>The platform's personal access tokens, which Dataset knows. Only their hashes are remembered here.</summary>
internal sealed class PlatformKeys(IDatasetApi dataset, IMemoryCache cache, IOptions<GatewayOptions> options)
    : IAccessTokens
{
    public Task<AccessGrant?> Find(string token, CancellationToken cancellationToken) =>
        cache.Remember(
            ("key", Convert.ToHexString(SHA256.HashData(Encoding.UTF8.GetBytes(token)))),
            options.Value.KeyLifetime,
            () => Ask(token, cancellationToken)
        );

    private async Task<AccessGrant?> Ask(string token, CancellationToken cancellationToken)
    {
        try
        {
            var access = await dataset.GetAccess($"Bearer {token}", cancellationToken);
            // Tokens of two accounts may have the same name.
            string name = access.Owner is { } owner ? $"{owner}/{access.Name}" : access.Name;
            return new(name, access.Scope, access.Owner);
        }
        catch (ApiException e) when (e.StatusCode == HttpStatusCode.Unauthorized)
        {
            return null;
        }
        catch (ApiException e) when (e.StatusCode == HttpStatusCode.Forbidden)
        {
            // A valid token that may not even read, such as a labeller's.
            return new("token", AccessScope.None);
        }
        catch (FormatException)
        {
            // It has characters that no header can have.
            return null;
        }
    }
}
