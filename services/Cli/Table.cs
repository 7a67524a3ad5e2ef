using Spectre.Console;

namespace Platform.Cli;

/// <summary>A column of a table.</summary>
/// <param name="Title">Its heading.</param>
/// <param name="Right">Numbers stand to the right.</param>
/// <param name="Drop">In a narrow window the columns with the highest number go first; 0 always stays.</param>
internal sealed record Column(string Title, bool Right = false, int Drop = 0);

/// <summary>Tables that fit the window; plain aligned text where there is none.</summary>
internal static class Table
{
    public static void Print(Terminal terminal, IReadOnlyList<Column> columns, IReadOnlyList<IReadOnlyList<string>> rows)
    {
        var shown = Fitting(columns, rows, terminal.Width);
        var table = new Spectre.Console.Table { Border = terminal.OutIsTerminal ? TableBorder.Rounded : TableBorder.None };
        table.BorderStyle = Style.Plain.Decoration(Decoration.Dim);
        foreach (var column in shown.Select(i => columns[i]))
        {
            var heading = new TableColumn(new Text(column.Title, Style.Plain.Decoration(Decoration.Bold)));
            heading.Alignment = column.Right ? Justify.Right : Justify.Left;
            heading.NoWrap = column.Right;
            if (!terminal.OutIsTerminal)
                heading.Padding = new Padding(0, 0, 2, 0);
            table.AddColumn(heading);
        }
        foreach (var row in rows)
            table.AddRow(shown.Select(i => new Text(row[i])));
        if (terminal.OutIsTerminal)
            terminal.OutConsole.Write(table);
        else
            WriteTrimmed(terminal, table);
    }

    /// <summary>Indices of the columns that are shown: all, or without the most dispensable ones until the rest fits.</summary>
    public static IReadOnlyList<int> Fitting(
        IReadOnlyList<Column> columns,
        IReadOnlyList<IReadOnlyList<string>> rows,
        int width
    )
    {
        var widths = columns
            .Select((c, i) => rows.Select(r => r[i].Length).Append(c.Title.Length).Max() + 3)
            .ToArray();
        var shown = Enumerable.Range(0, columns.Count).ToList();
        while (shown.Sum(i => widths[i]) + 1 > width)
        {
            var last = shown.MaxBy(i => columns[i].Drop);
            if (columns[last].Drop == 0)
                break;
            shown.Remove(last);
        }
        return shown;
    }

    private static void WriteTrimmed(Terminal terminal, Spectre.Console.Table table)
    {
        var plain = new StringWriter();
        (terminal with { Out = plain }).OutConsole.Write(table);
        foreach (var line in plain.ToString().TrimEnd().Split('\n'))
            terminal.Out.WriteLine(line.TrimEnd());
    }
}
