using Platform.Contracts;

namespace Platform.Cli.Labellings;

/// <summary>Labels compared with the exact oracle's, for people.</summary>
internal static class QualityTable
{
    public static void Print(Terminal terminal, LabelQuality quality)
    {
        if (quality.Solutions == 0)
        {
            terminal.Error.WriteLine("The oracle knows none of the problems, so the labels cannot be compared.");
            return;
        }

        string cut = quality.Cut is { } x ? $"at least {x}" : "above 0";
        terminal.Out.WriteLine(
            $"Against the oracle, a step being right if its label is {cut}: {Counted.Of(quality.Solutions, "solution")}."
        );
        Table.Print(
            terminal,
            [
                new("step", Right: true),
                new("compared", Right: true),
                new("wrong", Right: true),
                new("missed", Right: true),
                new("right", Right: true),
                new("blamed", Right: true),
            ],
            [
                .. quality.Positions.Select(p =>
                    (IReadOnlyList<string>)
                        [
                            $"{p.Step + 1}",
                            $"{p.Wrong + p.Right:N0}",
                            $"{p.Wrong:N0}",
                            Share(p.FalsePositives, p.Wrong),
                            $"{p.Right:N0}",
                            Share(p.FalseNegatives, p.Right),
                        ]
                ),
            ]
        );
        terminal.Out.WriteLine(
            $"First error: F1 {Percent(quality.F1)} (found in {Percent(quality.Erroneous)} of the wrong solutions, none blamed in {Percent(quality.Correct)} of the right ones)."
        );
    }

    private static string Share(long part, long of) => of == 0 ? "–" : Percent((double)part / of);

    private static string Percent(double? fraction) => fraction is { } f ? $"{100 * f:F1} %" : "–";
}
