using Microsoft.AspNetCore.Builder;
using Npgsql;
using Platform.Dataset.Storage;

namespace Platform.UnitTests.Dataset;

public sealed class DatabaseTests(PostgresServer server)
{
    [Fact(Timeout = 60_000)]
    public async Task A_database_of_an_earlier_version_is_refused_with_what_to_do()
    {
        string address = await server.CreateDatabase();
        await using (var source = NpgsqlDataSource.Create(address))
        await using (
            var old = source.CreateCommand("create schema dataset; create table dataset.reward_models (id bigint)")
        )
        {
            await old.ExecuteNonQueryAsync(TestContext.Current.CancellationToken);
        }
        await using var app = App(address);

        var refused = await Assert.ThrowsAsync<InvalidOperationException>(() =>
            app.MigrateAsync(TestContext.Current.CancellationToken)
        );

        Assert.Contains("delete the folder .run", refused.Message);
    }

    [Fact(Timeout = 60_000)]
    public async Task Migrating_twice_changes_nothing()
    {
        await using var app = App(await server.CreateDatabase());

        await app.MigrateAsync(TestContext.Current.CancellationToken);
        await app.MigrateAsync(TestContext.Current.CancellationToken);
    }

    private static WebApplication App(string address)
    {
        var builder = WebApplication.CreateBuilder([$"--ConnectionStrings:platform={address}"]);
        builder.AddDatabase();
        return builder.Build();
    }
}
