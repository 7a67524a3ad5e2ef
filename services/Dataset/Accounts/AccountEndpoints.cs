using Platform.Contracts;
using Platform.Dataset.Api;
using Platform.Dataset.Storage;
using Platform.ServiceDefaults.Access;

namespace Platform.Dataset.Accounts;

/// <summary>
/// HTTP endpoints with which the Workbench stores its accounts. They hold hashes of passwords, so no token opens them, not
/// even an administrator's.
/// </summary>
internal static class AccountEndpoints
{
    public static WebApplication MapAccounts(this WebApplication app)
    {
        var accounts = app.MapGroup("/accounts").RequireAuthorization(AccessSetup.Installation);
        accounts
            .MapGet("", (AccountStore store, CancellationToken c) => store.List(c))
            .WithSummary("The Workbench's accounts");
        accounts.MapPost("", Create).WithSummary("Stores a new account; 409 if there is one of its name");
        accounts.MapGet("/{name}", Find).WithSummary("An account by its name");
        accounts
            .MapPut("/{name}", Update)
            .WithSummary("Stores a changed account; 409 if its revision is not the one that was changed");
        accounts.MapDelete("/{name}", Delete).WithSummary("Deletes an account with its tokens; its labels remain");
        accounts
            .MapGet("/{name}/logins", (string name, AccountStore store, CancellationToken c) => store.Logins(name, c))
            .WithSummary("The sign-ins of OpenID providers that belong to an account");

        var links = app.MapGroup("/account-links").RequireAuthorization(AccessSetup.Installation);
        links.MapGet("/{sha256}", OfLink).WithSummary("The account whose unused sign-in link has this hash");

        var logins = app.MapGroup("/account-logins").RequireAuthorization(AccessSetup.Installation);
        logins.MapGet("", OfLogin).WithSummary("The account of a provider's subject");
        logins.MapPut("", AddLogin).WithSummary("Adds a sign-in of a provider to an account");
        logins.MapDelete("", RemoveLogin).WithSummary("Removes a sign-in of a provider from its account");
        return app;
    }

    private static async Task<IResult> Create(StoredAccount account, AccountStore store, CancellationToken c) =>
        WhyNot(account) is { } reason ? Refusal.Invalid(reason)
        : await store.Create(account, c) ? Results.NoContent()
        : Results.Problem($"There is an account '{account.Name}' already.", statusCode: StatusCodes.Status409Conflict);

    private static async Task<IResult> Find(string name, bool? anyCase, AccountStore store, CancellationToken c) =>
        Found(await store.Find(name, anyCase ?? false, c), $"There is no account '{name}'.");

    private static async Task<IResult> Update(
        string name,
        string revision,
        StoredAccount account,
        AccountStore store,
        CancellationToken c
    )
    {
        if ((WhyNot(account) ?? (account.Name == name ? null : "name: an account keeps its name.")) is { } reason)
        {
            return Refusal.Invalid(reason);
        }

        return await store.Update(account, revision, c)
            ? Results.NoContent()
            : Results.Problem(
                $"The account '{name}' was changed or deleted in the meantime; read it again.",
                statusCode: StatusCodes.Status409Conflict
            );
    }

    private static async Task<IResult> Delete(string name, AccountStore store, CancellationToken c) =>
        await store.Delete(name, c) ? Results.NoContent() : Refusal.NotFound($"There is no account '{name}'.");

    private static async Task<IResult> OfLink(string sha256, AccountStore store, CancellationToken c) =>
        Found(await store.OfLink(sha256, c), "There is no unused link with this hash.");

    private static async Task<IResult> OfLogin(string provider, string key, AccountStore store, CancellationToken c) =>
        Found(await store.OfLogin(provider, key, c), $"No account belongs to '{key}' of {provider}.");

    private static async Task<IResult> AddLogin(StoredLogin login, AccountStore store, CancellationToken c) =>
        Storable.Reason([login.Provider, login.Key]) is { } reason ? Refusal.Invalid(reason)
        : await store.AddLogin(login, c) ? Results.NoContent()
        : Results.Problem(
            $"This sign-in belongs to another account, or there is no account '{login.Account}'.",
            statusCode: StatusCodes.Status409Conflict
        );

    private static async Task<IResult> RemoveLogin(
        string provider,
        string key,
        AccountStore store,
        CancellationToken c
    ) =>
        await store.RemoveLogin(provider, key, c)
            ? Results.NoContent()
            : Refusal.NotFound($"No account belongs to '{key}' of {provider}.");

    private static IResult Found(StoredAccount? account, string detail) =>
        account is null ? Refusal.NotFound(detail) : Results.Ok(account);

    private static string? WhyNot(StoredAccount account) =>
        !Names.IsValid(account.Name) ? $"name: '{account.Name}' is not a valid name; use {Names.Rule}."
        : !AccountRole.All.Contains(account.Role)
            ? $"role: '{account.Role}' is unknown; give {string.Join(", ", AccountRole.All)}."
        : null;
}
