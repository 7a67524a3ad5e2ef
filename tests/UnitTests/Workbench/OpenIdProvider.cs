using System.Collections.Concurrent;
using System.Security.Claims;
using System.Security.Cryptography;
using System.Text;
using Microsoft.AspNetCore.Builder;
using Microsoft.AspNetCore.Http;
using Microsoft.AspNetCore.WebUtilities;
using Microsoft.Extensions.Logging;
using Microsoft.IdentityModel.JsonWebTokens;
using Microsoft.IdentityModel.Tokens;

namespace Platform.UnitTests.Workbench;

/// <summary>
/// An OpenID provider on the loopback interface: discovery, keys, authorization code flow with PKCE, signed ID tokens. Its
/// user signs in without being asked. It can be made to misbehave.
/// </summary>
internal sealed class OpenIdProvider : IAsyncDisposable
{
    public const string ClientId = "workbench-of-tests";
    public const string ClientSecret = "secret-of-tests";

    private readonly WebApplication _app;
    private readonly RsaSecurityKey _key = new(RSA.Create(2048)) { KeyId = "one" };
    private readonly ConcurrentDictionary<string, Grant> _grants = [];

    private OpenIdProvider(WebApplication app) => _app = app;

    public string Issuer => _app.Urls.Single();

    /// <summary>The user's claims; <c>sub</c> identifies the user.</summary>
    public List<Claim> User { get; set; } = [];

    /// <summary>Changes an ID token before it is signed.</summary>
    public Action<SecurityTokenDescriptor> OnToken { get; set; } = _ => { };

    /// <summary>Answers the request for authorization with this error; null: with a code.</summary>
    public string? Error { get; set; }

    public static async Task<OpenIdProvider> Start()
    {
        var builder = WebApplication.CreateBuilder(["--urls=http://127.0.0.1:0"]);
        builder.Logging.ClearProviders();
        var provider = new OpenIdProvider(builder.Build());
        provider._app.MapGet("/.well-known/openid-configuration", provider.Discovery);
        provider._app.MapGet("/keys", provider.Keys);
        provider._app.MapGet("/authorize", provider.Authorize);
        provider._app.MapPost("/token", provider.Token);
        await provider._app.StartAsync(TestContext.Current.CancellationToken);
        return provider;
    }

    /// <summary>Signs ID tokens with a key that the provider does not publish.</summary>
    public static void SignWithAnotherKey(SecurityTokenDescriptor token) =>
        token.SigningCredentials = new(
            new RsaSecurityKey(RSA.Create(2048)) { KeyId = "one" },
            SecurityAlgorithms.RsaSha256
        );

    public async ValueTask DisposeAsync()
    {
        await _app.DisposeAsync();
        _key.Rsa.Dispose();
    }

    private IResult Discovery() =>
        Results.Json(
            new
            {
                issuer = Issuer,
                authorization_endpoint = $"{Issuer}/authorize",
                token_endpoint = $"{Issuer}/token",
                jwks_uri = $"{Issuer}/keys",
                response_types_supported = (string[])["code"],
                subject_types_supported = (string[])["public"],
                id_token_signing_alg_values_supported = (string[])["RS256"],
                code_challenge_methods_supported = (string[])["S256"],
            }
        );

    private IResult Keys()
    {
        var key = _key.Rsa.ExportParameters(includePrivateParameters: false);
        return Results.Json(
            new
            {
                keys = (object[])
                    [
                        new
                        {
                            kty = "RSA",
                            use = "sig",
                            alg = "RS256",
                            kid = _key.KeyId,
                            n = WebEncoders.Base64UrlEncode(key.Modulus!),
                            e = WebEncoders.Base64UrlEncode(key.Exponent!),
                        },
                    ],
            }
        );
    }

    private IResult Authorize(HttpRequest request)
    {
        string Query(string name) => request.Query[name].Single()!;
        if (
            Query("client_id") != ClientId
            || Query("response_type") != "code"
            || Query("code_challenge_method") != "S256"
            || !Query("scope").Split(' ').Contains("openid")
        )
        {
            return Results.BadRequest("not a request for a code with PKCE");
        }

        string target = Query("redirect_uri");
        if (Error is { } error)
        {
            return Results.Redirect(
                QueryHelpers.AddQueryString(
                    target,
                    new Dictionary<string, string?> { ["error"] = error, ["state"] = Query("state") }
                )
            );
        }

        string code = RandomNumberGenerator.GetHexString(32);
        _grants[code] = new(target, Query("nonce"), Query("code_challenge"));
        return Results.Redirect(
            QueryHelpers.AddQueryString(
                target,
                new Dictionary<string, string?> { ["code"] = code, ["state"] = Query("state") }
            )
        );
    }

    /// <summary>A code works once, for the client that asked for it, and with the verifier of its challenge.</summary>
    private async Task<IResult> Token(HttpRequest request)
    {
        var form = await request.ReadFormAsync();
        if (
            !_grants.TryRemove(form["code"].ToString(), out var grant)
            || form["grant_type"] != "authorization_code"
            || form["client_id"] != ClientId
            || form["client_secret"] != ClientSecret
            || form["redirect_uri"] != grant.RedirectUri
            || WebEncoders.Base64UrlEncode(SHA256.HashData(Encoding.ASCII.GetBytes(form["code_verifier"].ToString())))
                != grant.Challenge
        )
        {
            return Results.Json(new { error = "invalid_grant" }, statusCode: StatusCodes.Status400BadRequest);
        }

        var now = TimeProvider.System.GetUtcNow().UtcDateTime;
        var token = new SecurityTokenDescriptor
        {
            Issuer = Issuer,
            Audience = ClientId,
            IssuedAt = now,
            NotBefore = now,
            Expires = now.AddMinutes(5),
            Subject = new([.. User, new("nonce", grant.Nonce)]),
            SigningCredentials = new(_key, SecurityAlgorithms.RsaSha256),
        };
        OnToken(token);
        return Results.Json(
            new
            {
                id_token = new JsonWebTokenHandler().CreateToken(token),
                access_token = "none",
                token_type = "Bearer",
                expires_in = 300,
            }
        );
    }

    private sealed record Grant(string RedirectUri, string Nonce, string Challenge);
}
