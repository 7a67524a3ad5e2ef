using System.Diagnostics;

namespace Aspire.Hosting.Native;

internal enum Signal
{
    Interrupt = 2,
    Kill = 9,
    Terminate = 15,
}

/// <summary>What is started, and how: <paramref name="AsServer"/> as a user who is not root and with nothing inherited.</summary>
internal sealed record Command(
    string File,
    IReadOnlyList<string> Arguments,
    string Directory,
    IEnumerable<KeyValuePair<string, string>> Environment,
    bool AsServer,
    Signal WhenWeDie
)
{
    /// <summary>
    /// In a session of its own, so that Ctrl-C reaches the AppHost alone and children end in order; and with a signal for
    /// the case that the AppHost is killed.
    /// </summary>
    public ProcessStartInfo ToStartInfo()
    {
        var start = new ProcessStartInfo("setsid")
        {
            WorkingDirectory = Directory,
            RedirectStandardInput = true,
            RedirectStandardOutput = true,
            RedirectStandardError = true,
        };
        string[] user = AsServer ? ServerUser.Options : [];
        foreach (string argument in (string[])["setpriv", "--pdeathsig", Name(WhenWeDie), .. user, File, .. Arguments])
        {
            start.ArgumentList.Add(argument);
        }
        if (AsServer)
        {
            start.Environment.Clear();
            start.Environment["PATH"] = "/usr/local/sbin:/usr/local/bin:/usr/sbin:/usr/bin:/sbin:/bin";
            start.Environment["LC_ALL"] = "C.UTF-8";
        }
        foreach (var (name, value) in Environment)
        {
            start.Environment[name] = value;
        }
        return start;
    }

    private static string Name(Signal signal) =>
        signal switch
        {
            Signal.Interrupt => "INT",
            Signal.Kill => "KILL",
            _ => "TERM",
        };
}
