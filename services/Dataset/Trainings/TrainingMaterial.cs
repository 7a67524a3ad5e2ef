using Platform.Contracts;

namespace Platform.Dataset.Trainings;

/// <summary>What pools have for a training.</summary>
/// <param name="Solutions">Solutions in the pools.</param>
/// <param name="Verdicts">Solutions whose final answer has a verdict.</param>
/// <param name="Right">Solutions whose final answer is right.</param>
/// <param name="Labellers">Everyone who has labelled solutions.</param>
internal sealed record TrainingMaterial(
    int Solutions,
    int Verdicts,
    int Right,
    IReadOnlyList<TrainingMaterial.Labelled> Labellers
)
{
    public static readonly TrainingMaterial None = new(0, 0, 0, []);

    /// <summary>Sentences for the reason of a rejection.</summary>
    public override string ToString() =>
        Solutions == 0
            ? "There are no solutions."
            : $"There {(Solutions == 1 ? "is" : "are")} {Counted.Of(Solutions, "solution")}: {Verdicts:N0} graded, {Right:N0} right. "
                + (
                    Labellers.Count == 0
                        ? "Nobody has labelled them."
                        : $"Labels: {string.Join("; ", Labellers.Take(20))}."
                );

    /// <summary>One labeller's labels.</summary>
    /// <param name="Labeller">The name, with its version if it has one.</param>
    /// <param name="Steps">Solutions with at least one rated step.</param>
    /// <param name="Verdicts">Solutions with a verdict on the whole.</param>
    internal sealed record Labelled(string Labeller, int Steps, int Verdicts)
    {
        public override string ToString() =>
            $"{Labeller} rated steps of {Counted.Of(Steps, "solution")} and judged {Counted.Of(Verdicts, "whole solution")}";
    }
}
