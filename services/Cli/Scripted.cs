using System.CommandLine;

namespace Platform.Cli;

/// <summary>Verbs that the <c>platform</c> script does itself; they stand here for the help only.</summary>
internal static class Scripted
{
    private const string ByScript = "(handled by the script)";

    public static IEnumerable<Verb> Verbs() =>
        [
            Make(
                "setup",
                "Install what is missing, restore, build",
                "./platform setup\n./platform setup --gpu",
                new Option<bool>("--gpu") { Description = "Add ONNX Runtime's CUDA provider" }
            ),
            Make("demo", "Set up, start everything, run the main job on the shipped samples, stop", "./platform demo"),
            Make(
                "up",
                "Start everything and stay in the foreground until Ctrl-C",
                "./platform up --scorers 3\n./platform up --then './platform evaluate --pool mine --json > report.json'",
                new Option<int>("--scorers") { Description = "How many scorers compete", HelpName = "N" },
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
                "./platform bench\n./platform bench --json",
                new Option<bool>("--json") { Description = "One object a line: name, value, unit, target, holds" }
            ),
        ];

    private static Verb Make(string name, string description, string examples, params Option[] options)
    {
        var verb = new Verb(name, $"{description} {ByScript}", examples) { TreatUnmatchedTokensAsErrors = false };
        foreach (var option in options)
            verb.Add(option);
        verb.SetAction(
            int (ParseResult _) =>
                throw new CommandFailed(Exit.Rejected, $"The script does this, not the client: ./platform {name}")
        );
        return verb;
    }
}
