using System.Diagnostics;
using Aspire.Hosting;
using Aspire.Hosting.ApplicationModel;
using Npgsql;
using Platform.Tests;
using RabbitMQ.Client;
using RabbitMQ.Client.Exceptions;

namespace Platform.FunctionalTests.AppHost;

/// <summary>A database and a broker, without services: what the stand-in starts, kept through kill -9.</summary>
public sealed class NativeServersTests(NativeServers servers) : IClassFixture<NativeServers>
{
    private static CancellationToken Cancellation => TestContext.Current.CancellationToken;

    [Fact(Timeout = 60_000)]
    public async Task The_database_wants_its_password()
    {
        await using var right = new NpgsqlConnection(servers.Database);
        await right.OpenAsync(Cancellation);
        var wrong = new NpgsqlConnectionStringBuilder(servers.Database) { Password = "guess" };
        await using var guess = new NpgsqlConnection(wrong.ConnectionString);
        var error = await Assert.ThrowsAsync<PostgresException>(() => guess.OpenAsync(Cancellation));
        Assert.Equal(PostgresErrorCodes.InvalidPassword, error.SqlState);
    }

    [Fact(Timeout = 60_000)]
    public async Task The_broker_knows_no_guest()
    {
        var guest = new UriBuilder(servers.Broker) { UserName = "guest", Password = "guest" };
        var factory = new ConnectionFactory { Uri = guest.Uri };
        var error = await Assert.ThrowsAsync<BrokerUnreachableException>(() =>
            factory.CreateConnectionAsync(Cancellation)
        );
        Assert.IsType<AuthenticationFailureException>(error.InnerException);
    }

    [Fact]
    public void Neither_server_runs_as_root()
    {
        string[] owners = [Owner("postgres"), Owner("rabbitmq")];
        Assert.DoesNotContain("0", owners);

        string Owner(string name) =>
            File.ReadLines($"/proc/{servers.ProcessOf(name)}/status").Single(l => l.StartsWith("Uid:")).Split('\t')[1];
    }

    [Fact(Timeout = 120_000)]
    public async Task A_killed_broker_comes_back_at_its_address_with_its_messages()
    {
        await Publish("kept");
        // The broker notes a new quorum queue on disk half a second after it has said so.
        await Task.Delay(2000, Cancellation);

        await servers.KillAndWait("rabbitmq", Cancellation);

        await using var connection = await Connect();
        await using var channel = await connection.CreateChannelAsync(cancellationToken: Cancellation);
        var message = await channel.BasicGetAsync("survivors", autoAck: true, Cancellation);
        Assert.NotNull(message);
        Assert.Equal("kept"u8.ToArray(), message.Body.ToArray());
    }

    [Fact(Timeout = 120_000)]
    public async Task A_killed_database_comes_back_at_its_address_with_its_rows()
    {
        await Execute("create table survivors as select 42 as answer");

        await servers.KillAndWait("postgres", Cancellation);

        Assert.Equal(42, await Execute("select answer from survivors"));
    }

    private async Task<IConnection> Connect() =>
        await new ConnectionFactory { Uri = servers.Broker }.CreateConnectionAsync(Cancellation);

    private async Task Publish(string text)
    {
        await using var connection = await Connect();
        var confirmed = new CreateChannelOptions(
            publisherConfirmationsEnabled: true,
            publisherConfirmationTrackingEnabled: true
        );
        await using var channel = await connection.CreateChannelAsync(confirmed, Cancellation);
        await channel.QueueDeclareAsync(
            "survivors",
            durable: true,
            exclusive: false,
            autoDelete: false,
            new Dictionary<string, object?> { ["x-queue-type"] = "quorum" },
            cancellationToken: Cancellation
        );
        await channel.BasicPublishAsync(
            "",
            "survivors",
            mandatory: true,
            new BasicProperties { Persistent = true },
            System.Text.Encoding.UTF8.GetBytes(text),
            Cancellation
        );
    }

    private async Task<object?> Execute(string sql)
    {
        await using var connection = new NpgsqlConnection(servers.Database + ";Pooling=false");
        await connection.OpenAsync(Cancellation);
        await using var command = new NpgsqlCommand(sql, connection);
        return await command.ExecuteScalarAsync(Cancellation);
    }
}

/// <summary>Postgres and RabbitMQ, run in this process by the same code that runs the platform.</summary>
public sealed class NativeServers : IAsyncLifetime
{
    private readonly CancellationTokenSource _stop = new();
    private readonly string _folder = RunningPlatform.NewRunFolder();
    private Task _run = Task.CompletedTask;

    public string Database { get; private set; } = "";

    public Uri Broker { get; private set; } = new("amqp://nowhere");

    public async ValueTask InitializeAsync()
    {
        var builder = DistributedApplication.CreateBuilder([$"--RunDirectory={_folder}", "--StartTimeout=120"]);
        var user = builder.AddParameter("user", "tester");
        var password = builder.AddParameter(
            "password",
            new GenerateParameterDefault { MinLength = 22, Special = false }
        );
        var postgres = builder.AddPostgres("postgres", user, password).WithDataVolume();
        var database = postgres.AddDatabase("platform");
        var rabbit = builder.AddRabbitMQ("rabbitmq", user, password).WithDataVolume();
        var ready = new TaskCompletionSource();
        _run = builder.Build().RunAsync(_stop.Token, ready.SetResult, TextWriter.Synchronized(new StringWriter()));
        await await Task.WhenAny(ready.Task, _run);
        Database = database.Resource.ConnectionString;
        Broker = new Uri(rabbit.Resource.ConnectionString);
    }

    public int ProcessOf(string name) => RunningPlatform.ProcessesIn(_folder)[name];

    public async Task KillAndWait(string name, CancellationToken cancellationToken)
    {
        int before = ProcessOf(name);
        using var process = Process.GetProcessById(before);
        process.Kill();
        while (true)
        {
            await Task.Delay(100, cancellationToken);
            if (RunningPlatform.ProcessesIn(_folder).GetValueOrDefault(name, before) != before && await Answers(name))
            {
                return;
            }
        }
    }

    public async ValueTask DisposeAsync()
    {
        await _stop.CancelAsync();
        await _run;
        _stop.Dispose();
        Directory.Delete(_folder, recursive: true);
    }

    private async Task<bool> Answers(string name)
    {
        try
        {
            if (name == "postgres")
            {
                await using var database = new NpgsqlConnection(Database + ";Pooling=false");
                await database.OpenAsync();
            }
            else
            {
                await using var broker = await new ConnectionFactory { Uri = Broker }.CreateConnectionAsync();
            }
            return true;
        }
        catch (Exception e) when (e is NpgsqlException or BrokerUnreachableException)
        {
            return false;
        }
    }
}
