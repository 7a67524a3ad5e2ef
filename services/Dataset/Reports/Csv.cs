using System.Globalization;
using System.Text;
using Platform.Contracts;
using Platform.Dataset.Api;

namespace Platform.Dataset.Reports;

/// <summary>
/// The curves as one table, <c>strategy,n,accuracy,low,high</c>: one line per strategy and N, with fractions and the 95 %
/// interval.
/// </summary>
internal static class Csv
{
    public static string Render(EvaluationReport report)
    {
        var text = new StringBuilder("strategy,n,accuracy,low,high\n");
        foreach (var strategy in report.Strategies)
        {
            string name = CsvText.Field(strategy.Name);
            foreach (var point in strategy.Curve)
            {
                text.Append(
                    CultureInfo.InvariantCulture,
                    $"{name},{point.N},{point.Accuracy},{point.Low},{point.High}\n"
                );
            }
        }
        return text.ToString();
    }
}
