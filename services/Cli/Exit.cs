namespace Platform.Cli;

/// <summary>Exit codes, the same for every verb.</summary>
internal static class Exit
{
    public const int Ok = 0;
    public const int Failed = 1;
    public const int Rejected = 2;
    public const int Unreachable = 3;
    public const int Interrupted = 130;

    public const string Help = """
        Exit codes:
          0    done
          1    failed; also: lines that could not be read (the rest is done),
               a reward model that could not score a single solution, a job
               that was cancelled
          2    rejected by the platform, or wrong usage
          3    the platform is not running or does not answer
          130  interrupted (Ctrl-C); a submitted job goes on
        """;
}

/// <summary>Ends the command with a sentence for the user; no stack trace is shown.</summary>
internal sealed class CommandFailed(int exitCode, string message, Exception? inner = null) : Exception(message, inner)
{
    public int ExitCode { get; } = exitCode;
}
