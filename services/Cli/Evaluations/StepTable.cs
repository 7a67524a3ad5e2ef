using System.Globalization;
using Platform.Contracts;

namespace Platform.Cli.Evaluations;

/// <summary>How well process models judge individual steps, one row per labeller and model.</summary>
/// <param name="Title">Says what the columns are.</param>
/// <param name="Columns">What matters least is dropped first if there is no room.</param>
/// <param name="Rows">In the report's order.</param>
internal sealed record StepTable(string Title, IReadOnlyList<Column> Columns, IReadOnlyList<IReadOnlyList<string>> Rows)
{
    private const int MostSubsets = 12;

    /// <summary>The tables of a report, those left out for which it has no figures.</summary>
    public static IEnumerable<StepTable> All(IReadOnlyList<StepMetrics> steps)
    {
        yield return Of(steps);
        if (steps.Any(s => s.Classes is not null))
        {
            yield return OfClasses(steps);
        }

        if (Subsets(steps).Count > 1)
        {
            yield return OfSubsets(steps);
        }
    }

    /// <summary>AUC and first-error F1.</summary>
    public static StepTable Of(IReadOnlyList<StepMetrics> steps) =>
        Make(
            $"Steps in %, as rated by {string.Join(", ", steps.Select(s => s.Labeller).Distinct())}: area under the ROC curve, first wrong step found.",
            steps,
            [
                new("steps", Right: true, Drop: 2),
                new("AUC", Right: true),
                new("95 %", Right: true),
                new("F1", Right: true),
                new("95 %", Right: true),
                new("wrong found", Right: true, Drop: 1),
                new("right passed", Right: true, Drop: 1),
                new("undecided", Right: true, Drop: 3),
            ],
            s =>
                [
                    Count(s.Rated),
                    ReportTable.Percent(s.Auc),
                    Range(s.Low, s.High),
                    ReportTable.Percent(s.FirstError.F1),
                    Range(s.FirstError.Low, s.FirstError.High),
                    Of(s.FirstError.ErroneousAccuracy, s.FirstError.Erroneous),
                    Of(s.FirstError.CorrectAccuracy, s.FirstError.Correct),
                    Count(s.FirstError.Undecided),
                ]
        );

    /// <summary>PRMScore, precision and recall, calibration.</summary>
    public static StepTable OfClasses(IReadOnlyList<StepMetrics> steps) =>
        Make(
            $"Each step by itself, in %: wrong steps marked, PRMScore, expected calibration error (ECE). {Threshold(steps)}",
            steps,
            [
                new("threshold", Right: true, Drop: 2),
                new("precision", Right: true, Drop: 1),
                new("recall", Right: true, Drop: 1),
                new("F1 wrong", Right: true),
                new("F1 right", Right: true, Drop: 3),
                new("PRMScore", Right: true),
                new("95 %", Right: true),
                new("ECE", Right: true),
            ],
            s =>
                [
                    s.Threshold?.Value is { } t ? t.ToString("0.###", CultureInfo.InvariantCulture) : "–",
                    ReportTable.Percent(s.Classes?.Wrong.Precision),
                    ReportTable.Percent(s.Classes?.Wrong.Recall),
                    ReportTable.Percent(s.Classes?.Wrong.F1),
                    ReportTable.Percent(s.Classes?.Right.F1),
                    ReportTable.Percent(s.Classes?.PrmScore),
                    Range(s.Classes?.Low, s.Classes?.High),
                    ReportTable.Percent(s.Calibration?.Error),
                ]
        );

    /// <summary>First-error F1 by subset, and its mean.</summary>
    public static StepTable OfSubsets(IReadOnlyList<StepMetrics> steps)
    {
        var subsets = Subsets(steps);
        var shown = subsets.Take(MostSubsets).ToList();
        return Make(
            "First wrong step found, F1 in % by subset"
                + (
                    shown.Count < subsets.Count
                        ? $" (the first {shown.Count} of {subsets.Count}; the page has all), and the mean over all."
                        : ", and their mean."
                ),
            steps,
            [
                new("mean", Right: true),
                new("95 %", Right: true),
                .. shown.Select((name, i) => new Column(name, Right: true, Drop: i + 1)),
            ],
            s =>
                [
                    ReportTable.Percent(s.SubsetMean?.F1),
                    Range(s.SubsetMean?.Low, s.SubsetMean?.High),
                    .. shown.Select(name =>
                        ReportTable.Percent(
                            s.Groups?.FirstOrDefault(g => g.By == "subject" && g.Group == name)?.FirstError?.F1
                        )
                    ),
                ]
        );
    }

    /// <summary>Names the labeller in every row if there are several.</summary>
    private static StepTable Make(
        string title,
        IReadOnlyList<StepMetrics> steps,
        IReadOnlyList<Column> columns,
        Func<StepMetrics, IReadOnlyList<string>> cells
    )
    {
        var several = steps.Select(s => s.Labeller).Distinct().Count() > 1;
        return new(
            title,
            [new("model"), .. several ? [new Column("rated by")] : Array.Empty<Column>(), .. columns],
            [
                .. steps.Select(s =>
                    (IReadOnlyList<string>)[s.Model, .. several ? [s.Labeller] : Array.Empty<string>(), .. cells(s)]
                ),
            ]
        );
    }

    private static string Threshold(IReadOnlyList<StepMetrics> steps) =>
        steps.Select(s => s.Threshold).FirstOrDefault(t => t is not null) switch
        {
            { Policy: "subset", Subset: var subset } => $"A step is marked under the best threshold for {subset}.",
            { Value: { } value } => string.Create(
                CultureInfo.InvariantCulture,
                $"A step is marked if P(correct) is under {value:0.###}."
            ),
            _ => "",
        };

    private static List<string> Subsets(IReadOnlyList<StepMetrics> steps) =>
        [
            .. steps
                .SelectMany(s => s.Groups ?? [])
                .Where(g => g.By == "subject")
                .Select(g => g.Group)
                .Distinct()
                .Order(StringComparer.Ordinal),
        ];

    private static string Of(double? fraction, int of) => $"{ReportTable.Percent(fraction)} of {Count(of)}";

    private static string Range(double? low, double? high) =>
        low is null ? "–" : $"{ReportTable.Percent(low)}–{ReportTable.Percent(high)}";

    private static string Count(int n) => n.ToString("N0", CultureInfo.InvariantCulture);
}
