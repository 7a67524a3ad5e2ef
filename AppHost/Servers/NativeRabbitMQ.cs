using System.Net;
using System.Net.Sockets;
using System.Security.Cryptography;
using Microsoft.Extensions.DependencyInjection;
using Microsoft.Extensions.Diagnostics.HealthChecks;
using Platform.AppHost.Running;
using RabbitMQ.Client;
using RabbitMQ.Client.Exceptions;

namespace Platform.AppHost.Servers;

internal static class NativeRabbitMQ
{
    private const string Server = "/usr/lib/rabbitmq/bin/rabbitmq-server";

    public static async Task<IResourceBuilder<NativeRabbitMQResource>> AddNativeRabbitMQ(
        this IDistributedApplicationBuilder builder,
        string name,
        RunFolder run,
        IResourceBuilder<ParameterResource> user,
        IResourceBuilder<ParameterResource> password,
        CancellationToken cancellationToken = default
    )
    {
        if (!File.Exists(Server))
        {
            throw new DistributedApplicationException(
                $"RabbitMQ is not installed ({Server} is missing): ./platform setup"
            );
        }
        string home = await ServerUser.Home(run, name, cancellationToken);
        // With the management plugin, a clean stop waits 5 s for a statistics handler, long after the stores are closed.
        // Durable data survives a kill.
        string[] command = NativeServerResource.Below("TERM", "2.5", Server);
        var resource = new NativeRabbitMQResource(name, command[0], home, user.Resource, password.Resource);
        await Configure(cancellationToken);
        builder
            .Services.AddHealthChecks()
            .Add(
                new HealthCheckRegistration(
                    name,
                    services => new BrokerCheck(
                        resource,
                        password.Resource.Name,
                        services.GetRequiredService<Failure>()
                    ),
                    null,
                    null
                )
            );
        return builder
            .AddResource(resource)
            .WithArgs(command[1..])
            .WithEndpoint(port: run.Port($"{name}/tcp"), name: "tcp", scheme: "amqp", isProxied: false)
            .WithEndpoint(port: run.Port($"{name}/management"), name: "management", scheme: "http", isProxied: false)
            .WithUrlForEndpoint("management", url => url.DisplayText = "Management")
            .WithEnvironment("ERL_EPMD_PORT", PortOf("epmd"))
            .WithEnvironment("ERL_EPMD_ADDRESS", "127.0.0.1")
            .WithEnvironment("HOME", home)
            .WithEnvironment("LC_ALL", "C.UTF-8")
            .WithEnvironment("RABBITMQ_CONF_ENV_FILE", "/dev/null")
            .WithEnvironment("RABBITMQ_NODENAME", $"{name}@localhost")
            .WithEnvironment("RABBITMQ_DIST_PORT", PortOf("distribution"))
            .WithEnvironment("RABBITMQ_MNESIA_BASE", Path.Combine(home, "mnesia"))
            .WithEnvironment("RABBITMQ_LOG_BASE", Path.Combine(home, "log"))
            .WithEnvironment("RABBITMQ_ENABLED_PLUGINS_FILE", Path.Combine(home, "enabled_plugins"))
            .WithEnvironment("RABBITMQ_CONFIG_FILE", Path.Combine(home, "rabbitmq.conf"))
            .WithEnvironment("RABBITMQ_GENERATED_CONFIG_DIR", Path.Combine(home, "generated"))
            .WithEnvironment("RABBITMQ_LOG", "warning")
            // The script becomes the virtual machine, so the child process is the broker itself.
            .WithEnvironment("detached", "1")
            .WithEnvironment(
                "RABBITMQ_SERVER_ADDITIONAL_ERL_ARGS",
                $"{PlatformServers.ErlangArguments} -kernel inet_dist_use_interface {{127,0,0,1}}"
            )
            .WithIconName("BoxMultiple")
            .WithHealthCheck(name)
            .WaitFor(PortMapper());

        string PortOf(string use) => run.Port($"{name}/{use}").ToString();

        // Erlang's port mapper on its own port: a broker that finds no port mapper starts one that outlives it.
        IResourceBuilder<ExecutableResource> PortMapper()
        {
            string[] epmd = [.. ServerUser.Command, "epmd", "-address", "127.0.0.1", "-port", PortOf("epmd")];
            builder
                .Services.AddHealthChecks()
                .AddAsyncCheck($"{name}-epmd", token => Listens(run.Port($"{name}/epmd"), token));
            return builder.AddExecutable($"{name}-epmd", epmd[0], "/", epmd[1..]).WithHealthCheck($"{name}-epmd");
        }

        async Task Configure(CancellationToken cancellationToken)
        {
            string cookie = Path.Combine(home, ".erlang.cookie");
            if (!File.Exists(cookie))
            {
                // A cookie that the node generates would come from a weaker generator.
                RunFolder.WriteText(cookie, RandomNumberGenerator.GetHexString(40));
            }
            RunFolder.WriteText(Path.Combine(home, "enabled_plugins"), "[rabbitmq_management].\n");
            // The node creates the user at its first start and ignores these two lines afterwards.
            RunFolder.WriteText(
                Path.Combine(home, "rabbitmq.conf"),
                $"""
                listeners.tcp.default = 127.0.0.1:{PortOf("tcp")}
                default_user = {await user.Resource.GetValueAsync(cancellationToken)}
                default_pass = {await password.Resource.GetValueAsync(cancellationToken)}
                log.file.level = warning
                disk_free_limit.absolute = 50MB
                management.tcp.ip = 127.0.0.1
                management.tcp.port = {PortOf("management")}

                """
            );
            await ServerUser.Own(home, cancellationToken);
        }
    }

    private static async Task<HealthCheckResult> Listens(int port, CancellationToken cancellationToken)
    {
        using var socket = new Socket(SocketType.Stream, ProtocolType.Tcp);
        try
        {
            await socket.ConnectAsync(IPAddress.Loopback, port, cancellationToken);
            return HealthCheckResult.Healthy();
        }
        catch (SocketException e)
        {
            return HealthCheckResult.Unhealthy(e.Message);
        }
    }

    /// <summary>Healthy when a client can sign in.</summary>
    private sealed class BrokerCheck(NativeRabbitMQResource resource, string passwordName, Failure failure)
        : IHealthCheck
    {
        public async Task<HealthCheckResult> CheckHealthAsync(
            HealthCheckContext context,
            CancellationToken cancellationToken = default
        )
        {
            string? address = await resource.ConnectionStringExpression.GetValueAsync(cancellationToken);
            var factory = new ConnectionFactory { Uri = new(address!), AutomaticRecoveryEnabled = false };
            try
            {
                await using var connection = await factory.CreateConnectionAsync("health", cancellationToken);
                return HealthCheckResult.Healthy();
            }
            catch (BrokerUnreachableException e)
            {
                if (e.InnerException is AuthenticationFailureException)
                {
                    failure.End(
                        $"{resource.Name} refuses its password: the data in {resource.WorkingDirectory} was made with "
                            + $"another one. Give that one (--Parameters:{passwordName}=...) or delete the folder to "
                            + "start empty."
                    );
                }
                return HealthCheckResult.Unhealthy(e.Message);
            }
        }
    }
}

/// <summary>
/// RabbitMQ from the system's packages as an executable: its own data, loopback only, its own user and no guest.
/// </summary>
internal sealed class NativeRabbitMQResource(
    string name,
    string command,
    string home,
    ParameterResource user,
    ParameterResource password
) : NativeServerResource(name, command, home), IResourceWithConnectionString
{
    public EndpointReference Tcp => new(this, "tcp");

    public EndpointReference Management => new(this, "management");

    public ReferenceExpression ConnectionStringExpression =>
        ReferenceExpression.Create(
            $"amqp://{user}:{password}@{Tcp.Property(EndpointProperty.IPV4Host)}:{Tcp.Property(EndpointProperty.Port)}"
        );
}
