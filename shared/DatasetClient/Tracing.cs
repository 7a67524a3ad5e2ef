using System.Diagnostics;

namespace Platform.DatasetClient;

/// <summary>Keeps polling out of traces.</summary>
public static class Tracing
{
    /// <summary>
    /// A scope whose spans are not recorded, here and in the services that it calls. It is for polling loops, whose calls
    /// belong to no trace.
    /// </summary>
    public static Activity Unrecorded(string name) =>
        new Activity(name) { ActivityTraceFlags = ActivityTraceFlags.None }.Start();
}
