using System.Diagnostics;
using System.Text.Json;
using Platform.Tests;

namespace Platform.FunctionalTests.Cli;

/// <summary><c>up --then</c> as a process.</summary>
public sealed class UpTests
{
    private static CancellationToken Cancellation => TestContext.Current.CancellationToken;

    [Fact(Timeout = 300_000)]
    public async Task The_command_finds_the_platform_and_its_exit_code_is_that_of_the_verb()
    {
        using var run = Up("cp \"$PLATFORM_ENDPOINTS\" \"${PLATFORM_ENDPOINTS%/*}/copy.json\"; exit 7");
        await run.Process.WaitForExitAsync(Cancellation);

        Assert.Equal(7, run.Process.ExitCode);
        using var endpoints = JsonDocument.Parse(await File.ReadAllTextAsync(run.File("copy.json"), Cancellation));
        Assert.StartsWith("http://", endpoints.RootElement.GetProperty("dataset").GetString());
        Assert.Empty(RunningPlatform.ProcessesIn(run.Folder));
    }

    [Fact(Timeout = 300_000)]
    public async Task A_signal_ends_the_command_and_then_the_platform()
    {
        using var run = Up(
            "trap 'echo ended >\"${PLATFORM_ENDPOINTS%/*}/trap\"; exit 1' TERM; echo started; read -r _"
        );
        Assert.Equal("started", await run.Process.StandardOutput.ReadLineAsync(Cancellation));
        var processes = RunningPlatform.ProcessesIn(run.Folder).Values.ToArray();
        Assert.NotEmpty(processes);

        using var kill = Process.Start("kill", ["-TERM", $"{run.Process.Id}"]);
        await run.Process.WaitForExitAsync(Cancellation);

        Assert.Equal(143, run.Process.ExitCode);
        Assert.Equal("ended\n", await File.ReadAllTextAsync(run.File("trap"), Cancellation));
        Assert.Empty(RunningPlatform.ProcessesIn(run.Folder));
        Assert.All(processes, pid => Assert.False(Directory.Exists($"/proc/{pid}")));
    }

    private static Running Up(string command)
    {
        string folder = RunningPlatform.NewRunFolder();
        var start = new ProcessStartInfo(
            "dotnet",
            [Client.Program, "up", "--then", command, "--Servers=native", $"--RunDirectory={folder}"]
        )
        {
            RedirectStandardInput = true,
            RedirectStandardOutput = true,
        };
        return new(Process.Start(start)!, folder);
    }

    private sealed record Running(Process Process, string Folder) : IDisposable
    {
        public string File(string name) => Path.Combine(Folder, name);

        public void Dispose()
        {
            if (!Process.HasExited)
            {
                Process.Kill();
            }

            Process.Dispose();
            Directory.Delete(Folder, recursive: true);
        }
    }
}
