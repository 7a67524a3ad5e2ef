using System.Net.Http.Headers;
using System.Security.Claims;
using System.Security.Cryptography;
using System.Text;
using System.Text.Encodings.Web;
using Microsoft.AspNetCore.Authentication;
using Microsoft.AspNetCore.Http;
using Microsoft.Extensions.DependencyInjection;
using Microsoft.Extensions.Logging;
using Microsoft.Extensions.Options;
using Platform.Contracts;

namespace Platform.ServiceDefaults.Access;

/// <summary>
/// Authenticates <c>Authorization: Bearer TOKEN</c>, and <c>Basic</c> with the token as the password, which browsers and
/// <c>curl -u</c> can send. A token is the installation's credential or, where the service has them, a personal access token.
/// </summary>
internal sealed class AccessHandler(
    IOptionsMonitor<AuthenticationSchemeOptions> schemes,
    IOptions<AccessOptions> options,
    IOptions<AccessRefusal> refusal,
    ILoggerFactory logs,
    UrlEncoder encoder
) : AuthenticationHandler<AuthenticationSchemeOptions>(schemes, logs, encoder)
{
    /// <summary>Name of the scheme.</summary>
    public const string Name = "Access";

    protected override async Task<AuthenticateResult> HandleAuthenticateAsync()
    {
        if (!AuthenticationHeaderValue.TryParse(Request.Headers.Authorization, out var header))
        {
            return AuthenticateResult.NoResult();
        }

        if (Token(header) is not { Length: > 0 } token)
        {
            return AuthenticateResult.Fail("no token");
        }

        bool installation = IsCredential(token);
        var grant = installation ? new AccessGrant("installation", AccessScope.Administer) : await Personal(token);
        return grant is null
            ? AuthenticateResult.Fail("unknown token")
            : AuthenticateResult.Success(new(new ClaimsPrincipal(AccessClaims.Identity(grant, installation)), Name));
    }

    protected override Task HandleChallengeAsync(AuthenticationProperties properties)
    {
        Response.Headers.WWWAuthenticate = "Bearer, Basic realm=\"Platform: give a token as the password\"";
        return Refuse(
            StatusCodes.Status401Unauthorized,
            Request.Headers.Authorization.Count > 0
                ? "The token is unknown, expired or revoked: make one with ./platform tokens create NAME."
                : "This needs a token: send 'Authorization: Bearer TOKEN'. ./platform tokens create NAME makes one."
        );
    }

    protected override Task HandleForbiddenAsync(AuthenticationProperties properties) =>
        Refuse(
            StatusCodes.Status403Forbidden,
            $"What the token allows, {Context.User.FindFirstValue(AccessClaims.Scope)}, does not include this; the scopes are {string.Join(", ", AccessScope.All)}, and the role of a token's account limits them."
        );

    private Task Refuse(int status, string detail)
    {
        Response.StatusCode = status;
        return refusal.Value.Result(status, detail).ExecuteAsync(Context);
    }

    private static string? Token(AuthenticationHeaderValue header)
    {
        if (string.Equals(header.Scheme, "Bearer", StringComparison.OrdinalIgnoreCase))
        {
            return header.Parameter;
        }

        var pair = new byte[header.Parameter?.Length ?? 0];
        return
            string.Equals(header.Scheme, "Basic", StringComparison.OrdinalIgnoreCase)
            && Convert.TryFromBase64String(header.Parameter ?? "", pair, out var length)
            && Encoding.UTF8.GetString(pair, 0, length) is var text
            && text.IndexOf(':') is >= 0 and var colon
            ? text[(colon + 1)..]
            : null;
    }

    /// <summary>Compares hashes, so that the time tells nothing about the credential.</summary>
    private bool IsCredential(string token) =>
        options.Value.Credential.Length > 0
        && CryptographicOperations.FixedTimeEquals(
            SHA256.HashData(Encoding.UTF8.GetBytes(token)),
            SHA256.HashData(Encoding.UTF8.GetBytes(options.Value.Credential))
        );

    private async Task<AccessGrant?> Personal(string token) =>
        Context.RequestServices.GetService<IAccessTokens>() is { } tokens
            ? await tokens.Find(token, Context.RequestAborted)
            : null;
}
