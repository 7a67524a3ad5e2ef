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
        // EF finds out by a failing query that a database is new: an error in the server's log on every first start.
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
