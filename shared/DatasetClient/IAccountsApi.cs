using Platform.Contracts;
using Refit;

namespace Platform.DatasetClient;

/// <summary>The part of Dataset's HTTP API that stores the Workbench's accounts; it needs the installation's credential.</summary>
public interface IAccountsApi
{
    [Get("/accounts")]
    Task<IReadOnlyList<StoredAccount>> GetAccounts(CancellationToken cancellationToken = default);

    /// <summary>404 if there is none; with <paramref name="anyCase"/>, the name may differ in case.</summary>
    [Get("/accounts/{name}")]
    Task<IApiResponse<StoredAccount>> GetAccount(
        string name,
        bool anyCase,
        CancellationToken cancellationToken = default
    );

    /// <summary>The account whose unused sign-in link has this hash; 404 if there is none.</summary>
    [Get("/account-links/{sha256}")]
    Task<IApiResponse<StoredAccount>> GetAccountOfLink(string sha256, CancellationToken cancellationToken = default);

    /// <summary>The account of a provider's subject; 404 if there is none.</summary>
    [Get("/account-logins")]
    Task<IApiResponse<StoredAccount>> GetAccountOfLogin(
        string provider,
        string key,
        CancellationToken cancellationToken = default
    );

    /// <summary>409 if there is an account of this name.</summary>
    [Post("/accounts")]
    Task<IApiResponse> CreateAccount([Body] StoredAccount account, CancellationToken cancellationToken = default);

    /// <summary>Stores an account in place of an earlier revision; 409 if it has another one by now.</summary>
    [Put("/accounts/{name}")]
    Task<IApiResponse> UpdateAccount(
        string name,
        string revision,
        [Body] StoredAccount account,
        CancellationToken cancellationToken = default
    );

    /// <summary>Deletes an account with its tokens.</summary>
    [Delete("/accounts/{name}")]
    Task<IApiResponse> DeleteAccount(string name, CancellationToken cancellationToken = default);

    [Get("/accounts/{name}/logins")]
    Task<IReadOnlyList<StoredLogin>> GetLogins(string name, CancellationToken cancellationToken = default);

    /// <summary>409 if the sign-in belongs to another account.</summary>
    [Put("/account-logins")]
    Task AddLogin([Body] StoredLogin login, CancellationToken cancellationToken = default);

    [Delete("/account-logins")]
    Task RemoveLogin(string provider, string key, CancellationToken cancellationToken = default);
}
