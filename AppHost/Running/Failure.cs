using Microsoft.Extensions.Hosting;

namespace Platform.AppHost.Running;

/// <summary>Ends the AppHost, and with it everything, for a reason that only a person can fix.</summary>
internal sealed class Failure(IHostApplicationLifetime lifetime, Output output)
{
    private int _ended;

    /// <summary>Prints the sentence, stops the application, and exits with 1.</summary>
    public void End(string sentence)
    {
        if (Interlocked.Exchange(ref _ended, 1) == 0)
        {
            output.Plain(sentence);
            Environment.ExitCode = 1;
            lifetime.StopApplication();
        }
    }
}
