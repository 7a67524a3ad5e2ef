using System.CommandLine;
using System.CommandLine.Help;
using System.CommandLine.Invocation;

namespace Platform.Cli;

/// <summary>A verb whose help ends with details and examples.</summary>
internal sealed class Verb(string name, string description, string examples, string? details = null)
    : Command(name, description)
{
    public string Examples { get; } = examples;

    public string? Details { get; } = details;

    /// <summary>
    /// Whether the verb ends by itself after a signal. Others have two seconds before the process exits.
    /// </summary>
    public bool HandlesSignals { get; set; }
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
            if (verb.Details is not null)
            {
                output.WriteLine($"{verb.Details}\n");
            }

            output.WriteLine("Examples:");
            foreach (var line in verb.Examples.Split('\n'))
            {
                output.WriteLine($"  {line}");
            }
        }
        if (parsed.CommandResult.Parent is null)
        {
            parsed.InvocationConfiguration.Output.WriteLine($"\n{Exit.Help}");
        }

        return Exit.Ok;
    }
}
