using System.Diagnostics;
using Platform.Tests;

namespace Platform.FunctionalTests.AppHost;

/// <summary>
/// The AppHost as a process: it becomes ready, it is guarded, and it stops without leaving anything behind.
/// </summary>
public sealed class LifecycleTests
{
    private static CancellationToken Cancellation => TestContext.Current.CancellationToken;

    [Fact(Timeout = 480_000)]
    public async Task It_starts_guards_restarts_survives_itself_and_stops_everything()
    {
        string folder = RunningPlatform.NewRunFolder();
        int[] killed;
        await using (
            var first = await RunningPlatform.StartIn(folder, Cancellation, "--Scorers=2", "--Scorer:Threads=3")
        )
        {
            first.KeepFolder();
            string environment = await File.ReadAllTextAsync(
                $"/proc/{first.Processes()["scorer-1"]}/environ",
                Cancellation
            );
            Assert.Contains("Scorer__Threads=3\0", environment);
            string[] expected =
            [
                .. (string[])["apphost", "dataset", "gateway", "generator", "postgres", "rabbitmq", "rabbitmq-epmd"],
                .. (string[])["scorer-1", "scorer-2", "selector", "trainer", "workbench"],
            ];
            Assert.Equal(expected, first.Processes().Keys);
            Assert.True(File.Exists(first.EndpointsFile));

            await ASecondOneIsRefused(first);
            await AKilledServiceIsReplaced(first, "scorer-2");

            killed = [.. first.Processes().Values];
            await first.KillAppHost(Cancellation);
        }

        await using var second = await RunningPlatform.StartIn(folder, Cancellation);
        Assert.DoesNotContain(killed, IsAlive);

        int[] stopped = [.. second.Processes().Values];
        Assert.Equal(0, await second.Stop(Cancellation));
        Assert.DoesNotContain(stopped, IsAlive);
        Assert.Empty(second.Processes());
    }

    private static async Task ASecondOneIsRefused(RunningPlatform first)
    {
        await using var second = RunningPlatform.Launch(first.RunFolder);
        second.KeepFolder();
        Assert.NotEqual(0, await second.Ended(Cancellation));
        Assert.Contains($"already runs from {first.RunFolder} (process {first.ProcessId})", second.Output);
    }

    private static async Task AKilledServiceIsReplaced(RunningPlatform platform, string name)
    {
        int before = platform.Processes()[name];
        platform.Kill(name);
        await platform.Replaced(name, before, Cancellation);
        Assert.NotEqual(before, platform.Processes()[name]);
    }

    [Fact(Timeout = 240_000)]
    public async Task A_service_whose_settings_are_wrong_ends_the_start_with_their_names()
    {
        await using var platform = RunningPlatform.Launch(RunningPlatform.NewRunFolder(), "--Dataset:Window=0");
        Assert.NotEqual(0, await platform.Ended(Cancellation));
        Assert.Contains(
            "dataset cannot start: Dataset:Window: The field Window must be between 1 and 100000.",
            platform.Output
        );
        Assert.Empty(platform.Processes());
    }

    [Fact(Timeout = 240_000)]
    public async Task A_start_that_takes_longer_than_its_limit_ends_with_what_is_missing()
    {
        await using var platform = RunningPlatform.Launch(RunningPlatform.NewRunFolder(), "--StartTimeout=1");
        Assert.NotEqual(0, await platform.Ended(Cancellation));
        Assert.Matches("Not ready after 1 s: .*dataset", platform.Output);
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
