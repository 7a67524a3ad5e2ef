using System.Diagnostics;
using Platform.Tests;

namespace Platform.FunctionalTests.AppHost;

/// <summary>The AppHost as a process: ready, guarded, and gone without a trace.</summary>
public sealed class LifecycleTests
{
    private static CancellationToken Cancellation => TestContext.Current.CancellationToken;

    [Fact(Timeout = 240_000)]
    public async Task It_starts_guards_restarts_and_stops_everything()
    {
        await using var platform = await RunningPlatform.Start(Cancellation, "--Scorers=2");
        string[] expected =
        [
            .. (string[])["apphost", "dataset", "generator", "postgres", "rabbitmq", "rabbitmq-epmd"],
            .. (string[])["scorer-1", "scorer-2", "selector"],
        ];
        Assert.Equal(expected, platform.Processes().Keys);
        Assert.True(File.Exists(platform.EndpointsFile));

        await using (var second = RunningPlatform.Launch(platform.RunFolder))
        {
            Assert.NotEqual(0, await second.Ended(Cancellation));
            Assert.Contains($"already runs from {platform.RunFolder} (process {platform.ProcessId})", second.Output);
            second.KeepFolder();
        }

        int scorer = platform.Processes()["scorer-2"];
        platform.Kill("scorer-2");
        await platform.Replaced("scorer-2", scorer, Cancellation);

        int[] processes = [.. platform.Processes().Values];
        Assert.Equal(0, await platform.Stop(Cancellation));
        Assert.DoesNotContain(processes, IsAlive);
        Assert.Empty(platform.Processes());
    }

    [Fact(Timeout = 240_000)]
    public async Task A_killed_AppHost_leaves_nothing_that_blocks_the_next()
    {
        string folder = RunningPlatform.NewRunFolder();
        int[] processes;
        await using (var first = await RunningPlatform.StartIn(folder, Cancellation))
        {
            processes = [.. first.Processes().Values];
            await first.KillAppHost(Cancellation);
            first.KeepFolder();
        }

        await using var second = await RunningPlatform.StartIn(folder, Cancellation);
        Assert.DoesNotContain(processes, IsAlive);
        Assert.Equal(0, await second.Stop(Cancellation));
    }

    [Fact(Timeout = 240_000)]
    public async Task A_service_that_cannot_start_ends_a_start_with_a_time_limit()
    {
        await using var platform = RunningPlatform.Launch(RunningPlatform.NewRunFolder(), "--Dataset:Window=0");
        Assert.NotEqual(0, await platform.Ended(Cancellation));
        Assert.Contains("dataset ended 5 times", platform.Output);
        Assert.Empty(platform.Processes());
    }

    private static bool IsAlive(int processId)
    {
        try
        {
            using var process = Process.GetProcessById(processId);
            return !process.HasExited;
        }
        catch (ArgumentException)
        {
            return false;
        }
    }
}
