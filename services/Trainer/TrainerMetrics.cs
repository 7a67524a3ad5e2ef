using System.Diagnostics;
using System.Diagnostics.Metrics;
using Platform.Contracts;

namespace Platform.Trainer;

/// <summary>The meter <c>Platform.Trainer</c> and the activity source of the same name.</summary>
internal sealed class TrainerMetrics
{
    public static readonly ActivitySource Source = new("Platform.Trainer");

    private readonly Counter<long> _trainings;
    private readonly Counter<long> _tokens;
    private (RunTraining Job, TrainingProgress Progress)? _live;
    private readonly Lock _lock = new();

    public TrainerMetrics(IMeterFactory meters)
    {
        var meter = meters.Create("Platform.Trainer");
        _trainings = meter.CreateCounter<long>("trainer.trainings", "{training}", "Trainings by how they ended here.");
        _tokens = meter.CreateCounter<long>("trainer.tokens", "{token}", "Tokens of examples, padding excluded.");
        Gauge("trainer.loss", "1", "Mean loss of the last step, per supervised token.", p => p.Loss);
        Gauge("trainer.learning_rate", "1", "Learning rate of the last step.", p => p.LearningRate);
        Gauge("trainer.tokens_per_second", "{token}/s", "Tokens of examples a second.", p => p.TokensPerSecond);
        Gauge("trainer.step", "{step}", "Optimiser steps done.", p => p.Step);

        void Gauge(string name, string unit, string description, Func<TrainingProgress, double> read) =>
            meter.CreateObservableGauge(name, () => Live(read), unit, description);
    }

    public void Progressed(RunTraining job, TrainingProgress progress)
    {
        lock (_lock)
        {
            var before = _live?.Job.TrainingId == job.TrainingId ? _live.Value.Progress.Tokens : progress.Tokens;
            _tokens.Add(Math.Max(0, progress.Tokens - before));
            _live = (job, progress);
        }
    }

    /// <param name="job">The training.</param>
    /// <param name="end">The last message about it; null: it was no longer wanted.</param>
    public void Ended(RunTraining job, object? end)
    {
        var how = end switch
        {
            ModelTrained => "completed",
            WorkFailed => "failed",
            WorkReleased => "released",
            _ => "cancelled",
        };
        _trainings.Add(1, new("end", how), new("objective", job.Objective.ToString()));
        lock (_lock)
        {
            _live = null;
        }
    }

    private IEnumerable<Measurement<double>> Live(Func<TrainingProgress, double> read)
    {
        lock (_lock)
        {
            return _live is { } live
                ?
                [
                    new(
                        read(live.Progress),
                        new KeyValuePair<string, object?>("model", live.Job.Name),
                        new KeyValuePair<string, object?>("training", live.Job.TrainingId.ToString())
                    ),
                ]
                : [];
        }
    }
}
