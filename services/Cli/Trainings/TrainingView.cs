using System.Globalization;
using Platform.Cli.Jobs;
using Platform.Cli.Progress;
using Platform.Contracts;

namespace Platform.Cli.Trainings;

/// <summary>How a training is watched and shown.</summary>
internal static class TrainingView
{
    public static readonly Watched<TrainingStatus> Watched = new(
        "training",
        (api, id, cancellationToken) => api.GetTraining(id, cancellationToken),
        (view, training) => view.Show([Bar(training)]),
        training => JobState.IsOpen(training.State),
        "./platform trainings"
    );

    public static Bar Bar(TrainingStatus training) =>
        training.Progress is { } p
            ? new("train", p.Step, p.Steps, Detail: Figures(p))
            : new(
                "train",
                0,
                null,
                Detail: training.State == JobState.Accepted ? "waits for a trainer" : training.State
            );

    /// <summary>For a table: <c>running 45 %</c>.</summary>
    public static string Brief(TrainingStatus training) =>
        JobState.IsOpen(training.State) && training.Progress is { Steps: > 0 } p
            ? $"{training.State} {100L * p.Step / p.Steps} %"
            : training.State;

    public static string Loss(double loss) => loss.ToString("0.0000", CultureInfo.InvariantCulture);

    private static string Figures(TrainingProgress p) =>
        string.Create(CultureInfo.InvariantCulture, $"loss {Loss(p.Loss)}  {p.TokensPerSecond:N0} tokens/s");
}
