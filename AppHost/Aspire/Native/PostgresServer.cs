using System.Globalization;
using Npgsql;

namespace Aspire.Hosting.Native;

/// <summary>A private PostgreSQL of the system's packages: own data folder, loopback only, passwords only.</summary>
internal sealed class PostgresServer(PostgresServerResource resource, RunFolder run, Output output) : INativeProcess
{
    private bool _databasesCreated;
    private string _home = "";

    public string Name => resource.Name;

    public IReadOnlyDictionary<string, int> Ports => new Dictionary<string, int> { ["tcp"] = resource.Port };

    /// <summary>A fast shutdown: connections are cut, data is written.</summary>
    public Signal StopSignal => Signal.Interrupt;

    public TimeSpan Grace => TimeSpan.FromSeconds(30);

    public async Task<Command> Prepare(CancellationToken stop)
    {
        if (_home.Length == 0)
        {
            _home = await ServerUser.Home(run, Name, output, stop);
            if (!resource.KeepsData && Directory.Exists(Data))
            {
                Directory.Delete(Data, recursive: true);
            }
        }
        string programs = Programs();
        if (!Directory.Exists(Data))
        {
            await Initialise(programs, stop);
        }
        return new(
            Path.Combine(programs, "postgres"),
            ["-D", Data, "-h", "127.0.0.1", "-p", $"{resource.Port}", "-k", ""],
            _home,
            [new("HOME", _home)],
            AsServer: true,
            Signal.Interrupt
        );
    }

    public async Task<bool> IsHealthy(CancellationToken stop)
    {
        try
        {
            await using (var server = await Open("postgres", stop))
            {
                if (!_databasesCreated)
                {
                    await CreateDatabases(server, stop);
                    _databasesCreated = true;
                }
            }
            foreach (var database in resource.Databases)
            {
                await using var connection = await Open(database.Name, stop);
            }
            return true;
        }
        catch (PostgresException e) when (e.SqlState == PostgresErrorCodes.InvalidPassword)
        {
            throw new DistributedApplicationException(
                $"{Name} refuses its password: the data in {_home} was made with another one. Give that one "
                    + $"(--Parameters:{resource.Password.Name}=...) or delete the folder to begin anew."
            );
        }
    }

    private string Data => Path.Combine(_home, "data");

    /// <summary>Made elsewhere and moved when complete: an interrupted initdb leaves nothing that looks like data.</summary>
    private async Task Initialise(string programs, CancellationToken stop)
    {
        string unfinished = Data + ".new";
        string password = Path.Combine(_home, "password");
        if (Directory.Exists(unfinished))
        {
            Directory.Delete(unfinished, recursive: true);
        }
        try
        {
            RunFolder.WriteText(password, resource.Password.Value);
            await ServerUser.Own(password, stop);
            var command = new Command(
                Path.Combine(programs, "initdb"),
                [
                    .. (string[])["-D", unfinished, "-U", resource.User.Value, $"--pwfile={password}"],
                    .. (string[])["--auth=scram-sha-256", "-E", "UTF8", "--locale=C.UTF-8"],
                    .. (string[])["--no-sync", "--no-instructions"],
                ],
                _home,
                [new("HOME", _home)],
                AsServer: true,
                Signal.Kill
            );
            var (code, text) = await Tool.Run(command.ToStartInfo(), stop);
            if (code != 0)
            {
                throw new DistributedApplicationException($"{Name}: initdb failed in {_home}: {text}");
            }
            Directory.Move(unfinished, Data);
        }
        finally
        {
            File.Delete(password);
        }
    }

    /// <summary>Of the version that wrote the data, else the newest.</summary>
    private string Programs()
    {
        const string Installed = "/usr/lib/postgresql";
        string version = Path.Combine(Data, "PG_VERSION");
        string? wanted = File.Exists(version) ? File.ReadAllText(version).Trim() : null;
        string[] found = Directory.Exists(Installed) ? Directory.GetDirectories(Installed) : [];
        string? programs = found
            .Where(d => File.Exists(Path.Combine(d, "bin", "postgres")))
            .Where(d => wanted is null || Path.GetFileName(d) == wanted)
            .MaxBy(d => double.TryParse(Path.GetFileName(d), CultureInfo.InvariantCulture, out double v) ? v : 0);
        return programs is not null
            ? Path.Combine(programs, "bin")
            : throw new DistributedApplicationException(
                wanted is null
                    ? $"PostgreSQL is not installed (nothing in {Installed}): ./platform setup"
                    : $"PostgreSQL {wanted}, which wrote {_home}, is not installed: install it, or delete the folder."
            );
    }

    private async Task CreateDatabases(NpgsqlConnection server, CancellationToken stop)
    {
        foreach (var database in resource.Databases)
        {
            await using var known = new NpgsqlCommand("select 1 from pg_database where datname = $1", server);
            known.Parameters.Add(new() { Value = database.Name });
            if (await known.ExecuteScalarAsync(stop) is null)
            {
                string name = database.Name.Replace("\"", "\"\"");
                await using var create = new NpgsqlCommand($"create database \"{name}\"", server);
                await create.ExecuteNonQueryAsync(stop);
            }
        }
    }

    private async Task<NpgsqlConnection> Open(string database, CancellationToken stop)
    {
        var connection = new NpgsqlConnection(
            $"{resource.ConnectionString};Database={database};Pooling=false;Timeout=5"
        );
        await connection.OpenAsync(stop);
        return connection;
    }
}
