using System.Globalization;
using Microsoft.Extensions.DependencyInjection;
using Microsoft.Extensions.Diagnostics.HealthChecks;
using Npgsql;
using Platform.AppHost.Running;

namespace Platform.AppHost.Servers;

internal static class NativePostgres
{
    private const string Installed = "/usr/lib/postgresql";

    /// <summary>A server with one database; both are created if they do not exist.</summary>
    public static async Task<IResourceBuilder<NativePostgresResource>> AddNativePostgres(
        this IDistributedApplicationBuilder builder,
        string name,
        RunFolder run,
        string database,
        IResourceBuilder<ParameterResource> user,
        IResourceBuilder<ParameterResource> password,
        CancellationToken cancellationToken = default
    )
    {
        string home = await ServerUser.Home(run, name, cancellationToken);
        string data = Path.Combine(home, "data");
        string programs = Programs(home, data);
        if (!Directory.Exists(data))
        {
            var (userName, secret) = (await Value(user), await Value(password));
            await Initialise(home, data, programs, userName, secret, cancellationToken);
        }
        // SIGTERM, the orchestrator's signal, makes Postgres wait for its clients; SIGINT is its fast shutdown.
        string[] command = NativeServerResource.Below(
            "INT",
            "30",
            Path.Combine(programs, "postgres"),
            "-D",
            data,
            "-h",
            "127.0.0.1",
            "-k",
            ""
        );
        var resource = new NativePostgresResource(name, command[0], home, database, user.Resource, password.Resource);
        builder
            .Services.AddHealthChecks()
            .Add(
                new HealthCheckRegistration(
                    name,
                    services => new SqlCheck(resource, password.Resource.Name, services.GetRequiredService<Failure>()),
                    null,
                    null
                )
            );
        return builder
            .AddResource(resource)
            .WithArgs(command[1..])
            .WithEndpoint(port: run.Port($"{name}/tcp"), name: "tcp", scheme: "tcp", isProxied: false)
            .WithArgs("-p", resource.Tcp.Property(EndpointProperty.TargetPort))
            .WithEnvironment("HOME", home)
            .WithEnvironment("LC_ALL", "C.UTF-8")
            .WithIconName("DatabaseMultiple")
            .WithHealthCheck(name);

        async Task<string> Value(IResourceBuilder<ParameterResource> parameter) =>
            await parameter.Resource.GetValueAsync(cancellationToken)
            ?? throw new DistributedApplicationException($"--Parameters:{parameter.Resource.Name} has no value.");
    }

    /// <summary>Folder of the programs of the version that wrote the data, else of the newest version.</summary>
    internal static string Programs(string home, string data)
    {
        string version = Path.Combine(data, "PG_VERSION");
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
                    : $"PostgreSQL {wanted}, which wrote {home}, is not installed: install it, or delete the folder."
            );
    }

    /// <summary>
    /// The data is created elsewhere and moved when complete, so an interrupted initdb leaves nothing that looks like data.
    /// </summary>
    private static async Task Initialise(
        string home,
        string data,
        string programs,
        string user,
        string password,
        CancellationToken cancellationToken
    )
    {
        string unfinished = data + ".new";
        string file = Path.Combine(home, "password");
        if (Directory.Exists(unfinished))
        {
            Directory.Delete(unfinished, recursive: true);
        }
        try
        {
            RunFolder.WriteText(file, password);
            await ServerUser.Own(file, cancellationToken);
            await Tool.Run(
                $"Making the database in {home}",
                [
                    .. (string[])[.. ServerUser.Command, "env", $"HOME={home}", "LC_ALL=C.UTF-8"],
                    .. (string[])[Path.Combine(programs, "initdb"), "-D", unfinished, "-U", user, $"--pwfile={file}"],
                    .. (string[])["--auth=scram-sha-256", "-E", "UTF8", "--locale=C.UTF-8"],
                    .. (string[])["--no-sync", "--no-instructions"],
                ],
                cancellationToken
            );
            Directory.Move(unfinished, data);
        }
        finally
        {
            File.Delete(file);
        }
    }

    /// <summary>Healthy when the database answers; creates the database first if the server is new.</summary>
    private sealed class SqlCheck(NativePostgresResource resource, string passwordName, Failure failure) : IHealthCheck
    {
        private bool _created;

        public async Task<HealthCheckResult> CheckHealthAsync(
            HealthCheckContext context,
            CancellationToken cancellationToken = default
        )
        {
            try
            {
                string? text = await resource.ConnectionStringExpression.GetValueAsync(cancellationToken);
                if (!_created)
                {
                    await Create(text!, cancellationToken);
                    _created = true;
                }
                await using var connection = await Open(text!, resource.Database, cancellationToken);
                return HealthCheckResult.Healthy();
            }
            catch (PostgresException e) when (e.SqlState == PostgresErrorCodes.InvalidPassword)
            {
                failure.End(
                    $"{resource.Name} refuses its password: the data in {resource.WorkingDirectory} was made with another "
                        + $"one. Give that one (--Parameters:{passwordName}=...) or delete the folder to start empty."
                );
                return HealthCheckResult.Unhealthy(e.MessageText);
            }
            catch (NpgsqlException e)
            {
                return HealthCheckResult.Unhealthy(e.Message);
            }
        }

        private async Task Create(string text, CancellationToken cancellationToken)
        {
            await using var server = await Open(text, "postgres", cancellationToken);
            await using var known = new NpgsqlCommand("select 1 from pg_database where datname = $1", server);
            known.Parameters.Add(new() { Value = resource.Database });
            if (await known.ExecuteScalarAsync(cancellationToken) is null)
            {
                await using var create = new NpgsqlCommand($"create database \"{resource.Database}\"", server);
                await create.ExecuteNonQueryAsync(cancellationToken);
            }
        }

        private static async Task<NpgsqlConnection> Open(
            string text,
            string database,
            CancellationToken cancellationToken
        )
        {
            var settings = new NpgsqlConnectionStringBuilder(text)
            {
                Database = database,
                Pooling = false,
                Timeout = 5,
            };
            var connection = new NpgsqlConnection(settings.ConnectionString);
            try
            {
                await connection.OpenAsync(cancellationToken);
                return connection;
            }
            catch
            {
                await connection.DisposeAsync();
                throw;
            }
        }
    }
}

/// <summary>
/// PostgreSQL from the system's packages as an executable: its own data folder, loopback only, passwords only.
/// </summary>
internal sealed class NativePostgresResource(
    string name,
    string command,
    string home,
    string database,
    ParameterResource user,
    ParameterResource password
) : NativeServerResource(name, command, home), IResourceWithConnectionString
{
    public string Database => database;

    public EndpointReference Tcp => new(this, "tcp");

    public ReferenceExpression ConnectionStringExpression =>
        ReferenceExpression.Create(
            $"Host={Tcp.Property(EndpointProperty.IPV4Host)};Port={Tcp.Property(EndpointProperty.Port)};Username={user};Password={password};Database={database}"
        );
}
