using Microsoft.Extensions.Configuration;
using Microsoft.Extensions.Options;
using Platform.Dataset.Api;
using Platform.Dataset.Settings;

namespace Platform.UnitTests.Dataset;

public sealed class EndpointsFileTests : IDisposable
{
    private readonly DirectoryInfo folder = Directory.CreateTempSubdirectory();

    private string Path => System.IO.Path.Combine(folder.FullName, "platform.json");

    [Fact]
    public async Task It_says_what_is_configured()
    {
        var said = await Write(
            new()
            {
                FilesPath = "",
                EndpointsFile = Path,
                PublicUrl = "http://127.0.0.1:1",
                Otlp = "http://127.0.0.1:2",
                OtlpHeaders = "x-otlp-api-key=secret",
                OtlpProtocol = "grpc",
                Dashboard = "http://127.0.0.1:3",
                Management = "http://127.0.0.1:4",
                Workbench = "http://127.0.0.1:5",
            }
        );

        Assert.Equal(
            """{"dataset":"http://127.0.0.1:1","amqp":"amqp://b","otlp":"http://127.0.0.1:2","otlpHeaders":"x-otlp-api-key=secret","otlpProtocol":"grpc","dashboard":"http://127.0.0.1:3","management":"http://127.0.0.1:4","workbench":"http://127.0.0.1:5"}""",
            said
        );
        Assert.Equal(UnixFileMode.UserRead | UnixFileMode.UserWrite, File.GetUnixFileMode(Path));
    }

    [Fact]
    public async Task What_is_not_configured_or_empty_is_absent() =>
        Assert.Equal(
            """{"dataset":"http://127.0.0.1:1","amqp":"amqp://b"}""",
            await Write(
                new()
                {
                    FilesPath = "",
                    EndpointsFile = Path,
                    PublicUrl = "http://127.0.0.1:1",
                    Otlp = "",
                }
            )
        );

    public void Dispose() => folder.Delete(recursive: true);

    private async Task<string> Write(DatasetOptions options)
    {
        var configuration = new ConfigurationBuilder()
            .AddInMemoryCollection([new("ConnectionStrings:rabbitmq", "amqp://b")])
            .Build();
        await new EndpointsFile(Options.Create(options), configuration).Write(TestContext.Current.CancellationToken);
        return await File.ReadAllTextAsync(Path, TestContext.Current.CancellationToken);
    }
}
