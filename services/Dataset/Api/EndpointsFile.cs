using System.Text.Json;
using System.Text.Json.Serialization;
using Microsoft.Extensions.Options;
using Platform.Dataset.Settings;

namespace Platform.Dataset.Api;

/// <summary>
/// Writes the file that tells clients on this machine the addresses of the API, the broker and whatever else is configured,
/// and the installation's credential.
/// Only the file's owner can read it.
/// </summary>
internal sealed class EndpointsFile(IOptions<DatasetOptions> options, IConfiguration configuration)
{
    private static readonly JsonSerializerOptions Json = new(JsonSerializerDefaults.Web)
    {
        DefaultIgnoreCondition = JsonIgnoreCondition.WhenWritingNull,
    };

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
            var endpoints = new
            {
                dataset = url,
                token = Given(configuration["Access:Credential"]),
                amqp = configuration.GetConnectionString("rabbitmq"),
                otlp = Given(options.Value.Otlp),
                otlpHeaders = Given(options.Value.OtlpHeaders),
                otlpProtocol = Given(options.Value.OtlpProtocol),
                dashboard = Given(options.Value.Dashboard),
                management = Given(options.Value.Management),
                workbench = Given(options.Value.Workbench),
                gateway = Given(options.Value.Gateway),
            };
            await JsonSerializer.SerializeAsync(file, endpoints, Json, cancellationToken);
        }

        File.Move(part, path, overwrite: true);
    }

    /// <summary>An unset variable may be passed as an empty one.</summary>
    private static string? Given(string? text) => string.IsNullOrWhiteSpace(text) ? null : text;
}
