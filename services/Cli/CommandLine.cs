using System.CommandLine;
using System.CommandLine.Help;
using System.CommandLine.Invocation;
using Platform.Cli.Evaluations;
using Platform.Cli.Experiments;
using Platform.Cli.Exports;
using Platform.Cli.Generations;
using Platform.Cli.Jobs;
using Platform.Cli.Making;
using Platform.Cli.Models;
using Platform.Cli.Running;
using Platform.Cli.Searches;
using Platform.Cli.Selections;
using Platform.Cli.Trainings;

namespace Platform.Cli;

/// <summary>All verbs, and how their errors are handled.</summary>
internal static class CommandLine
{
    public static async Task<int> Run(string[] args, Session session, CancellationToken cancellationToken = default)
    {
        var terminal = session.Terminal;
        var verbose = new Option<bool>("--verbose")
        {
            Description = "Show the stack trace of an unexpected error",
            Recursive = true,
        };
        var parsed = Root(session, verbose).Parse(args);
        var configuration = new InvocationConfiguration
        {
            Output = terminal.Out,
            Error = terminal.Error,
            EnableDefaultExceptionHandler = false,
        };
        if (parsed.CommandResult.Command is Verb { HandlesSignals: true })
        {
            configuration.ProcessTerminationTimeout = null;
        }

        try
        {
            if (parsed.Action is ParseErrorAction)
            {
                return WrongUsage(parsed, terminal.Error);
            }

            return await parsed.InvokeAsync(configuration, cancellationToken);
        }
        catch (OperationCanceledException)
        {
            return Exit.Interrupted;
        }
        catch (Exception e)
        {
            terminal.Error.WriteLine(Sentence.Of(e));
            if (parsed.GetValue(verbose))
            {
                terminal.Error.WriteLine(e);
            }

            return (e as CommandFailed)?.ExitCode ?? Exit.Failed;
        }
    }

    private static Verb Root(Session session, Option<bool> verbose)
    {
        var help = new HelpOption { Action = new HelpWithExamples(session.Terminal.Window) };
        var root = new Verb(
            "platform",
            "Scores step-by-step mathematical solutions with reward models and measures how good best-of-N is.",
            """
            ./platform demo             everything at once
            ./platform up               start it; then, from a second terminal:
            ./platform import samples.jsonl --pool mine
            ./platform evaluate --pool mine --model prm-maths --model orm-maths
            ./platform report latest --html report.html
            """
        )
        {
            help,
            verbose,
        };
        root.Add(Scripted.Setup());
        root.Add(DemoCommand.Create(session));
        root.Add(UpCommand.Create(session));
        root.Add(TestCommand.Create(session));
        root.Add(Scripted.Bench());
        root.Add(ImportCommand.Create(session));
        root.Add(SynthesizeCommand.Create(session));
        root.Add(LabelCommand.Create(session));
        root.Add(GoldCommand.Create(session));
        root.Add(ExportCommand.Create(session));
        root.Add(PoolsCommand.Create(session));
        root.Add(ModelsCommand.Create(session));
        root.Add(EvaluateCommand.Create(session));
        root.Add(StatusCommand.Create(session));
        root.Add(ReportCommand.Create(session));
        root.Add(RegradeCommand.Create(session));
        root.Add(GradeCommand.Create(session));
        root.Add(SelectCommand.Create(session));
        root.Add(SelectionsCommand.Create(session));
        root.Add(SearchCommand.Create(session));
        root.Add(SearchesCommand.Create(session));
        root.Add(TrainCommand.Create(session));
        root.Add(TrainingsCommand.Create(session));
        root.Add(ExperimentCommand.Create(session));
        root.Add(ExperimentsCommand.Create(session));
        root.Add(GenerationsCommand.Create(session));
        root.Add(JobsCommand.Create(session));
        root.Add(CancelCommand.Create(session));
        root.Add(TokensCommand.Create(session));
        root.Add(ScaleCommand.Create(session));
        root.Add(WaitCommand.Create(session));
        return root;
    }

    /// <summary>Replaces .NET type names in the library's message with plain words.</summary>
    private static string Plainly(string message) =>
        message.Split(" as expected type ") is [var what, var type]
            ? $"{what}: it needs a {(type.Contains("Int") ? "whole " : "")}number."
            : message;

    private static int WrongUsage(ParseResult parsed, TextWriter error)
    {
        bool verbless = parsed.CommandResult.Parent is null;
        if (verbless && parsed.UnmatchedTokens is [var unknown, ..])
        {
            error.WriteLine($"There is no verb '{unknown}'.");
        }
        else
        {
            foreach (var wrong in parsed.Errors)
            {
                error.WriteLine(Plainly(wrong.Message));
            }
        }

        error.WriteLine($"See ./platform{(verbless ? "" : $" {parsed.CommandResult.Command.Name}")} --help.");
        return Exit.Rejected;
    }
}
