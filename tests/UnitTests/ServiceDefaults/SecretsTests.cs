using Microsoft.AspNetCore.Builder;
using Microsoft.Extensions.Configuration;
using Microsoft.Extensions.DependencyInjection;
using Microsoft.Extensions.Hosting;
using Microsoft.Extensions.Options;
using Platform.ServiceDefaults;

namespace Platform.UnitTests.ServiceDefaults;

public sealed class SecretsTests : IDisposable
{
    private readonly string _folder = Directory.CreateTempSubdirectory("secrets").FullName;

    public void Dispose() => Directory.Delete(_folder, recursive: true);

    [Fact]
    public void A_secrets_file_is_a_connection_string_without_its_last_line_break()
    {
        File.WriteAllText(Path.Combine(_folder, "ConnectionStrings__rabbitmq"), "amqp://platform:secret@rabbitmq\n");

        var configuration = new ConfigurationBuilder().AddSecretFiles(_folder).Build();

        Assert.Equal("amqp://platform:secret@rabbitmq", configuration.GetConnectionString("rabbitmq"));
    }

    [Fact]
    public void Nobody_needs_a_folder_of_secrets()
    {
        var configuration = new ConfigurationBuilder().AddSecretFiles(Path.Combine(_folder, "missing")).Build();

        Assert.Empty(configuration.AsEnumerable());
    }

    [Theory]
    [InlineData(null, 10)]
    [InlineData("1200", 1200)]
    public void A_stop_waits_as_long_as_the_configuration_says(string? seconds, int expected)
    {
        var builder = WebApplication.CreateBuilder();
        builder.Configuration[Defaults.ShutdownTimeout] = seconds;
        builder.AddServiceDefaults();

        using var services = builder.Services.BuildServiceProvider();

        Assert.Equal(expected, services.GetRequiredService<IOptions<HostOptions>>().Value.ShutdownTimeout.TotalSeconds);
    }
}
