using Microsoft.EntityFrameworkCore;
using Microsoft.EntityFrameworkCore.Design;
using Npgsql;

namespace Platform.Dataset.Storage;

/// <summary>Connects Dataset to Postgres and brings the schema up to date.</summary>
internal static class Database
{
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
        await scope.ServiceProvider.GetRequiredService<PlatformDb>().Database.MigrateAsync(cancellationToken);
    }

    private static void Configure(DbContextOptionsBuilder options, NpgsqlDataSource source) =>
        options.UseNpgsql(
            source,
            o => o.MigrationsHistoryTable("__ef_migrations_history", PlatformDb.Schema).EnableRetryOnFailure()
        );

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
