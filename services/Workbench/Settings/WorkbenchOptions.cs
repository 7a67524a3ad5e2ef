using System.ComponentModel.DataAnnotations;

namespace Platform.Workbench.Settings;

/// <summary>Settings of the section <c>Workbench</c> (environment: <c>Workbench__Path</c> and so on).</summary>
internal sealed class WorkbenchOptions
{
    /// <summary>Folder of the accounts, of the keys that protect cookies, and of the administrator's link.</summary>
    [Required(ErrorMessage = "Workbench__Path is not set: name a folder for accounts and keys.")]
    public required string Path { get; init; }

    /// <summary>Address at which browsers reach this service; without it, links begin at the root: <c>/sign-in</c>.</summary>
    public Uri? PublicUrl { get; init; }

    /// <summary>How long a sign-in link can be used.</summary>
    [Range(typeof(TimeSpan), "00:01:00", "365.00:00:00")]
    public TimeSpan LinkLifetime { get; init; } = TimeSpan.FromDays(7);

    /// <summary>How long a browser stays signed in without a request.</summary>
    [Range(typeof(TimeSpan), "00:01:00", "365.00:00:00")]
    public TimeSpan SessionLifetime { get; init; } = TimeSpan.FromDays(30);

    /// <summary>How often the state of jobs is read for browsers that show it.</summary>
    [Range(typeof(TimeSpan), "00:00:00.1", "00:01:00")]
    public TimeSpan Refresh { get; init; } = TimeSpan.FromSeconds(1);
}
