namespace Platform.AppHost.Servers;

/// <summary>A server from the system's packages, run below a shell that translates the orchestrator's signals.</summary>
internal abstract class NativeServerResource(string name, string command, string home)
    : ExecutableResource(name, command, home)
{
    // The death signal stops the server when this shell is killed.
    private const string Script = """
        signal=$1 grace=$2; shift 2
        setpriv --pdeathsig "$signal" "$@" & server=$!
        echo $server >"$HOME/server.pid"
        trap 'kill -s $signal $server; { sleep $grace; kill -s KILL $server; } 2>/dev/null & timer=$!' TERM INT
        code=0
        while kill -0 $server 2>/dev/null; do wait $server; code=$?; done
        [ -z "$timer" ] || kill $timer 2>/dev/null
        exit $code
        """;

    /// <summary>Process id of the server itself; null if it does not run.</summary>
    public int? ServerProcess()
    {
        string file = Path.Combine(WorkingDirectory, "server.pid");
        return File.Exists(file) && int.TryParse(File.ReadAllText(file), out int pid) ? pid : null;
    }

    /// <param name="stop">Signal of an orderly stop.</param>
    /// <param name="grace">Seconds after which the server is killed.</param>
    /// <param name="program">The server and its arguments.</param>
    /// <returns>A command that runs as the servers' user.</returns>
    protected internal static string[] Below(string stop, string grace, params string[] program) =>
        [.. ServerUser.Command, "bash", "-c", Script, Path.GetFileName(program[0]), stop, grace, .. program];
}
