using System.Security.Claims;
using Platform.ServiceDefaults.Access;

namespace Platform.Gateway.Limits;

/// <summary>Whose limits a request has.</summary>
internal static class LimitedKey
{
    /// <summary>
    /// Name of the request's key; null for the installation itself, which the Workbench asks for and which has no limits.
    /// </summary>
    public static string? Of(ClaimsPrincipal user) =>
        user.Identity is { IsAuthenticated: true, Name: { } name } && !user.IsInstallation() ? name : null;
}
