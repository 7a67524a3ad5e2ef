using Npgsql;
using Platform.Tests;
using RabbitMQ.Client;
using RabbitMQ.Client.Exceptions;

namespace Platform.FunctionalTests.AppHost;

/// <summary>Debian's servers as run by the AppHost: private, not root, and durable across kill -9.</summary>
public sealed class NativeServersTests(SharedPlatform servers)
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
        var guest = new UriBuilder(servers.BrokerAddress) { UserName = "guest", Password = "guest" };
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
            File.ReadLines($"/proc/{RunningPlatform.ProcessIn(servers.RunFolder, name)}/status")
                .Single(l => l.StartsWith("Uid:"))
                .Split('\t')[1];
    }

    [Fact(Timeout = 120_000)]
    public async Task A_killed_broker_comes_back_at_its_address_with_its_messages()
    {
        await Publish("kept");
        // The broker notes a new quorum queue on disk half a second after it has said so.
        await Task.Delay(2000, Cancellation);

        await KillAndWait("rabbitmq");

        await using var connection = await Connect();
        await using var channel = await connection.CreateChannelAsync(cancellationToken: Cancellation);
        var message = await channel.BasicGetAsync("survivors", autoAck: true, Cancellation);
        Assert.NotNull(message);
        Assert.Equal("kept"u8.ToArray(), message.Body.ToArray());
    }

    [Fact(Timeout = 120_000)]
    public async Task A_killed_database_comes_back_at_its_address_with_its_rows()
    {
        await Execute("drop table if exists public.survivors; create table public.survivors as select 42 as answer");

        await KillAndWait("postgres");

        Assert.Equal(42, await Execute("select answer from public.survivors"));
    }

    private async Task KillAndWait(string name)
    {
        servers.Kill(name);
        while (!await Answers(name))
        {
            await Task.Delay(100, Cancellation);
        }
    }

    private async Task<bool> Answers(string name)
    {
        try
        {
            if (name == "postgres")
            {
                await Execute("select 1");
            }
            else
            {
                await using var broker = await Connect();
            }
            return true;
        }
        catch (Exception e) when (e is NpgsqlException or BrokerUnreachableException)
        {
            return false;
        }
    }

    private async Task<IConnection> Connect() =>
        await new ConnectionFactory { Uri = servers.BrokerAddress }.CreateConnectionAsync(Cancellation);

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
