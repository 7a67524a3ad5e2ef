using System.Diagnostics.Metrics;
using Platform.Contracts;

namespace Platform.Scorer;

/// <summary>The meter <c>Platform.Scorer</c>.</summary>
internal sealed class ScorerMetrics
{
    private readonly Counter<long> _solutions;
    private readonly Counter<long> _steps;
    private readonly Counter<long> _failures;
    private readonly Counter<long> _tokens;
    private readonly Histogram<long> _batchTokens;
    private readonly Histogram<double> _padding;
    private readonly Histogram<double> _batchWait;
    private readonly Histogram<double> _runTime;

    public ScorerMetrics(IMeterFactory meters)
    {
        var meter = meters.Create("Platform.Scorer");
        _solutions = meter.CreateCounter<long>("scorer.solutions", "{solution}", "Solutions scored or failed.");
        _steps = meter.CreateCounter<long>("scorer.steps", "{step}", "Rows of probabilities given.");
        _failures = meter.CreateCounter<long>("scorer.failures", "{solution}", "Solutions without scores.");
        _tokens = meter.CreateCounter<long>("scorer.tokens", "{token}", "Tokens run, padding excluded.");
        _batchTokens = meter.CreateHistogram<long>(
            "scorer.batch.tokens",
            "{token}",
            "Tokens a batch, padding excluded."
        );
        _padding = meter.CreateHistogram<double>("scorer.batch.padding", "1", "Padding's share of a batch.");
        _batchWait = meter.CreateHistogram<double>(
            "scorer.batch.wait",
            "s",
            "From a message's arrival to its first run."
        );
        _runTime = meter.CreateHistogram<double>("scorer.run.time", "s", "One run of a model.");
    }

    public void Done(SolutionsScored scored)
    {
        _solutions.Add(scored.Solutions.Count);
        _steps.Add(scored.Solutions.Sum(s => s.Probabilities?.Count ?? 0));
        _failures.Add(scored.Solutions.Count(s => s.Failure is not null));
    }

    public void Ran(int tokens, int padded, double seconds)
    {
        _tokens.Add(tokens);
        _batchTokens.Record(tokens);
        _padding.Record(1 - (double)tokens / padded);
        _runTime.Record(seconds);
    }

    public void Waited(TimeSpan wait) => _batchWait.Record(wait.TotalSeconds);
}
