using System.Text.Json;
using Microsoft.Extensions.Options;
using Platform.DatasetClient;
using Platform.Workbench.Settings;

namespace Platform.Workbench.SignIn;

/// <summary>
/// Takes over the accounts of earlier versions, which kept them in the file <c>accounts.json</c> of the service's folder.
/// Names, roles, sessions and unused links continue to work.
/// </summary>
internal sealed class AccountsFile(IAccountsApi api, IOptions<WorkbenchOptions> options, ILogger<AccountsFile> log)
{
    private static readonly JsonSerializerOptions Json = new(JsonSerializerDefaults.Web);

    /// <summary>
    /// Stores the accounts of the file that are not stored yet, and renames the file to <c>accounts.json.taken-over</c>.
    /// </summary>
    /// <exception cref="InvalidDataException">The file is damaged.</exception>
    public async Task TakeOver(CancellationToken cancellationToken)
    {
        string file = Path.Combine(options.Value.Path, "accounts.json");
        if (!File.Exists(file))
        {
            return;
        }

        var accounts = Read(file, await File.ReadAllTextAsync(file, cancellationToken));
        foreach (var (name, account) in accounts)
        {
            using var answer = await api.CreateAccount(
                new(
                    name,
                    account.Role,
                    account.Stamp,
                    AccountStore.NewRevision(),
                    account.Created,
                    LinkSha256: account.LinkSha256,
                    LinkUntil: account.LinkUntil
                ),
                cancellationToken
            );
            // A conflict: an earlier start was interrupted after it had stored this account.
            if (answer.Error is { } error && answer.StatusCode != System.Net.HttpStatusCode.Conflict)
            {
                throw error;
            }
        }

        File.Move(file, file + ".taken-over", overwrite: true);
        log.AccountsTakenOver(accounts.Count, file);
    }

    private static SortedDictionary<string, Entry> Read(string file, string text)
    {
        try
        {
            return JsonSerializer.Deserialize<SortedDictionary<string, Entry>>(text, Json) ?? [];
        }
        catch (JsonException e)
        {
            throw new InvalidDataException(
                $"{file} cannot be read ({e.Message}). Mend it, or delete it and make new links for everybody.",
                e
            );
        }
    }

    private sealed record Entry(
        string Role,
        string Stamp,
        DateTimeOffset Created,
        string? LinkSha256 = null,
        DateTimeOffset? LinkUntil = null
    );
}
