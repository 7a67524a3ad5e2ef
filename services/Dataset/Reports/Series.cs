using Platform.Contracts;

namespace Platform.Dataset.Reports;

/// <summary>
/// A strategy as drawn on the page (public because components are). The hue shows which scores it uses, the stroke how it
/// decides.
/// </summary>
/// <param name="Index">Position in the report; it names the CSS classes.</param>
/// <param name="Curve">The strategy.</param>
/// <param name="Hue">0 to 9; the last two are for majority and pass.</param>
/// <param name="Stroke">Dash pattern of the line; empty for a solid line.</param>
/// <param name="Shown">True if drawn initially; the others are drawn on demand.</param>
public sealed record Series(int Index, StrategyCurve Curve, int Hue, string Stroke, bool Shown)
{
    /// <summary>Number of hues of scores.</summary>
    internal const int Hues = 8;

    private const int MostShown = 10;

    public string Name => Curve.Name;

    public CurvePoint Last => Curve.Curve[^1];

    /// <summary>True for an upper bound that needs the reference answers and is not a usable strategy.</summary>
    public bool IsBound => Name == "pass";

    public static IReadOnlyList<Series> Of(EvaluationReport report)
    {
        var order = new List<string>();
        foreach (bool main in (bool[])[true, false])
        {
            order.AddRange(report.Strategies.Select(s => Source(s.Name)).Where(s => IsMain(s) == main).Distinct());
        }
        var best = report.Strategies.Where(s => s.Name != "pass").MaxBy(s => s.Curve[^1].Accuracy);
        int shown = 0;
        return
        [
            .. report.Strategies.Select(
                (strategy, i) =>
                {
                    string source = Source(strategy.Name);
                    bool negative = strategy.Name.Contains(".neutral-negative");
                    string stroke = (IsWeighted(strategy.Name), negative) switch
                    {
                        _ when strategy.Name == "pass" => "1 4",
                        (true, false) => "7 4",
                        (false, true) => "12 3 2 3",
                        (true, true) => "3 3",
                        _ => "",
                    };
                    int hue = strategy.Name switch
                    {
                        "majority" => Hues,
                        "pass" => Hues + 1,
                        _ => order.IndexOf(source) % Hues,
                    };
                    bool show =
                        strategy.Name is "majority" or "pass"
                        || strategy == best
                        || (IsMain(source) && !negative && shown++ < MostShown);
                    return new Series(i, strategy, hue, stroke, show);
                }
            ),
        ];
    }

    /// <summary>Returns the scores that the strategy uses, regardless of how neutral counts.</summary>
    private static string Source(string name) =>
        (IsWeighted(name) ? name["weighted.".Length..] : name).Replace(".neutral-negative", "");

    private static bool IsWeighted(string name) => name.StartsWith("weighted.", StringComparison.Ordinal);

    private static bool IsMain(string source) =>
        source == "orm"
        || source == "prm.product"
        || source.StartsWith("orm:", StringComparison.Ordinal)
        || source.StartsWith("prm.product:", StringComparison.Ordinal);
}
