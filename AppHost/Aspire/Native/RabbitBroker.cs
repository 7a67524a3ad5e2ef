using RabbitMQ.Client;
using RabbitMQ.Client.Exceptions;

namespace Aspire.Hosting.Native;

/// <summary>A private RabbitMQ node of the system's packages: own data, own epmd, loopback only, its own user and no guest.</summary>
internal sealed class RabbitBroker(
    RabbitMQServerResource resource,
    int distribution,
    EpmdServer epmd,
    RunFolder run,
    Output output
) : INativeProcess
{
    private const string Programs = "/usr/lib/rabbitmq/bin";
    private string _home = "";

    public string Name => resource.Name;

    public IReadOnlyDictionary<string, int> Ports =>
        new Dictionary<string, int>(resource.Endpoints.Select(e => KeyValuePair.Create(e.Name, e.Port!.Value)))
        {
            ["distribution"] = distribution,
        };

    public Signal StopSignal => Signal.Terminate;

    /// <summary>
    /// With the management plugin a clean stop waits 5 s for a statistics handler, long after the stores are closed; and
    /// what is durable survives a kill.
    /// </summary>
    public TimeSpan Grace => TimeSpan.FromSeconds(2.5);

    public async Task<Command> Prepare(CancellationToken stop)
    {
        string server = Path.Combine(Programs, "rabbitmq-server");
        if (!File.Exists(server))
        {
            throw new DistributedApplicationException(
                $"RabbitMQ is not installed ({server} is missing): ./platform setup"
            );
        }
        if (_home.Length == 0)
        {
            _home = await ServerUser.Home(run, Name, output, stop);
            if (!resource.KeepsData && Directory.Exists(Home("mnesia")))
            {
                Directory.Delete(Home("mnesia"), recursive: true);
            }
        }
        await WriteConfiguration(stop);
        return new(server, [], _home, Variables(), AsServer: true, Signal.Terminate);
    }

    public async Task<bool> IsHealthy(CancellationToken stop)
    {
        try
        {
            var factory = new ConnectionFactory
            {
                HostName = "127.0.0.1",
                Port = resource.Port,
                UserName = resource.User.Value,
                Password = resource.Password.Value,
                AutomaticRecoveryEnabled = false,
            };
            await using var connection = await factory.CreateConnectionAsync("health", stop);
            return true;
        }
        catch (BrokerUnreachableException e) when (e.InnerException is AuthenticationFailureException)
        {
            throw new DistributedApplicationException(
                $"{Name} refuses its password: the data in {_home} was made with another one. Give that one "
                    + $"(--Parameters:{resource.Password.Name}=...) or delete the folder to begin anew."
            );
        }
    }

    private string Home(string name) => Path.Combine(_home, name);

    private async Task WriteConfiguration(CancellationToken stop)
    {
        // The node's own would come from a weaker generator.
        if (!File.Exists(Home(".erlang.cookie")))
        {
            RunFolder.WriteText(
                Home(".erlang.cookie"),
                new GenerateParameterDefault { MinLength = 32, Special = false }.GetDefaultValue()
            );
            await ServerUser.Own(Home(".erlang.cookie"), stop);
        }
        string plugins = resource.Endpoints.Exists(e => e.Name == "management") ? "rabbitmq_management" : "";
        RunFolder.WriteText(Home("enabled_plugins"), $"[{plugins}].\n");
        // The user is made when the node first starts; afterwards these two lines say nothing.
        string[] lines =
        [
            $"listeners.tcp.default = 127.0.0.1:{resource.Port}",
            $"default_user = {resource.User.Value}",
            $"default_pass = {resource.Password.Value}",
            "log.file.level = warning",
            "disk_free_limit.absolute = 50MB",
            .. resource.Endpoints.Exists(e => e.Name == "management")
                ? (string[])
                    ["management.tcp.ip = 127.0.0.1", $"management.tcp.port = {resource.Endpoint("management").Port}"]
                : [],
        ];
        RunFolder.WriteText(Home("rabbitmq.conf"), string.Join('\n', lines) + "\n");
        await ServerUser.Own(Home("enabled_plugins"), stop);
        await ServerUser.Own(Home("rabbitmq.conf"), stop);
    }

    private IEnumerable<KeyValuePair<string, string>> Variables()
    {
        const string Arguments = "RABBITMQ_SERVER_ADDITIONAL_ERL_ARGS";
        var said = resource.Environment.SelectMany(e => e()).ToLookup(p => p.Key, p => p.Value);
        return
        [
            .. said.Where(g => g.Key != Arguments).Select(g => KeyValuePair.Create(g.Key, g.Last())),
            .. epmd.Variables,
            new("HOME", _home),
            new("RABBITMQ_CONF_ENV_FILE", "/dev/null"),
            new("RABBITMQ_NODENAME", $"{Name}@localhost"),
            new("RABBITMQ_DIST_PORT", $"{distribution}"),
            new("RABBITMQ_MNESIA_BASE", Home("mnesia")),
            new("RABBITMQ_LOG_BASE", Home("log")),
            new("RABBITMQ_ENABLED_PLUGINS_FILE", Home("enabled_plugins")),
            new("RABBITMQ_CONFIG_FILE", Home("rabbitmq.conf")),
            new("RABBITMQ_GENERATED_CONFIG_DIR", Home("generated")),
            new("RABBITMQ_LOG", "warning"),
            // The script becomes the virtual machine: the child is the broker itself.
            new("detached", "1"),
            new(Arguments, $"{said[Arguments].LastOrDefault()} -kernel inet_dist_use_interface {{127,0,0,1}}".Trim()),
        ];
    }
}
