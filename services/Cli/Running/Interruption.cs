using System.Runtime.InteropServices;

namespace Platform.Cli.Running;

/// <summary>Turns SIGINT, SIGTERM and SIGHUP into a cancellation, so that a command can stop what it started.</summary>
internal sealed class Interruption : IDisposable
{
    private readonly CancellationTokenSource _source;
    private readonly PosixSignalRegistration[] _registrations;

    public Interruption(CancellationToken cancellationToken)
    {
        _source = CancellationTokenSource.CreateLinkedTokenSource(cancellationToken);
        _registrations =
        [
            Register(PosixSignal.SIGINT, Exit.Interrupted, Child.Interrupt),
            Register(PosixSignal.SIGTERM, 143, Child.Terminate),
            Register(PosixSignal.SIGHUP, 129, Child.Terminate),
        ];
    }

    public CancellationToken Token => _source.Token;

    /// <summary>128 plus the number of the first signal.</summary>
    public int ExitCode { get; private set; } = Exit.Interrupted;

    /// <summary>What the first signal means for a child.</summary>
    public string ChildSignal { get; private set; } = Child.Interrupt;

    public void Dispose()
    {
        foreach (var registration in _registrations)
        {
            registration.Dispose();
        }

        _source.Dispose();
    }

    private PosixSignalRegistration Register(PosixSignal signal, int exitCode, string childSignal) =>
        PosixSignalRegistration.Create(
            signal,
            context =>
            {
                context.Cancel = true;
                if (Token.IsCancellationRequested)
                {
                    return;
                }

                (ExitCode, ChildSignal) = (exitCode, childSignal);
                _source.Cancel();
            }
        );
}
