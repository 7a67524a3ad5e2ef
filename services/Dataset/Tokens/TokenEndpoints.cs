using System.Security.Claims;
using Platform.Contracts;
using Platform.Dataset.Accounts;
using Platform.Dataset.Api;
using Platform.ServiceDefaults.Access;

namespace Platform.Dataset.Tokens;

/// <summary>HTTP endpoints for personal access tokens, for administrators.</summary>
internal static class TokenEndpoints
{
    private const int MostDays = 3650;
    private const int UsualDays = 90;

    public static WebApplication MapTokens(this WebApplication app)
    {
        var tokens = app.MapGroup("/tokens").RequireAuthorization(AccessSetup.Administration);
        tokens
            .MapGet("", (string? owner, TokenStore store, CancellationToken c) => store.List(owner, c))
            .WithSummary("The personal access tokens, without their texts; owner: those of an account");
        tokens.MapPost("", Create).WithSummary("Makes a personal access token; its text is in this response only");
        tokens
            .MapDelete("/{id:guid}", Revoke)
            .WithSummary("Revokes a token at once; owner: only if it belongs to this account");
        app.MapGet("/access", Access).WithSummary("What the token of this request allows");
        return app;
    }

    private static async Task<IResult> Create(
        CreateToken request,
        ClaimsPrincipal user,
        TokenStore store,
        AccountStore accounts,
        CancellationToken cancellationToken
    )
    {
        var scope = request.Scope ?? AccessScope.Write;
        var days = request.Days ?? UsualDays;
        // A token without an owner would outlive the account of the token that made it.
        var owner = user.TokenOwner() ?? request.Owner;
        if (!Names.IsValid(request.Name))
        {
            return Refusal.Invalid($"name: '{request.Name}' is not a valid name; use {Names.Rule}.");
        }

        if (!AccessScope.All.Contains(scope))
        {
            return Refusal.Invalid($"scope: '{scope}' is unknown; give {string.Join(", ", AccessScope.All)}.");
        }

        if (days is < 1 or > MostDays)
        {
            return Refusal.Invalid($"days: {days} is not within 1 to {MostDays}.");
        }

        if (await WhyNot(owner, scope, accounts, cancellationToken) is { } reason)
        {
            return Refusal.Invalid(reason);
        }

        return await store.Create(request.Name, scope, owner, TimeSpan.FromDays(days), cancellationToken) is { } created
            ? Results.Ok(created)
            : Refusal.Invalid(
                $"name: there is a token '{request.Name}' already; revoke it first (./platform tokens revoke {request.Name}), or give another name."
            );
    }

    private static TokenAccess Access(ClaimsPrincipal user) =>
        new(user.Identity!.Name!, user.TokenScope(), user.TokenOwner());

    /// <summary>Why an account cannot own a token with this scope; null if it can.</summary>
    private static async Task<string?> WhyNot(
        string? owner,
        string scope,
        AccountStore accounts,
        CancellationToken cancellationToken
    )
    {
        if (owner is null)
        {
            return AccessScope.ActsAsOwner(scope)
                ? $"owner: missing; a token with the scope {scope} acts as its owner, an account of the Workbench."
                : null;
        }

        return await accounts.Find(owner, anyCase: false, cancellationToken) switch
        {
            null => $"owner: there is no account '{owner}'; the Workbench's page People lists them.",
            { Disabled: true } => $"owner: the account '{owner}' is disabled.",
            { Role: var role } when !AccessScope.Includes(AccountRole.LargestScope(role), scope) =>
                $"scope: '{scope}' is more than the role of '{owner}' allows; a token of a {role} has at most the scope {AccountRole.LargestScope(role)}.",
            _ => null,
        };
    }

    private static async Task<IResult> Revoke(
        Guid id,
        string? owner,
        TokenStore store,
        CancellationToken cancellationToken
    ) =>
        await store.Revoke(id, owner, cancellationToken)
            ? Results.NoContent()
            : Refusal.NotFound($"There is no token {id}; GET /tokens lists them.");
}
