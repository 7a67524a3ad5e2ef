using Microsoft.EntityFrameworkCore;
using Microsoft.EntityFrameworkCore.Design;
using Npgsql;

namespace Platform.Dataset.Storage;

/// <summary>Connects Dataset to Postgres and brings the schema up to date.</summary>
internal static class Database
{
    private const string History = "__ef_migrations_history";

    public static WebApplicationBuilder AddDatabase(this WebApplicationBuilder builder)
    {
        var connection =
            builder.Configuration.GetConnectionString("platform")
            ?? throw new InvalidOperationException(
                "No database: set ConnectionStrings__platform=Host=...;Database=..., or start the service through ./platform up."
            );
        var source = new NpgsqlDataSourceBuilder(connection).Build();
        builder.Services.AddSingleton(source);
        builder.Services.AddDbContextPool<PlatformDb>(o => Configure(o, source));
        builder.Services.AddHealthChecks().AddCheck<DatabaseCheck>("database");
        return builder;
    }

    public static async Task MigrateAsync(this WebApplication app, CancellationToken cancellationToken)
    {
        await using var scope = app.Services.CreateAsyncScope();
        var database = scope.ServiceProvider.GetRequiredService<PlatformDb>().Database;
        await RefuseEarlierSchema(app.Services.GetRequiredService<NpgsqlDataSource>(), cancellationToken);
        // EF detects a new database by a failing query, which would log an error on the server at every first start.
        await database.ExecuteSqlRawAsync(
            $"""
            create schema if not exists {PlatformDb.Schema};
            create table if not exists {PlatformDb.Schema}.{History} (
                migration_id varchar(150) primary key, product_version varchar(32) not null
            )
            """,
            cancellationToken
        );
        await database.MigrateAsync(cancellationToken);
    }

    /// <summary>The schema before the job engine cannot be migrated.</summary>
    private static async Task RefuseEarlierSchema(NpgsqlDataSource source, CancellationToken cancellationToken)
    {
        await using var connection = await source.OpenConnectionAsync(cancellationToken);
        if (
            await connection.QuerySingle<bool>(
                $"select to_regclass('{PlatformDb.Schema}.reward_models') is not null",
                null,
                cancellationToken
            )
        )
        {
            throw new InvalidOperationException(
                "An earlier version of the platform wrote this database, and it cannot be migrated. Export its pools with "
                    + "that version, then start with an empty database: delete the folder .run, or name another database in "
                    + "ConnectionStrings__platform."
            );
        }
    }

    private static void Configure(DbContextOptionsBuilder options, NpgsqlDataSource source) =>
        options
            .UseNpgsql(source, o => o.MigrationsHistoryTable(History, PlatformDb.Schema))
            .UseSnakeCaseNamingConvention();

    /// <summary>For the dotnet-ef tool; no connection is made.</summary>
    internal sealed class DesignTime : IDesignTimeDbContextFactory<PlatformDb>
    {
        public PlatformDb CreateDbContext(string[] args)
        {
            var options = new DbContextOptionsBuilder<PlatformDb>();
            Configure(options, NpgsqlDataSource.Create("Host=localhost"));
            return new PlatformDb(options.Options);
        }
    }
}
