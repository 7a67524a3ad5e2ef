using System.Diagnostics.Metrics;
using Platform.Inference.Generation;

namespace Platform.Generator;

/// <summary>The meter <c>Platform.Generator</c>.</summary>
internal sealed class GeneratorMetrics
{
    private readonly Counter<long> _samples;
    private readonly Counter<long> _failures;
    private readonly Counter<long> _tokens;
    private readonly Histogram<int> _waiting;
    private readonly Histogram<double> _runTime;

    public GeneratorMetrics(IMeterFactory meters)
    {
        var meter = meters.Create("Platform.Generator");
        _samples = meter.CreateCounter<long>("generator.samples", "{sample}", "Samples written.");
        _failures = meter.CreateCounter<long>(
            "generator.failures",
            "{sample}",
            "Samples that were wanted and could not be had."
        );
        _tokens = meter.CreateCounter<long>("generator.tokens", "{token}", "Tokens sampled by a local model.");
        _runTime = meter.CreateHistogram<double>(
            "generator.run.time",
            "s",
            "From a message's arrival to its last sample."
        );
        _waiting = meter.CreateHistogram<int>(
            "generator.samples.underway",
            "{sample}",
            "Samples of a local model under way or waiting when more arrive."
        );
    }

    public void Arrived(int underWay) => _waiting.Record(underWay);

    public void Sampled(SampledText text) => _tokens.Add(text.Tokens);

    public void Done(int samples, int wanted, SampledBy by, TimeSpan time)
    {
        var tag = new KeyValuePair<string, object?>("by", by.ToString());
        _samples.Add(samples, tag);
        _failures.Add(wanted - samples, tag);
        _runTime.Record(time.TotalSeconds, tag);
    }
}
