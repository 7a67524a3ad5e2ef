using System.Globalization;
using System.Text;
using Platform.Contracts;

namespace Platform.Dataset.Reports;

/// <summary>
/// Draws a reliability diagram as SVG: the fraction of right steps against the mean P(step correct), one dot per bin; the
/// area of a dot grows with its steps. Below it stands how many steps each bin has. Dots on the diagonal are calibrated.
/// </summary>
internal static class ReliabilityDiagram
{
    private const double Side = 220;
    private const double Left = 50;
    private const double Top = 10;
    private const double Histogram = 34;
    private const double Gap = 8;
    private const double Bottom = 40;
    private const double Width = Left + Side + 12;
    private const double Height = Top + Side + Gap + Histogram + Bottom;
    private const double LargestDot = 9;
    private const double SmallestDot = 2.5;

    /// <param name="calibration">The bins.</param>
    /// <param name="hue">Number of a hue of the page's style sheet.</param>
    /// <param name="name">What is drawn.</param>
    public static string Render(CalibrationMetrics calibration, int hue, string name)
    {
        var svg = new StringBuilder();
        svg.Append(
            CultureInfo.InvariantCulture,
            $"<svg class=\"plot reliability\" viewBox=\"0 0 {Width} {Height}\" role=\"img\" aria-label=\"Reliability of {Html.Text(name)}\">\n"
        );
        Axes(svg);
        var bins = calibration.Bins.Where(b => b is { Steps: > 0, Predicted: not null, Observed: not null }).ToArray();
        int most = bins.Select(b => b.Steps).DefaultIfEmpty(1).Max();
        foreach (var bin in bins)
        {
            double height = Histogram * bin.Steps / most;
            svg.Append(
                CultureInfo.InvariantCulture,
                $"<rect class=\"h{hue} dot\" opacity=\".35\" x=\"{X(bin.From) + 1:F1}\" y=\"{Base - height:F1}\" width=\"{X(bin.To) - X(bin.From) - 2:F1}\" height=\"{height:F1}\"/>\n"
            );
        }
        svg.Append($"<path class=\"h{hue} line\" opacity=\".6\" d=\"{Line(bins)}\"/>\n");
        foreach (var bin in bins)
        {
            double radius = Math.Max(SmallestDot, LargestDot * Math.Sqrt((double)bin.Steps / most));
            svg.Append(
                CultureInfo.InvariantCulture,
                $"<circle class=\"h{hue} dot\" cx=\"{X(bin.Predicted!.Value):F1}\" cy=\"{Y(bin.Observed!.Value):F1}\" r=\"{radius:F1}\"><title>{Html.Count(bin.Steps)} steps from {Html.Percent(bin.From)} to {Html.Percent(bin.To)} %: {Html.Percent(bin.Predicted.Value)} % predicted, {Html.Percent(bin.Observed.Value)} % right</title></circle>\n"
            );
        }
        return svg.Append("</svg>\n").ToString();
    }

    private static double Base => Top + Side + Gap + Histogram;

    private static double X(double probability) => Left + Side * probability;

    private static double Y(double fraction) => Top + Side * (1 - fraction);

    private static void Axes(StringBuilder svg)
    {
        for (int i = 0; i <= 4; i++)
        {
            double value = i / 4.0;
            svg.Append(
                CultureInfo.InvariantCulture,
                $"<line class=\"grid\" x1=\"{Left}\" x2=\"{Left + Side}\" y1=\"{Y(value):F1}\" y2=\"{Y(value):F1}\"/><text class=\"tick\" x=\"{Left - 8}\" y=\"{Y(value) + 4:F1}\" text-anchor=\"end\">{value * 100:F0} %</text>\n<line class=\"grid\" x1=\"{X(value):F1}\" x2=\"{X(value):F1}\" y1=\"{Top}\" y2=\"{Base + 4:F1}\"/><text class=\"tick\" x=\"{X(value):F1}\" y=\"{Base + 18:F1}\" text-anchor=\"middle\">{value * 100:F0}</text>\n"
            );
        }
        svg.Append(
            CultureInfo.InvariantCulture,
            $"<path class=\"diagonal\" d=\"M{X(0):F1} {Y(0):F1}L{X(1):F1} {Y(1):F1}\"/>\n<text class=\"axis\" x=\"{Left + Side / 2:F1}\" y=\"{Height - 4:F1}\" text-anchor=\"middle\">P(step correct), %</text>\n"
        );
    }

    private static string Line(IEnumerable<CalibrationBin> bins)
    {
        var path = new StringBuilder();
        foreach (var bin in bins)
        {
            path.Append(
                CultureInfo.InvariantCulture,
                $"{(path.Length == 0 ? "M" : "L")}{X(bin.Predicted!.Value):F1} {Y(bin.Observed!.Value):F1}"
            );
        }
        return path.ToString();
    }
}
