using System.Diagnostics.Metrics;

namespace Platform.Selector;

/// <summary>The meter <c>Platform.Selector</c>.</summary>
internal sealed class SelectorMetrics
{
    private readonly Histogram<double> _runTime;
    private readonly Counter<long> _solutions;
    private readonly Histogram<double> _chooseTime;

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
            "Solutions that reports and selections were made of."
        );
        _chooseTime = meter.CreateHistogram<double>(
            "selector.choose.time",
            "s",
            "Choosing the solutions of one selection, without fetching its columns."
        );
    }

    public void Reported(long solutions, double seconds)
    {
        _runTime.Record(seconds);
        _solutions.Add(solutions);
    }

    public void Chosen(long solutions, double seconds)
    {
        _chooseTime.Record(seconds);
        _solutions.Add(solutions);
    }
}
