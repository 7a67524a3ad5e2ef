using System.Globalization;
using System.Text;

namespace Platform.Workbench.Pages;

/// <summary>Draws the loss of a training against its optimiser steps as SVG.</summary>
internal static class LossPlot
{
    private const double Left = 52;
    private const double Right = 14;
    private const double Top = 12;
    private const double Bottom = 44;

    /// <summary>The same curve twice: for wide and for narrow windows.</summary>
    /// <param name="points">At least two, ascending in their steps.</param>
    /// <param name="steps">Optimiser steps of the whole run.</param>
    public static string Render(IReadOnlyList<LossPoint> points, int steps) =>
        Svg(points, steps, "wide", 1040, 340) + Svg(points, steps, "narrow", 360, 260);

    /// <summary>A loss with three significant digits.</summary>
    public static string Loss(double loss) => loss.ToString("G3", CultureInfo.InvariantCulture);

    private static string Svg(IReadOnlyList<LossPoint> points, int steps, string kind, double width, double height)
    {
        int last = Math.Max(steps, points[^1].Step);
        var finite = points.Where(p => double.IsFinite(p.Loss)).ToList();
        double step = Step(finite.Select(p => p.Loss).DefaultIfEmpty(1).Max() / 5);
        double top = Math.Max(1, Math.Ceiling(finite.Select(p => p.Loss).DefaultIfEmpty(1).Max() / step)) * step;
        double X(double at) => Left + ((width - Left - Right) * at / Math.Max(1, last));
        double Y(double loss) => Top + ((height - Top - Bottom) * (1 - (loss / top)));

        var svg = new StringBuilder();
        svg.Append(
            CultureInfo.InvariantCulture,
            $"""
            <svg class="plot {kind}" viewBox="0 0 {width} {height}" role="img" aria-label="Loss against optimiser steps: {Loss(
                points[0].Loss
            )} at step {points[0].Step}, {Loss(points[^1].Loss)} at step {points[^1].Step}">

            """
        );
        for (int i = 0; i * step <= top * (1 + 1e-9); i++)
        {
            double y = Y(i * step);
            svg.Append(
                CultureInfo.InvariantCulture,
                $"""
                <line class="grid" x1="{Left}" x2="{width - Right}" y1="{y:F1}" y2="{y:F1}"/><text class="tick" x="{Left
                    - 8}" y="{y + 4:F1}" text-anchor="end">{Loss(i * step)}</text>

                """
            );
        }

        double across = Step(last / (kind == "wide" ? 8.0 : 4.0));
        for (int i = 0; i * across <= last; i++)
        {
            svg.Append(
                CultureInfo.InvariantCulture,
                $"""
                <text class="tick" x="{X(i * across):F1}" y="{height - Bottom + 18}" text-anchor="middle">{i
                    * across:N0}</text>

                """
            );
        }

        svg.Append(
            CultureInfo.InvariantCulture,
            $"""
            <text class="axis" x="{(Left + width - Right) / 2:F1}" y="{height
                - 6}" text-anchor="middle">optimiser steps</text>
            <path class="h0 line" d="M{string.Join(
                'L',
                finite.Select(p => string.Create(CultureInfo.InvariantCulture, $"{X(p.Step):F1} {Y(p.Loss):F1}"))
            )}"/>
            </svg>

            """
        );
        return svg.ToString();
    }

    /// <summary>The smallest of 1, 2 and 5 times a power of ten that is not below a distance.</summary>
    private static double Step(double least)
    {
        double power = Math.Pow(10, Math.Floor(Math.Log10(Math.Max(least, 1e-9))));
        return power
            * (
                least <= power ? 1
                : least <= 2 * power ? 2
                : least <= 5 * power ? 5
                : 10
            );
    }
}
