using System.Diagnostics;
using System.Text.Json;
using Platform.Contracts;
using Platform.Kernels.Statistics;
using Platform.Tests;
using Platform.Training;

namespace Platform.UnitTests.Training;

/// <summary>A run in a separate process that is killed (SIGKILL) repeatedly.</summary>
public sealed class KilledRunTests : IDisposable
{
    /// <summary>Variable with the directory of the plan that a child process runs.</summary>
    private const string Variable = "PLATFORM_TEST_TRAINING";

    private const string Base = "base";

    private static readonly string CheckpointFile = Path.Combine("checkpoints", "state.json");

    /// <summary>Exit code of a process that was ended by SIGKILL.</summary>
    private const int Killed = 128 + 9;

    // The child processes, which are killed, must not create one each.
    private readonly Lazy<string> _directory = new(() => Directory.CreateTempSubdirectory("killed-").FullName);

    public void Dispose()
    {
        if (_directory.IsValueCreated)
        {
            Directory.Delete(_directory.Value, recursive: true);
        }
    }

    [Theory(Timeout = 300_000)]
    [InlineData(false)]
    [InlineData(true)]
    public async Task A_run_that_is_killed_at_any_moment_ends_with_the_undisturbed_run_s_directory(bool adapts)
    {
        var token = TestContext.Current.CancellationToken;
        if (adapts)
        {
            AddBase();
        }

        var undisturbed = ModelTrainer.Train(Plan(Path.Combine(_directory.Value, "undisturbed")), _ => { }, token);
        var plan = Plan(Path.Combine(_directory.Value, "killed"));
        var random = SplitMix.For(13, 0);
        var kills = 0;
        while (true)
        {
            using var child = Start(plan.Directory);
            var output = child.StandardOutput.ReadToEndAsync(token);
            // Three times some steps after its first checkpoint; then it may come to its end.
            if (kills < 3)
            {
                var seen = Stamp(plan);
                while (!child.HasExited && Stamp(plan) == seen)
                {
                    await Task.Delay(5, token);
                }

                await Task.Delay(random.Below(100), token);
                child.Kill();
            }
            await child.WaitForExitAsync(token);
            if (child.ExitCode == 0)
            {
                break;
            }

            Assert.True(child.ExitCode == Killed, await output);
            kills++;
        }
        Assert.NotEqual(0, kills);
        var model = Path.Combine(plan.Directory, "model");
        foreach (var file in Directory.GetFiles(undisturbed))
        {
            Assert.Equal(File.ReadAllBytes(file), File.ReadAllBytes(Path.Combine(model, Path.GetFileName(file))));
        }

        Assert.Equal(Directory.GetFiles(undisturbed).Length, Directory.GetFiles(model).Length);
        Assert.Equal(adapts, File.Exists(Path.Combine(model, "adapter_model.safetensors")));
    }

    /// <summary>The test that the child process runs.</summary>
    [Fact(Explicit = true)]
    public void The_child_trains()
    {
        var directory = Environment.GetEnvironmentVariable(Variable);
        Assert.SkipWhen(directory is null, "Only for a child process.");
        ModelTrainer.Train(Plan(Path.GetFullPath(directory)), _ => { }, CancellationToken.None);
    }

    private static Process Start(string directory)
    {
        var start = new ProcessStartInfo("dotnet")
        {
            ArgumentList =
            {
                typeof(KilledRunTests).Assembly.Location,
                "-explicit",
                "only",
                "-method",
                $"{typeof(KilledRunTests).FullName}.{nameof(The_child_trains)}",
            },
            Environment = { [Variable] = directory },
            RedirectStandardOutput = true,
        };
        return Process.Start(start)!;
    }

    private static DateTime Stamp(TrainingPlan plan) =>
        File.GetLastWriteTimeUtc(Path.Combine(plan.Directory, CheckpointFile));

    /// <summary>A checkpoint of the Llama family beside the runs: their base, of which they train low-rank adapters.</summary>
    private void AddBase()
    {
        var directory = Directory.CreateDirectory(Path.Combine(_directory.Value, Base)).FullName;
        using var tiny = TinyCheckpoint.Write("""{"model_type":"qwen2"}""", new Dictionary<string, long[]>(), "BF16");
        var checkpoint = Platform.Checkpoints.Checkpoint.Open(tiny.Directory);
        foreach (var file in checkpoint.Files)
        {
            File.Copy(file, Path.Combine(directory, Path.GetFileName(file)));
        }

        checkpoint.Write(directory, "tiny", "auto", "<s>{statement}\n");
    }

    /// <summary>
    /// Several seconds of steps, with a checkpoint after each, so that many kills interrupt the writing of one.
    /// </summary>
    private static TrainingPlan Plan(string directory)
    {
        var examples = Path.Combine(Path.GetDirectoryName(directory)!, "examples.jsonl");
        var origin = Path.Combine(Path.GetDirectoryName(directory)!, Base);
        var adapts = Directory.Exists(origin);
        if (!File.Exists(examples))
        {
            File.WriteAllLines(
                examples,
                Toy.Counting(1000).Select(e => JsonSerializer.Serialize(e, JsonSerializerOptions.Web))
            );
        }

        return new(
            Guid.Empty,
            "counting",
            Objective.Process,
            adapts
                ? Toy.Recipe with
                {
                    Epochs = 2,
                    Context = 96,
                    MicroBatchTokens = 512,
                    Adapter = "lora",
                    Rank = 4,
                }
                : Toy.Recipe with
                {
                    Epochs = 4,
                },
            "set",
            examples,
            adapts ? origin : null,
            adapts ? "base" : null,
            directory
        )
        {
            CheckpointEvery = TimeSpan.Zero,
        };
    }
}
