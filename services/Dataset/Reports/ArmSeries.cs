using Platform.Contracts;

namespace Platform.Dataset.Reports;

/// <summary>The arms of an experiment as lines of its plots; an arm has the same colour in each.</summary>
internal static class ArmSeries
{
    private const int Hues = 8;

    /// <summary>Accuracy against N, of every arm at its largest size.</summary>
    public static IReadOnlyList<Series> ByN(IReadOnlyList<ArmCurve> curves) =>
        Lines(curves, arm => [.. arm.MaxBy(c => c.Size ?? 0)!.Curve.Select(Point)]);

    /// <summary>Accuracy at the largest N against the size; an arm without sizes is level.</summary>
    public static IReadOnlyList<Series> BySize(IReadOnlyList<ArmCurve> curves)
    {
        int[] sizes = [.. curves.Select(c => c.Size).OfType<int>().Distinct().Order()];
        return Lines(
            curves,
            arm =>
            {
                var own = arm.Where(c => c.Size is not null).OrderBy(c => c.Size).ToList();
                return own.Count > 0
                    ? [.. own.Select(c => Point(c.Curve[^1]) with { N = c.Size!.Value })]
                    : [.. sizes.Select(size => Point(arm.First().Curve[^1]) with { N = size })];
            }
        );
    }

    private static IReadOnlyList<Series> Lines(
        IReadOnlyList<ArmCurve> curves,
        Func<IReadOnlyList<ArmCurve>, IReadOnlyList<CurvePoint>> points
    )
    {
        int hue = 0;
        return
        [
            .. curves
                .GroupBy(c => c.Arm)
                .Select(
                    (arm, i) =>
                        new Series(
                            i,
                            new StrategyCurve(arm.Key, points([.. arm])),
                            arm.Key switch
                            {
                                "majority" => Hues,
                                "pass" => Hues + 1,
                                _ => hue++ % Hues,
                            },
                            arm.Key == "pass" ? "1 4"
                                : arm.Key.Contains("vote") ? "7 4"
                                : "",
                            true
                        )
                ),
        ];
    }

    private static CurvePoint Point(ArmPoint point) => new(point.N, point.Accuracy, point.Low, point.High);
}
