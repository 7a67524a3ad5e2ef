using System.Diagnostics;
using System.Net;
using System.Net.Sockets;
using Npgsql;
using Platform.AppHost.Servers;
using Platform.UnitTests.Dataset;

[assembly: AssemblyFixture(typeof(PostgresServer))]

namespace Platform.UnitTests.Dataset;

/// <summary>A real Postgres for SQL statements; it starts with the first database that a test class requests.</summary>
public sealed class PostgresServer : IAsyncDisposable
{
    private readonly Lazy<Task<int>> _port;
    private readonly List<Process> _processes = [];
    private readonly string _folder = Directory.CreateTempSubdirectory("postgres-test-").FullName;
    private int _databases;

    public PostgresServer() => _port = new(Start);

    /// <summary>Creates a new, empty database and returns its connection string.</summary>
    public async Task<string> CreateDatabase()
    {
        int port = await _port.Value;
        string name = $"test_{Interlocked.Increment(ref _databases)}";
        await using var server = new NpgsqlConnection(Address(port, "postgres"));
        await server.OpenAsync();
        await using var create = new NpgsqlCommand($"create database {name}", server);
        await create.ExecuteNonQueryAsync();
        return Address(port, name);
    }

    public async ValueTask DisposeAsync()
    {
        foreach (var process in _processes)
        {
            process.Kill(entireProcessTree: true);
            await process.WaitForExitAsync();
            process.Dispose();
        }
        Directory.Delete(_folder, recursive: true);
    }

    private static string Address(int port, string database) =>
        $"Host=127.0.0.1;Port={port};Username=test;Database={database};Include Error Detail=true";

    private async Task<int> Start()
    {
        // Postgres refuses to run as root.
        File.SetUnixFileMode(_folder, UnixFileMode.UserRead | UnixFileMode.UserWrite | UnixFileMode.UserExecute);
        await ServerUser.Own(_folder, CancellationToken.None);
        string data = Path.Combine(_folder, "data");
        string programs = NativePostgres.Programs(_folder, data);
        await Tool.Run(
            "Making a database",
            [
                .. (string[])[.. ServerUser.Command, "env", $"HOME={_folder}", "LC_ALL=C.UTF-8"],
                .. (string[])[Path.Combine(programs, "initdb"), "-D", data, "-U", "test", "--auth=trust", "-E", "UTF8"],
                .. (string[])["--locale=C.UTF-8", "--no-sync", "--no-instructions"],
            ],
            CancellationToken.None
        );
        int port = FreePort();
        string[] command =
        [
            .. (string[])[.. ServerUser.Command, Path.Combine(programs, "postgres"), "-D", data],
            // Every test has a database with connections of its own.
            .. (string[])["-h", "127.0.0.1", "-p", $"{port}", "-k", "", "-c", "fsync=off", "-c", "max_connections=500"],
        ];
        var start = new ProcessStartInfo(command[0], command[1..])
        {
            WorkingDirectory = "/",
            RedirectStandardError = true,
            RedirectStandardOutput = true,
        };
        var process = Process.Start(start)!;
        process.BeginErrorReadLine();
        process.BeginOutputReadLine();
        _processes.Add(process);
        while (!await Answers(port))
        {
            Assert.False(process.HasExited, "Postgres ended");
            await Task.Delay(50);
        }
        return port;
    }

    private static async Task<bool> Answers(int port)
    {
        try
        {
            await using var connection = new NpgsqlConnection(Address(port, "postgres") + ";Pooling=false");
            await connection.OpenAsync();
            return true;
        }
        catch (NpgsqlException)
        {
            return false;
        }
    }

    private static int FreePort()
    {
        using var listener = new TcpListener(IPAddress.Loopback, 0);
        listener.Start();
        return ((IPEndPoint)listener.LocalEndpoint).Port;
    }
}
