using System.Text.Json;
using Microsoft.Extensions.Options;

namespace Platform.Dataset;

/// <summary>Tells clients on this machine where the platform is: its API and its broker. Only its owner can read it.</summary>
internal sealed class EndpointsFile(IOptions<DatasetOptions> options, IConfiguration configuration)
{
    public async Task Write(CancellationToken cancellationToken)
    {
        if (options.Value is not { EndpointsFile: { Length: > 0 } path, PublicUrl: { } url })
        {
            return;
        }

        Directory.CreateDirectory(Path.GetDirectoryName(Path.GetFullPath(path))!);
        var part = path + ".part";
        File.Delete(part);
        var access = new FileStreamOptions { Mode = FileMode.CreateNew, Access = FileAccess.Write };
        if (!OperatingSystem.IsWindows())
        {
            access.UnixCreateMode = UnixFileMode.UserRead | UnixFileMode.UserWrite;
        }

        await using (var file = new FileStream(part, access))
        {
            var endpoints = new { dataset = url, amqp = configuration.GetConnectionString("rabbitmq") };
            await JsonSerializer.SerializeAsync(file, endpoints, JsonSerializerOptions.Web, cancellationToken);
        }

        File.Move(part, path, overwrite: true);
    }
}
