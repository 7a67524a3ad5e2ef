using System.Globalization;
using Platform.Contracts;

namespace Platform.Dataset.Generations;

/// <summary>
/// What has become worse from one generation to the next. The paper found that retraining the selector is unstable; these
/// are the figures in which that shows.
/// </summary>
internal static class Alarms
{
    /// <summary>A selection that takes less than this share of the problems that the one before took has lost diversity.</summary>
    private const double Diversity = 0.5;

    public static IReadOnlyList<string> Of(GenerationSummary before, GenerationSummary now)
    {
        var alarms = new List<string>();
        if (now.Change is { High: < 0 } change)
        {
            alarms.Add(
                string.Create(
                    CultureInfo.InvariantCulture,
                    $"Best-of-N fell by {-change.Value * 100:F1} points [{-change.High * 100:F1}, {-change.Low * 100:F1}]."
                )
            );
        }

        if (before.Auc is { Low: { } low } earlier && now.Auc is { High: { } high } auc && high < low)
        {
            alarms.Add(
                string.Create(
                    CultureInfo.InvariantCulture,
                    $"The AUC of the steps fell from {earlier.Value * 100:F1} to {auc.Value * 100:F1}, intervals apart."
                )
            );
        }

        if (before.Problems is { } then && now.Problems is { } problems && problems < Diversity * then)
        {
            alarms.Add($"The selection covers {problems} problems; the one before covered {then}.");
        }

        return alarms;
    }
}
