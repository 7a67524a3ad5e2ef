using System.Security.Claims;
using Microsoft.AspNetCore.Http.HttpResults;
using Microsoft.Extensions.Options;
using Platform.Contracts;
using Platform.DatasetClient;
using Platform.Workbench.Pages;
using Platform.Workbench.Settings;
using Platform.Workbench.SignIn;

namespace Platform.Workbench.Endpoints;

/// <summary>Renders the page of the signed-in account.</summary>
internal sealed class OwnAccount(
    IHttpContextAccessor http,
    AccountManager accounts,
    IDatasetApi dataset,
    IOptions<WorkbenchOptions> options,
    TimeProvider time
)
{
    private string Name => http.HttpContext!.User.FindFirstValue(ClaimTypes.Name)!;

    /// <summary>The account of the cookie, which was checked a moment ago.</summary>
    public async Task<Account> Account() =>
        await accounts.FindByIdAsync(Name)
        ?? throw new InvalidOperationException($"The account {Name} was removed during the request.");

    public async Task<RazorComponentResult<AccountPage>> Show(
        CancellationToken cancellationToken,
        string? error = null,
        string? done = null,
        CreatedToken? token = null
    )
    {
        var account = await Account();
        var logins = await accounts.GetLoginsAsync(account);
        return new(
            new
            {
                Of = account.Stored,
                Tokens = await dataset.GetTokens(cancellationToken, account.Name),
                Made = token,
                Error = error,
                Done = done,
                Provider = options.Value.OpenIdConnect?.Name,
                Connected = logins.Count > 0,
                options.Value.PasswordLength,
                Now = time.GetUtcNow(),
            }
        )
        {
            StatusCode = error is null ? StatusCodes.Status200OK : StatusCodes.Status400BadRequest,
        };
    }
}
