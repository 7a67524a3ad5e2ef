using Microsoft.AspNetCore.Http.HttpResults;
using Microsoft.AspNetCore.Identity;
using Platform.DatasetClient;
using Platform.Workbench.Pages;
using Platform.Workbench.SignIn;

namespace Platform.Workbench.Endpoints;

/// <summary>Renders the pages of accounts, and applies what they change.</summary>
internal sealed class People(
    IHttpContextAccessor http,
    AccountManager accounts,
    IAccountsApi api,
    IDatasetApi dataset,
    TimeProvider time,
    ILogger<People> log
)
{
    private string Administrator => http.HttpContext!.User.Identity!.Name!;

    /// <summary>The page of all accounts.</summary>
    public async Task<IResult> All(
        CancellationToken cancellationToken,
        (string Name, string Url)? link = null,
        string? error = null
    ) =>
        new RazorComponentResult<PeoplePage>(
            new
            {
                All = await api.GetAccounts(cancellationToken),
                Link = link,
                Error = error,
                Rounds = await dataset.GetRounds(cancellationToken),
                People = await dataset.GetLabellers(cancellationToken),
                Now = time.GetUtcNow(),
            }
        )
        {
            StatusCode = error is null ? StatusCodes.Status200OK : StatusCodes.Status400BadRequest,
        };

    /// <summary>The page of one account, with a new link or with what did not work.</summary>
    public async Task<IResult> One(
        string name,
        CancellationToken cancellationToken,
        string? link = null,
        IdentityResult? result = null,
        string? error = null
    )
    {
        if (await accounts.FindByIdAsync(name) is not { } account)
        {
            return MessagePage.Of(
                StatusCodes.Status404NotFound,
                "Not found",
                $"There is no account '{name}'. The page People lists them."
            );
        }

        error ??= result is { Succeeded: false } ? SignInEndpoints.Sentences(result) : null;
        return new RazorComponentResult<PersonPage>(
            new
            {
                Of = account.Stored,
                Link = link,
                Error = error,
                Tokens = await dataset.GetTokens(cancellationToken, name),
                Connected = (await accounts.GetLoginsAsync(account)).Count > 0,
                Fixed = WhyNot(name),
                Now = time.GetUtcNow(),
            }
        )
        {
            StatusCode = error is null ? StatusCodes.Status200OK : StatusCodes.Status400BadRequest,
        };
    }

    /// <summary>Changes an account and shows its page, or another one.</summary>
    /// <param name="name">Name of the account.</param>
    /// <param name="what">What is changed, for the log.</param>
    /// <param name="change">Changes it.</param>
    /// <param name="cancellationToken">Cancels the request.</param>
    /// <param name="restricting">True if the account can do less afterwards.</param>
    /// <param name="next">Address of the page that is shown; null: the account's page.</param>
    public async Task<IResult> Change(
        string name,
        string what,
        Func<Account, Task<IdentityResult>> change,
        CancellationToken cancellationToken,
        bool restricting = false,
        string? next = null
    )
    {
        if (restricting && WhyNot(name) is { } reason)
        {
            return await One(name, cancellationToken, error: reason);
        }

        if (await accounts.FindByIdAsync(name) is not { } account)
        {
            return await One(name, cancellationToken);
        }

        var result = await change(account);
        Report(name, what, result);
        return result.Succeeded
            ? Results.LocalRedirect(next ?? $"/people/{name}")
            : await One(name, cancellationToken, result: result);
    }

    /// <summary>Makes a link for an account and shows it on the account's page.</summary>
    /// <param name="name">Name of the account.</param>
    /// <param name="what">What is changed, for the log.</param>
    /// <param name="make">Makes the link; null with what is wrong.</param>
    /// <param name="cancellationToken">Cancels the request.</param>
    public async Task<IResult> MakeLink(
        string name,
        string what,
        Func<Account, Task<(string? Link, IdentityResult Result)>> make,
        CancellationToken cancellationToken
    )
    {
        if (await accounts.FindByIdAsync(name) is not { } account)
        {
            return await One(name, cancellationToken);
        }

        var (link, result) = await make(account);
        Report(name, what, result);
        return await One(name, cancellationToken, link, result);
    }

    /// <summary>Why an account keeps its role and cannot be disabled or removed; null if it can.</summary>
    public string? WhyNot(string name) =>
        name == AdministratorLink.Name ? "The first administrator's account is the way in after a lost password."
        : name == Administrator ? "Another administrator has to restrict your account."
        : null;

    public void Report(string name, string what, IdentityResult result)
    {
        if (result.Succeeded)
        {
            log.AccountChanged(Administrator, name, what);
        }
    }
}
