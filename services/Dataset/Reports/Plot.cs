using System.Globalization;
using System.Text;

namespace Platform.Dataset.Reports;

/// <summary>
/// Plots accuracy against a number as SVG, on a logarithmic axis: 95 % bands, and the name of a line at its end if there is
/// room.
/// </summary>
internal sealed class Plot
{
    private const double Top = 14;
    private const double Bottom = 44;
    private const double Left = 46;

    private readonly IReadOnlyList<Series> _series;
    private readonly double _width;
    private readonly double _height;
    private readonly double _right;
    private readonly int _first;
    private readonly int _samples;
    private readonly PlotAxis _axis;
    private readonly double _low;
    private readonly double _high;
    private readonly double _step;

    private Plot(IReadOnlyList<Series> series, PlotAxis axis, double width, double height, double right)
    {
        (_series, _axis, _width, _height, _right) = (series, axis, width, height, right);
        (_first, _samples) = (axis.First, axis.Last);
        var points = _series.Where(s => s.Shown).SelectMany(s => s.Curve.Curve).ToArray();
        double min = points.Min(p => p.Low);
        double max = points.Max(p => p.High);
        _step = (max - min) switch
        {
            > 0.5 => 0.1,
            > 0.2 => 0.05,
            > 0.08 => 0.02,
            _ => 0.01,
        };
        _low = Math.Max(0, Math.Floor(min / _step) * _step);
        _high = Math.Min(1, Math.Ceiling(max / _step) * _step);
        if (_high - _low < _step)
        {
            (_low, _high) = (Math.Max(0, _low - _step), Math.Min(1, _high + _step));
        }
    }

    /// <summary>Accuracy against N.</summary>
    public static string Render(IReadOnlyList<Series> series, int samples) =>
        Render(series, new PlotAxis("n", 1, samples, "N, samples per problem"));

    /// <summary>Draws the same data twice: once for wide windows and paper, once for narrow windows.</summary>
    public static string Render(IReadOnlyList<Series> series, PlotAxis axis) =>
        new Plot(series, axis, 1040, 520, 196).Svg("wide", named: true)
        + new Plot(series, axis, 360, 330, 12).Svg("narrow", named: false);

    private string Svg(string kind, bool named)
    {
        var svg = new StringBuilder();
        svg.Append(
            CultureInfo.InvariantCulture,
            $"<svg class=\"plot {kind}\" viewBox=\"0 0 {_width} {_height}\" role=\"img\" aria-label=\"Accuracy against {_axis.Title}\">\n"
        );
        Axes(svg, named ? 1 : 2);
        // The axes fit the series that are shown initially; a series switched on later is clipped to the frame.
        svg.Append(
            CultureInfo.InvariantCulture,
            $"<clipPath id=\"clip-{_axis.Id}-{kind}\"><rect x=\"{Left - 3}\" y=\"{Top - 3}\" width=\"{_width - Left - _right + 6:F1}\" height=\"{_height - Top - Bottom + 6:F1}\"/></clipPath>\n<g clip-path=\"url(#clip-{_axis.Id}-{kind})\">\n"
        );
        var drawn = _series.OrderBy(s => s.IsBound ? 0 : 1).ToArray();
        foreach (var s in drawn)
        {
            svg.Append($"<path class=\"s{s.Index} h{s.Hue} band\" d=\"{Band(s)}\"/>\n");
        }
        foreach (var s in drawn)
        {
            string dash = s.Stroke.Length > 0 ? $" stroke-dasharray=\"{s.Stroke}\"" : "";
            svg.Append(
                $"<path class=\"s{s.Index} h{s.Hue} line\"{dash} d=\"{Line(s)}\"><title>{Html.Text(s.Name)}</title></path>\n"
            );
            if (_samples == _first || s.Curve.Curve.Count == 1)
            {
                double x = X(s.Last.N);
                svg.Append(
                    CultureInfo.InvariantCulture,
                    $"<path class=\"s{s.Index} h{s.Hue} line\" d=\"M{x:F1} {Y(s.Last.Low):F1}L{x:F1} {Y(s.Last.High):F1}\"/><circle class=\"s{s.Index} h{s.Hue} dot\" cx=\"{x:F1}\" cy=\"{Y(s.Last.Accuracy):F1}\" r=\"4\"><title>{Html.Text(s.Name)}</title></circle>\n"
                );
            }
        }
        svg.Append("</g>\n");
        if (named)
        {
            Names(svg);
        }
        return svg.Append("</svg>\n").ToString();
    }

    private double X(double n) =>
        _samples == _first
            ? (Left + _width - _right) / 2
            : Left + (_width - Left - _right) * Math.Log2(n / _first) / Math.Log2((double)_samples / _first);

    private double Y(double accuracy) => Top + (_height - Top - Bottom) * (_high - accuracy) / (_high - _low);

    private void Axes(StringBuilder svg, int every)
    {
        for (int i = 0; _low + i * _step <= _high + 1e-9; i++)
        {
            double value = _low + i * _step;
            svg.Append(
                CultureInfo.InvariantCulture,
                $"<line class=\"grid\" x1=\"{Left}\" x2=\"{_width - _right:F1}\" y1=\"{Y(value):F1}\" y2=\"{Y(value):F1}\"/><text class=\"tick\" x=\"{Left - 8}\" y=\"{Y(value) + 4:F1}\" text-anchor=\"end\">{value * 100:F0} %</text>\n"
            );
        }
        foreach (int n in Ticks(every))
        {
            svg.Append(
                CultureInfo.InvariantCulture,
                $"<line class=\"grid\" x1=\"{X(n):F1}\" x2=\"{X(n):F1}\" y1=\"{Top}\" y2=\"{_height - Bottom + 5:F1}\"/><text class=\"tick\" x=\"{X(n):F1}\" y=\"{_height - Bottom + 19:F1}\" text-anchor=\"middle\">{n}</text>\n"
            );
        }
        svg.Append(
            CultureInfo.InvariantCulture,
            $"<text class=\"axis\" x=\"{(Left + _width - _right) / 2:F1}\" y=\"{_height - 6:F1}\" text-anchor=\"middle\">{_axis.Title}</text>\n"
        );
    }

    /// <summary>
    /// Returns the smallest number, doubled (or quadrupled) again and again, and the largest; one that is too close to the
    /// largest is left out.
    /// </summary>
    private IEnumerable<int> Ticks(int every)
    {
        for (long n = _first; n < _samples; n <<= every)
        {
            if (X(_samples) - X(n) >= 34)
            {
                yield return (int)n;
            }
        }
        yield return _samples;
    }

    /// <summary>Returns every N up to 20, then steps of 5 %, which is as fine as a screen can show.</summary>
    private IEnumerable<Contracts.CurvePoint> Points(Series s)
    {
        int next = _first;
        foreach (var point in s.Curve.Curve)
        {
            if (point.N >= next || point.N == _samples)
            {
                yield return point;
                next = Math.Max(point.N + 1, (int)Math.Ceiling(point.N * 1.05));
            }
        }
    }

    private string Line(Series s) => Path(Points(s), p => p.Accuracy, "M");

    private string Band(Series s) =>
        Path(Points(s), p => p.High, "M") + Path(Points(s).Reverse(), p => p.Low, "L") + "Z";

    private string Path(
        IEnumerable<Contracts.CurvePoint> points,
        Func<Contracts.CurvePoint, double> value,
        string first
    )
    {
        var path = new StringBuilder();
        foreach (var point in points)
        {
            path.Append(
                CultureInfo.InvariantCulture,
                $"{(path.Length == 0 ? first : "L")}{X(point.N):F1} {Y(value(point)):F1}"
            );
        }
        return path.ToString();
    }

    /// <summary>Draws the names at the ends of the visible lines, at least one line height apart.</summary>
    private void Names(StringBuilder svg)
    {
        const double Apart = 16;
        var ends = _series
            .Where(s => s.Shown && s.Last.N == _samples)
            .OrderByDescending(s => s.Last.Accuracy)
            .ToArray();
        var at = ends.Select(s => Y(s.Last.Accuracy)).ToArray();
        for (int i = 1; i < at.Length; i++)
        {
            at[i] = Math.Max(at[i], at[i - 1] + Apart);
        }
        double over = at.Length > 0 ? at[^1] - (_height - Bottom) : 0;
        for (int i = at.Length - 1; i >= 0 && over > 0; i--)
        {
            at[i] = Math.Min(at[i], _height - Bottom - (at.Length - 1 - i) * Apart);
        }
        double x = _width - _right;
        for (int i = 0; i < ends.Length; i++)
        {
            string name = ends[i].Name.Length > 21 ? ends[i].Name[..20] + "…" : ends[i].Name;
            svg.Append(
                CultureInfo.InvariantCulture,
                $"<g class=\"s{ends[i].Index} h{ends[i].Hue}\"><path class=\"lead\" d=\"M{x + 3:F1} {Y(ends[i].Last.Accuracy):F1}L{x + 13:F1} {at[i]:F1}\"/><text class=\"name\" x=\"{x + 17:F1}\" y=\"{at[i] + 4:F1}\">{Html.Text(name)}</text></g>\n"
            );
        }
    }
}

/// <summary>The horizontal axis of a plot.</summary>
/// <param name="Id">Identifies the plot on its page.</param>
/// <param name="First">The smallest number.</param>
/// <param name="Last">The largest number.</param>
/// <param name="Title">What the numbers are.</param>
internal sealed record PlotAxis(string Id, int First, int Last, string Title);
