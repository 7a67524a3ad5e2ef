using Platform.Contracts;

namespace Platform.Cli.Labellings;

/// <summary>Counts of labels for people.</summary>
internal static class LabelTable
{
    /// <param name="terminal">Where to print.</param>
    /// <param name="result">The counts.</param>
    /// <param name="unlabelled">Plural predicate for the solutions without labels, such as <c>have no labels</c>.</param>
    public static void Print(Terminal terminal, LabelResult result, string unlabelled)
    {
        terminal.Out.WriteLine($"{result.Pool}: {Counted.Of(result.Solutions, "solution")}.");
        if (result.Labellers.Any(l => l.Fractions > 0))
        {
            Table.Print(
                terminal,
                [
                    new("labeller"),
                    new("solutions", Right: true),
                    new("new", Right: true),
                    new("fractions", Right: true),
                    new("unrated", Right: true, Drop: 1),
                ],
                [
                    .. result.Labellers.Select(l =>
                        (IReadOnlyList<string>)
                            [l.Labeller, $"{l.Solutions:N0}", $"{l.Added:N0}", $"{l.Fractions:N0}", $"{l.Unrated:N0}"]
                    ),
                ]
            );
        }
        else if (result.Labellers.Count > 0)
        {
            Table.Print(
                terminal,
                [
                    new("labeller"),
                    new("solutions", Right: true),
                    new("new", Right: true),
                    new("+1", Right: true),
                    new("0", Right: true),
                    new("-1", Right: true),
                    new("unrated", Right: true, Drop: 1),
                    new("right", Right: true, Drop: 2),
                ],
                [
                    .. result.Labellers.Select(l =>
                        (IReadOnlyList<string>)
                            [
                                l.Labeller,
                                $"{l.Solutions:N0}",
                                $"{l.Added:N0}",
                                $"{l.Positive:N0}",
                                $"{l.Neutral:N0}",
                                $"{l.Negative:N0}",
                                $"{l.Unrated:N0}",
                                $"{l.Right:N0}",
                            ]
                    ),
                ]
            );
        }

        if (result.Tokens is { } tokens && result.Labellers.Sum(l => l.Fractions) is > 0 and var labels)
        {
            terminal.Out.WriteLine($"{tokens:N0} tokens sampled, {(double)tokens / labels:N1} for a label.");
        }

        if (result.Quality is { } quality)
        {
            QualityTable.Print(terminal, quality);
        }

        if (result.Unknown > 0)
        {
            terminal.Error.WriteLine(
                $"{Counted.Of(result.Unknown, "solution")} {(result.Unknown == 1 ? unlabelled.Replace("are ", "is ").Replace("have ", "has ") : unlabelled)}."
            );
        }
    }
}
