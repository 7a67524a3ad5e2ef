using System.CommandLine;

namespace Platform.Cli;

/// <summary>Verbs that the <c>platform</c> script handles itself; they are listed here only for the help.</summary>
internal static class Scripted
{
    public static Verb Setup() =>
        Make(
            "setup",
            "Install what is missing, restore, build",
            "./platform setup\n./platform setup --gpu",
            """
            Needs the .NET SDK 10, and root or sudo where system packages are missing
            (postgresql, rabbitmq-server; neither is needed where Docker or Podman answers).
            """,
            new Option<bool>("--gpu")
            {
                Description =
                    "ONNX Runtime with CUDA instead of the CPU package (needs an NVIDIA driver, CUDA 13 and cuDNN 9). "
                    + "Later builds keep it; remove artifacts/.setup/gpu to return to the CPU package",
            },
            new Option<string>("--torch")
            {
                Description =
                    "The trainer's libtorch: cpu (the default), cuda (a download of several gigabytes), or external: the "
                    + "libtorch 2.10 in LD_LIBRARY_PATH when the platform starts. Later builds keep it",
                HelpName = "cpu|cuda|external",
            }
        );

    public static Verb Bench() =>
        Make(
            "bench",
            "Measure the figures that the platform promises, both sides of every ratio in one run",
            "./platform bench\n./platform bench --json selector",
            null,
            new Argument<string[]>("NAME") { Description = "Only measurements whose names contain NAME" },
            new Option<bool>("--json") { Description = "One object per line: name, value, unit, target, holds" }
        );

    private static Verb Make(string name, string description, string examples, string? details, params Symbol[] symbols)
    {
        var verb = new Verb(name, description, examples, details);
        foreach (var symbol in symbols)
        {
            if (symbol is Option option)
            {
                verb.Add(option);
            }
            else if (symbol is Argument argument)
            {
                verb.Add(argument);
            }
        }
        verb.SetAction(
            int (ParseResult _) =>
                throw new CommandFailed(Exit.Rejected, $"The script does this, not the client: ./platform {name}")
        );
        return verb;
    }
}
