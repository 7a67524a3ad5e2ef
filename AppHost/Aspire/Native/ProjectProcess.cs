using Microsoft.Extensions.Configuration;

namespace Aspire.Hosting.Native;

/// <summary>One replica of a service: its built program, run in the project's folder with Aspire's variables.</summary>
internal sealed class ProjectProcess(
    ProjectResource resource,
    string name,
    IReadOnlyDictionary<string, int> ports,
    IConfiguration settings,
    HttpClient http
) : INativeProcess
{
    public string Name => name;

    public IReadOnlyDictionary<string, int> Ports => ports;

    public Signal StopSignal => Signal.Terminate;

    public TimeSpan Grace => TimeSpan.FromSeconds(15);

    public Task<Command> Prepare(CancellationToken stop) =>
        Task.FromResult(
            new Command(
                DotNet(),
                [Program()],
                Path.GetDirectoryName(resource.ProjectPath)!,
                [.. Conventions.Project(resource.Name, settings), new("ASPNETCORE_URLS", Urls()), .. Said()],
                AsServer: false,
                Signal.Kill
            )
        );

    public async Task<bool> IsHealthy(CancellationToken stop)
    {
        if (resource.HealthPath is not { } path)
        {
            return true;
        }
        using var answer = await http.GetAsync(new Uri($"http://localhost:{ports["http"]}{path}"), stop);
        return answer.StatusCode == System.Net.HttpStatusCode.OK;
    }

    private IEnumerable<KeyValuePair<string, string>> Said() => resource.Environment.SelectMany(e => e());

    private string Urls() => string.Join(';', ports.Values.Select(port => $"http://localhost:{port}"));

    /// <summary>Beside our own program, in the same configuration: artifacts/bin/PROJECT/release.</summary>
    private string Program()
    {
        string project = Path.GetFileNameWithoutExtension(resource.ProjectPath);
        string own = Path.TrimEndingDirectorySeparator(AppContext.BaseDirectory);
        string program = Path.GetFullPath(
            Path.Combine(own, "..", "..", project, Path.GetFileName(own), $"{project}.dll")
        );
        return File.Exists(program)
            ? program
            : throw new DistributedApplicationException(
                $"{resource.Name} is not built ({program} is missing): ./platform setup"
            );
    }

    private static string DotNet() =>
        Path.GetFileNameWithoutExtension(Environment.ProcessPath) == "dotnet" ? Environment.ProcessPath! : "dotnet";
}
