namespace Platform.AppHost.Running;

/// <summary>How long to wait before a process that ended is started again.</summary>
internal static class BackOff
{
    /// <summary>After a resource has been healthy for this long, its next failure counts as the first.</summary>
    public static readonly TimeSpan Steady = TimeSpan.FromSeconds(10);

    private const int Longest = 30;

    /// <summary>Half a second, doubled with every failure in a row, up to half a minute.</summary>
    public static TimeSpan After(int failures) =>
        TimeSpan.FromSeconds(Math.Min(Longest, 0.5 * Math.Pow(2, Math.Max(0, failures - 1))));
}
