using Platform.Kernels.Selection;

namespace Platform.Kernels.Labelling;

/// <summary>Compares step labels with exact ones, up to the first step that is wrong.</summary>
public sealed class LabelComparison
{
    private readonly List<Position> _positions = [];

    /// <summary>Solutions compared.</summary>
    public int Solutions { get; private set; }

    /// <summary>First errors found.</summary>
    public FirstErrorCounts FirstErrors { get; private set; }

    /// <summary>Counts by step.</summary>
    public IReadOnlyList<Position> Positions => _positions;

    /// <param name="labels">Per step whether it is labelled right; null if it has no label.</param>
    /// <param name="exact">Per step whether it is right; null after the first wrong one.</param>
    public void Add(IReadOnlyList<bool?> labels, IReadOnlyList<bool?> exact)
    {
        Solutions++;
        int wrong = exact.Index().FirstOrDefault(e => e.Item == false, (FirstError.None, null)).Index;
        int blamed = labels.Index().FirstOrDefault(l => l.Item == false, (FirstError.None, null)).Index;
        FirstErrors = FirstErrors.Plus(FirstErrorCounts.Of(wrong, blamed));
        int last = wrong == FirstError.None ? exact.Count : wrong + 1;
        for (int step = 0; step < Math.Min(last, labels.Count); step++)
        {
            while (_positions.Count <= step)
            {
                _positions.Add(default);
            }

            if (labels[step] is { } label && exact[step] is { } right)
            {
                _positions[step] = _positions[step].Plus(label, right);
            }
        }
    }

    /// <summary>Counts of the steps at one position.</summary>
    /// <param name="Wrong">Labelled steps that are wrong.</param>
    /// <param name="FalsePositives">Those among them that are labelled right.</param>
    /// <param name="Right">Labelled steps that are right.</param>
    /// <param name="FalseNegatives">Those among them that are labelled wrong.</param>
    public readonly record struct Position(long Wrong, long FalsePositives, long Right, long FalseNegatives)
    {
        internal Position Plus(bool label, bool right) =>
            right
                ? this with
                {
                    Right = Right + 1,
                    FalseNegatives = FalseNegatives + (label ? 0 : 1),
                }
                : this with
                {
                    Wrong = Wrong + 1,
                    FalsePositives = FalsePositives + (label ? 1 : 0),
                };
    }
}
