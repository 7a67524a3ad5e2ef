using System.CommandLine;

namespace Platform.Cli;

/// <summary>Verbs that the <c>platform</c> script handles itself; they are listed here only for the help.</summary>
internal static class Scripted
{
    private const string ByScript = "(handled by the script)";

    public static IEnumerable<Verb> Verbs() =>
        [
            Make(
                "setup",
                "Install what is missing, restore, build",
                "./platform setup\n./platform setup --gpu",
                new Option<bool>("--gpu") { Description = "ONNX Runtime with CUDA instead of the CPU package" }
            ),
            Make("demo", "Set up, start everything, run the main job on the shipped samples, stop", "./platform demo"),
            Make(
                "up",
                "Start everything and stay in the foreground until Ctrl-C",
                "./platform up --scorers 3\n./platform up --then './platform evaluate --pool mine --json > report.json'",
                new Option<int>("--scorers") { Description = "Number of competing scorers", HelpName = "N" },
                new Option<bool>("--no-dashboard") { Description = "Without Aspire's dashboard" },
                new Option<bool>("--deterministic")
                {
                    Description = "Score every message separately, for bit-identical scores",
                },
                new Option<string>("--then")
                {
                    Description = "Run the command, stop everything, exit with its code",
                    HelpName = "COMMAND",
                }
            ),
            Make("test", "Set up and run all tests", "./platform test"),
            Make(
                "bench",
                "Measure the figures that the platform promises",
                "./platform bench\n./platform bench --json selector",
                new Argument<string[]>("NAME") { Description = "Only measurements whose names contain NAME" },
                new Option<bool>("--json") { Description = "One object per line: name, value, unit, target, holds" }
            ),
        ];

    private static Verb Make(string name, string description, string examples, params Symbol[] symbols)
    {
        var verb = new Verb(name, $"{description} {ByScript}", examples);
        foreach (var symbol in symbols)
        {
            if (symbol is Option option)
                verb.Add(option);
            else if (symbol is Argument argument)
                verb.Add(argument);
        }
        verb.SetAction(
            int (ParseResult _) =>
                throw new CommandFailed(Exit.Rejected, $"The script does this, not the client: ./platform {name}")
        );
        return verb;
    }
}
