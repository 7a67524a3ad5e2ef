using Spectre.Console;

namespace Platform.Cli;

/// <summary>
/// Standard output carries the result, standard error everything else. Escape codes and bars are used only on a terminal.
/// </summary>
/// <param name="Out">Results.</param>
/// <param name="Error">Progress, notes, errors.</param>
/// <param name="Input">Standard input, for <c>import -</c>.</param>
internal sealed record Terminal(TextWriter Out, TextWriter Error, Func<Stream> Input)
{
    /// <summary>Width of a table that is written to a file or a pipe.</summary>
    public const int Unbounded = 1000;

    public bool OutIsTerminal { get; init; }

    public bool ErrorIsTerminal { get; init; }

    /// <summary>Width of the window in characters.</summary>
    public int Window { get; init; } = 80;

    /// <summary>Maximum width of a table on standard output.</summary>
    public int Width => OutIsTerminal ? Window : Unbounded;

    public IAnsiConsole OutConsole => ConsoleOn(Out, OutIsTerminal);

    public IAnsiConsole ErrorConsole => ConsoleOn(Error, ErrorIsTerminal);

    public static Terminal OfThisProcess()
    {
        var capable = Environment.GetEnvironmentVariable("TERM") is not (null or "" or "dumb");
        return new(Console.Out, Console.Error, Console.OpenStandardInput)
        {
            OutIsTerminal = capable && !Console.IsOutputRedirected,
            ErrorIsTerminal = capable && !Console.IsErrorRedirected,
            Window = WindowWidth(),
        };
    }

    private static int WindowWidth()
    {
        try
        {
            return Console.WindowWidth is > 0 and var width ? width : 80;
        }
        catch (IOException)
        {
            return 80;
        }
    }

    private IAnsiConsole ConsoleOn(TextWriter writer, bool terminal)
    {
        var console = AnsiConsole.Create(
            new AnsiConsoleSettings
            {
                Ansi = terminal ? AnsiSupport.Yes : AnsiSupport.No,
                ColorSystem = terminal ? ColorSystemSupport.Detect : ColorSystemSupport.NoColors,
                Interactive = terminal ? InteractionSupport.Yes : InteractionSupport.No,
                Out = new AnsiConsoleOutput(writer),
            }
        );
        console.Profile.Width = terminal ? Window : Unbounded;
        return console;
    }
}
