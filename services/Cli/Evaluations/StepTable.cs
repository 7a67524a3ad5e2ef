using System.Globalization;
using Platform.Contracts;

namespace Platform.Cli.Evaluations;

/// <summary>How well process models judge individual steps, one row per model.</summary>
/// <param name="Title">Names the labellers that the models are compared with.</param>
/// <param name="Columns">AUC and first-error F1 with their intervals; the figures behind them only if there is room.</param>
/// <param name="Rows">In the report's order.</param>
internal sealed record StepTable(string Title, IReadOnlyList<Column> Columns, IReadOnlyList<IReadOnlyList<string>> Rows)
{
    public static StepTable Of(IReadOnlyList<StepMetrics> steps) =>
        new(
            $"Steps in %, as rated by {string.Join(", ", steps.Select(s => s.Labeller).Distinct())}: area under the ROC curve, first wrong step found.",
            [
                new("model"),
                new("steps", Right: true, Drop: 2),
                new("AUC", Right: true),
                new("95 %", Right: true),
                new("F1", Right: true),
                new("95 %", Right: true),
                new("wrong found", Right: true, Drop: 1),
                new("right passed", Right: true, Drop: 1),
                new("undecided", Right: true, Drop: 3),
            ],
            [
                .. steps.Select(s =>
                    (IReadOnlyList<string>)
                        [
                            s.Model,
                            Count(s.Rated),
                            ReportTable.Percent(s.Auc),
                            Range(s.Low, s.High),
                            ReportTable.Percent(s.FirstError.F1),
                            Range(s.FirstError.Low, s.FirstError.High),
                            Of(s.FirstError.ErroneousAccuracy, s.FirstError.Erroneous),
                            Of(s.FirstError.CorrectAccuracy, s.FirstError.Correct),
                            Count(s.FirstError.Undecided),
                        ]
                ),
            ]
        );

    private static string Of(double? fraction, int of) => $"{ReportTable.Percent(fraction)} of {Count(of)}";

    private static string Range(double? low, double? high) =>
        low is null ? "–" : $"{ReportTable.Percent(low)}–{ReportTable.Percent(high)}";

    private static string Count(int n) => n.ToString("N0", CultureInfo.InvariantCulture);
}
