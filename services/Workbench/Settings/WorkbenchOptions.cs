using System.ComponentModel.DataAnnotations;

namespace Platform.Workbench.Settings;

/// <summary>Settings of the section <c>Workbench</c> (environment: <c>Workbench__Path</c> and so on).</summary>
internal sealed class WorkbenchOptions
{
    /// <summary>Folder of the keys that protect cookies, and of the administrator's link.</summary>
    [Required(ErrorMessage = "Workbench__Path is not set: name a folder for keys and the administrator's link.")]
    public required string Path { get; init; }

    /// <summary>Address at which browsers reach this service; without it, links begin at the root: <c>/sign-in</c>.</summary>
    public Uri? PublicUrl { get; init; }

    /// <summary>How long a sign-in link can be used.</summary>
    [Range(typeof(TimeSpan), "00:01:00", "365.00:00:00")]
    public TimeSpan LinkLifetime { get; init; } = TimeSpan.FromDays(7);

    /// <summary>How long a browser stays signed in without a request.</summary>
    [Range(typeof(TimeSpan), "00:01:00", "365.00:00:00")]
    public TimeSpan SessionLifetime { get; init; } = TimeSpan.FromDays(30);

    /// <summary>Fewest characters of a password.</summary>
    [Range(8, 128)]
    public int PasswordLength { get; init; } = 10;

    /// <summary>Failed sign-ins after which an account is locked.</summary>
    [Range(1, 100)]
    public int MostFailures { get; init; } = 5;

    /// <summary>How long an account is locked after too many failed sign-ins.</summary>
    [Range(typeof(TimeSpan), "00:00:01", "365.00:00:00")]
    public TimeSpan LockTime { get; init; } = TimeSpan.FromMinutes(15);

    /// <summary>Sign-ins that one network address may try in a minute.</summary>
    [Range(1, 100_000)]
    public int SignInsPerMinute { get; init; } = 30;

    /// <summary>Signing in with an OpenID provider; null if none is configured.</summary>
    public OpenIdOptions? OpenIdConnect { get; init; }

    /// <summary>How often the state of jobs is read for browsers that show it.</summary>
    [Range(typeof(TimeSpan), "00:00:00.1", "00:01:00")]
    public TimeSpan Refresh { get; init; } = TimeSpan.FromSeconds(1);
}
