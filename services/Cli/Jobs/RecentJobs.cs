namespace Platform.Cli.Jobs;

/// <summary>Lists of jobs of one kind.</summary>
internal static class RecentJobs
{
    private const int Most = 20;

    /// <summary>Prints the latest jobs as a table, or all of them as JSON.</summary>
    /// <param name="terminal">Where to.</param>
    /// <param name="known">The jobs.</param>
    /// <param name="json">True for JSON.</param>
    /// <param name="none">What to say if there is no job.</param>
    /// <param name="columns">Columns of the table.</param>
    /// <param name="read">A job's id and when it was submitted.</param>
    /// <param name="row">The row of a job, whose id is cut to the given length.</param>
    public static void Print<T>(
        Terminal terminal,
        IReadOnlyList<T> known,
        bool json,
        string none,
        IReadOnlyList<Column> columns,
        Func<T, (Guid Id, DateTimeOffset Submitted)> read,
        Func<T, int, IReadOnlyList<string>> row
    )
    {
        if (json)
        {
            Json.Print(terminal, known);
        }
        else if (known.Count == 0)
        {
            terminal.Out.WriteLine(none);
        }
        else
        {
            int prefix = JobId.PrefixLength([.. known.Select(j => read(j).Id)]);
            var recent = known.OrderByDescending(j => read(j).Submitted).Take(Most);
            Table.Print(terminal, columns, [.. recent.Select(j => row(j, prefix))]);
        }
    }
}
