using System.Security.Cryptography;
using System.Text;
using Platform.AppHost.Running;

namespace Platform.AppHost.Servers;

/// <summary>Postgres and RabbitMQ: containers where an engine answers, Debian's own servers where none does.</summary>
internal static class PlatformServers
{
    /// <summary>
    /// A delivery may be held for a day (a slow completion server) instead of the broker's default of half an hour.
    /// </summary>
    public const string ErlangArguments = "-rabbit consumer_timeout 86400000";

    private const string Database = "platform";

    /// <summary>The database and the broker; both keep their data and their passwords between starts.</summary>
    public static async Task<(
        IResourceBuilder<IResourceWithConnectionString> Database,
        IResourceBuilder<IResourceWithConnectionString> Broker,
        EndpointReference Management
    )> AddServers(this IDistributedApplicationBuilder builder, RunFolder run)
    {
        var user = builder.AddParameter("server-user", builder.Configuration["Parameters:server-user"] ?? "platform");
        var postgresPassword = Password("postgres-password");
        var rabbitPassword = Password("rabbitmq-password");
        if (await ContainerEngine.RunsServers(builder.Configuration["Servers"] ?? "auto", CancellationToken.None))
        {
            string volume =
                $"platform-{Convert.ToHexStringLower(SHA256.HashData(Encoding.UTF8.GetBytes(run.Path)))[..8]}";
            var postgres = builder
                .AddPostgres("postgres", user, postgresPassword)
                .WithDataVolume($"{volume}-postgres")
                .AddDatabase(Database);
            var rabbitmq = builder
                .AddRabbitMQ("rabbitmq", user, rabbitPassword)
                .WithManagementPlugin()
                .WithDataVolume($"{volume}-rabbitmq")
                .WithEnvironment("RABBITMQ_SERVER_ADDITIONAL_ERL_ARGS", ErlangArguments);
            return (postgres, rabbitmq, rabbitmq.GetEndpoint("management"));
        }
        var database = await builder.AddNativePostgres("postgres", run, Database, user, postgresPassword);
        var broker = await builder.AddNativeRabbitMQ("rabbitmq", run, user, rabbitPassword);
        return (database, broker, broker.Resource.Management);

        IResourceBuilder<ParameterResource> Password(string name) =>
            builder.AddParameter(
                name,
                () => builder.Configuration[$"Parameters:{name}"] ?? run.Password(name),
                secret: true
            );
    }
}
