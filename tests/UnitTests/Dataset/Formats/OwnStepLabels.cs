using Platform.Dataset.Formats;

namespace Platform.UnitTests.Dataset.Formats;

internal static class OwnStepLabels
{
    extension(ImportedSolution solution)
    {
        /// <summary>One value per step, without alternatives.</summary>
        public IReadOnlyList<double?>? StepLabels =>
            solution.Labels is { } labels ? [.. labels.Where(l => l.Alternative == 0).Select(l => l.Value)] : null;
    }
}
