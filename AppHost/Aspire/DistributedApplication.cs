using System.Runtime.InteropServices;
using Aspire.Hosting.Native;

namespace Aspire.Hosting;

/// <summary>Where Aspire cannot be had: runs the model as processes of this machine, until Ctrl-C or SIGTERM.</summary>
public sealed class DistributedApplication
{
    private readonly DistributedApplicationBuilder _builder;

    internal DistributedApplication(DistributedApplicationBuilder builder) => _builder = builder;

    public static IDistributedApplicationBuilder CreateBuilder(string[] args) =>
        new DistributedApplicationBuilder(args);

    /// <summary>
    /// Setting <c>StopWithInput=true</c>: the end of standard input stops it too, so that it ends with a test runner that
    /// was killed.
    /// </summary>
    public void Run()
    {
        var stop = new CancellationTokenSource();
        void Stop(PosixSignalContext signal)
        {
            signal.Cancel = true;
            stop.Cancel();
        }
        using var interrupt = PosixSignalRegistration.Create(PosixSignal.SIGINT, Stop);
        using var terminate = PosixSignalRegistration.Create(PosixSignal.SIGTERM, Stop);
        using var hangUp = PosixSignalRegistration.Create(PosixSignal.SIGHUP, Stop);
        if (_builder.Configuration["StopWithInput"] == "true")
        {
            new Thread(StopWithInput) { IsBackground = true }.Start();
        }
        void StopWithInput()
        {
            while (Console.In.Read() >= 0) { }
            stop.Cancel();
        }
        try
        {
            RunAsync(stop.Token).GetAwaiter().GetResult();
        }
        catch (DistributedApplicationException e)
        {
            Console.Error.WriteLine(e.Message);
            Environment.ExitCode = 1;
        }
    }

    /// <summary>Returns when <paramref name="stop"/> is cancelled and everything has ended.</summary>
    internal Task RunAsync(CancellationToken stop, Action? whenReady = null, TextWriter? output = null) =>
        new NativePlatform(_builder, TimeProvider.System, new Output(output ?? Console.Out)).Run(whenReady, stop);
}

/// <summary>Something the person who started the platform must mend; the message says how.</summary>
public sealed class DistributedApplicationException(string message) : Exception(message);
