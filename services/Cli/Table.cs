using Spectre.Console;

namespace Platform.Cli;

/// <summary>Prints tables that fit the window; the text is the same on a terminal and elsewhere.</summary>
internal static class Table
{
    /// <summary>Spaces between two columns.</summary>
    public const int Gap = 2;

    public static void Print(
        Terminal terminal,
        IReadOnlyList<Column> columns,
        IReadOnlyList<IReadOnlyList<string>> rows
    )
    {
        var lines = Lines(columns, rows, terminal.Width);
        if (terminal.OutIsTerminal)
        {
            terminal.OutConsole.WriteLine(lines[0], Style.Plain.Decoration(Decoration.Bold));
            terminal.OutConsole.WriteLine(lines[1], Style.Plain.Decoration(Decoration.Dim));
        }
        else
        {
            terminal.Out.WriteLine(lines[0]);
            terminal.Out.WriteLine(lines[1]);
        }
        foreach (var line in lines.Skip(2))
        {
            terminal.Out.WriteLine(line);
        }
    }

    /// <summary>Returns the headings, a rule, and one line per row; no line ends with spaces.</summary>
    public static IReadOnlyList<string> Lines(
        IReadOnlyList<Column> columns,
        IReadOnlyList<IReadOnlyList<string>> rows,
        int width
    )
    {
        var widths = columns.Select((c, i) => rows.Select(r => r[i].Length).Append(c.Title.Length).Max()).ToArray();
        var shown = Fitting(columns, widths, width);
        string Line(IReadOnlyList<string> cells) =>
            string.Join(
                    new string(' ', Gap),
                    shown.Select(i => columns[i].Right ? cells[i].PadLeft(widths[i]) : cells[i].PadRight(widths[i]))
                )
                .TrimEnd();
        return
        [
            Line([.. columns.Select(c => c.Title)]),
            new string('─', shown.Sum(i => widths[i] + Gap) - Gap),
            .. rows.Select(Line),
        ];
    }

    /// <summary>Returns all columns, or drops the least important ones until the rest fits.</summary>
    private static List<int> Fitting(IReadOnlyList<Column> columns, int[] widths, int width)
    {
        var shown = Enumerable.Range(0, columns.Count).ToList();
        while (shown.Sum(i => widths[i] + Gap) - Gap > width)
        {
            var last = shown.MaxBy(i => columns[i].Drop);
            if (columns[last].Drop == 0)
            {
                break;
            }

            shown.Remove(last);
        }
        return shown;
    }
}

/// <summary>A column of a table.</summary>
/// <param name="Title">Its heading.</param>
/// <param name="Right">True to align to the right, for numbers.</param>
/// <param name="Drop">In a narrow window, the columns with the highest number are dropped first; 0 is never dropped.</param>
internal sealed record Column(string Title, bool Right = false, int Drop = 0);
