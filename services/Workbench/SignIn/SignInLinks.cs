using System.Security.Cryptography;
using System.Text;
using Microsoft.Extensions.Options;
using Platform.Workbench.Settings;

namespace Platform.Workbench.SignIn;

/// <summary>Links that sign a browser in, once. Their tokens have 256 random bits and are stored as hashes.</summary>
internal sealed class SignInLinks(IOptions<WorkbenchOptions> options, TimeProvider time)
{
    /// <summary>A new link: its address, the hash of its token, and when it expires.</summary>
    public (string Url, string Sha256, DateTimeOffset Until) New()
    {
        string token = Convert.ToHexStringLower(RandomNumberGenerator.GetBytes(32));
        string path = $"/sign-in?token={token}";
        string url = options.Value.PublicUrl is { } address ? new Uri(address, path).ToString() : path;
        return (url, Hash(token), time.GetUtcNow() + options.Value.LinkLifetime);
    }

    /// <summary>SHA-256 of a token, in lower-case hex.</summary>
    public static string Hash(string token) => Convert.ToHexStringLower(SHA256.HashData(Encoding.UTF8.GetBytes(token)));
}
