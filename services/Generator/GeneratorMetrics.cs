using System.Diagnostics.Metrics;
using Platform.Inference.Generation;

namespace Platform.Generator;

/// <summary>The meter <c>Platform.Generator</c>: what local models do.</summary>
internal sealed class GeneratorMetrics
{
    private readonly Counter<long> _samples;
    private readonly Counter<long> _failures;
    private readonly Counter<long> _tokens;
    private readonly Histogram<int> _waiting;

    public GeneratorMetrics(IMeterFactory meters)
    {
        var meter = meters.Create("Platform.Generator");
        _samples = meter.CreateCounter<long>("generator.samples", "{sample}", "Samples written by a local model.");
        _failures = meter.CreateCounter<long>("generator.failures", "{sample}", "Samples that a local model failed.");
        _tokens = meter.CreateCounter<long>("generator.tokens", "{token}", "Tokens sampled by a local model.");
        _waiting = meter.CreateHistogram<int>(
            "generator.samples.underway",
            "{sample}",
            "Samples under way or waiting when more arrive."
        );
    }

    public void Arrived(int underWay) => _waiting.Record(underWay);

    public void Done(SampledText text)
    {
        _tokens.Add(text.Tokens);
        (text.Failure is null ? _samples : _failures).Add(1);
    }
}
