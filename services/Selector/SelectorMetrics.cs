using System.Diagnostics.Metrics;

namespace Platform.Selector;

/// <summary>The meter <c>Platform.Selector</c>.</summary>
internal sealed class SelectorMetrics
{
    private readonly Histogram<double> _runTime;
    private readonly Counter<long> _solutions;

    public SelectorMetrics(IMeterFactory meters)
    {
        var meter = meters.Create("Platform.Selector");
        _runTime = meter.CreateHistogram<double>(
            "selector.run.time",
            "s",
            "Computing one report, without fetching its columns."
        );
        _solutions = meter.CreateCounter<long>(
            "selector.solutions",
            "{solution}",
            "Solutions that reports were made of."
        );
    }

    public void Reported(long solutions, double seconds)
    {
        _runTime.Record(seconds);
        _solutions.Add(solutions);
    }
}
