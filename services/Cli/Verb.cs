using System.CommandLine;
using System.CommandLine.Help;
using System.CommandLine.Invocation;

namespace Platform.Cli;

/// <summary>A verb whose help ends with examples.</summary>
internal sealed class Verb(string name, string description, string examples) : Command(name, description)
{
    public string Examples { get; } = examples;
}

/// <summary>Prints usage, options and examples.</summary>
internal sealed class HelpWithExamples(int width) : SynchronousCommandLineAction
{
    private readonly HelpAction _usage = new() { MaxWidth = width };

    public override bool Terminating => true;

    public override int Invoke(ParseResult parsed)
    {
        _usage.Invoke(parsed);
        if (parsed.CommandResult.Command is Verb verb)
        {
            var output = parsed.InvocationConfiguration.Output;
            output.WriteLine("Examples:");
            foreach (var line in verb.Examples.Split('\n'))
                output.WriteLine($"  {line}");
        }
        if (parsed.CommandResult.Parent is null)
            parsed.InvocationConfiguration.Output.WriteLine($"\n{Exit.Help}");
        return Exit.Ok;
    }
}
