using System.Security.Cryptography;
using System.Text;
using System.Text.Json;
using Microsoft.Extensions.Options;
using Platform.Workbench.Settings;

namespace Platform.Workbench.SignIn;

/// <summary>The accounts, in a file that only its owner can read. Tokens of links are stored as hashes.</summary>
internal sealed class Accounts
{
    private static readonly JsonSerializerOptions Json = new(JsonSerializerDefaults.Web) { WriteIndented = true };

    private readonly Lock _lock = new();
    private readonly WorkbenchOptions _options;
    private readonly TimeProvider _time;
    private readonly string _file;
    private readonly SortedDictionary<string, Account> _accounts;

    public Accounts(IOptions<WorkbenchOptions> options, TimeProvider time)
    {
        _options = options.Value;
        _time = time;
        _file = Path.Combine(_options.Path, "accounts.json");
        _accounts = File.Exists(_file) ? Read(_file) : [];
    }

    /// <summary>The accounts by name.</summary>
    public IReadOnlyList<(string Name, Account Account)> All
    {
        get
        {
            lock (_lock)
            {
                return [.. _accounts.Select(a => (a.Key, a.Value))];
            }
        }
    }

    /// <summary>Null if there is no such account.</summary>
    public Account? Find(string? name)
    {
        lock (_lock)
        {
            return name is not null && _accounts.TryGetValue(name, out var account) ? account : null;
        }
    }

    /// <summary>
    /// Makes a link for an account, and the account if there is none of this name. An earlier unused link stops working;
    /// browsers stay signed in unless the role changes.
    /// </summary>
    public string MakeLink(string name, string role)
    {
        string token = Convert.ToHexStringLower(RandomNumberGenerator.GetBytes(32));
        lock (_lock)
        {
            var now = _time.GetUtcNow();
            var account =
                _accounts.TryGetValue(name, out var known) && known.Role == role
                    ? known
                    : new Account(role, Convert.ToHexStringLower(RandomNumberGenerator.GetBytes(16)), now);
            _accounts[name] = account with { LinkSha256 = Hash(token), LinkUntil = now + _options.LinkLifetime };
            Save();
        }

        string path = $"/sign-in?token={token}";
        return _options.PublicUrl is { } url ? new Uri(url, path).ToString() : path;
    }

    /// <summary>The account whose unused link has this token; null if there is none.</summary>
    public (string Name, Account Account)? OfLink(string? token)
    {
        string hash = Hash(token ?? "");
        lock (_lock)
        {
            foreach (var (name, account) in _accounts)
            {
                if (account.LinkSha256 == hash && account.LinkUntil > _time.GetUtcNow())
                {
                    return (name, account);
                }
            }
        }

        return null;
    }

    /// <summary>Uses up a link; null if it is unknown, used or expired.</summary>
    public (string Name, Account Account)? Redeem(string? token)
    {
        lock (_lock)
        {
            if (OfLink(token) is not var (name, account))
            {
                return null;
            }

            _accounts[name] = account = account with { LinkSha256 = null, LinkUntil = null };
            Save();
            return (name, account);
        }
    }

    /// <summary>Removes an account; its browsers are signed out with their next request.</summary>
    public bool Remove(string name)
    {
        lock (_lock)
        {
            bool removed = _accounts.Remove(name);
            if (removed)
            {
                Save();
            }

            return removed;
        }
    }

    /// <exception cref="InvalidDataException">The file is damaged.</exception>
    private static SortedDictionary<string, Account> Read(string file)
    {
        try
        {
            return JsonSerializer.Deserialize<SortedDictionary<string, Account>>(File.ReadAllText(file), Json) ?? [];
        }
        catch (JsonException e)
        {
            throw new InvalidDataException(
                $"{file} cannot be read ({e.Message}). Mend it, or delete it and make new links for everybody.",
                e
            );
        }
    }

    private static string Hash(string token) =>
        Convert.ToHexStringLower(SHA256.HashData(Encoding.UTF8.GetBytes(token)));

    private void Save() => OwnerFile.Write(_file, JsonSerializer.Serialize(_accounts, Json));
}
