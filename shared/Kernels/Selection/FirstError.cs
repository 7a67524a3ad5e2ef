namespace Platform.Kernels.Selection;

/// <summary>
/// The first wrong step of a solution (ProcessBench, arXiv 2412.06559), according to labels and according to a reward model.
/// </summary>
public static class FirstError
{
    /// <summary>No step is wrong.</summary>
    public const int None = -1;

    /// <summary>The first step whose P(correct) falls below the threshold, or <see cref="None"/>.</summary>
    /// <param name="correct">P(correct) per step.</param>
    /// <param name="threshold">0.5 for probabilities.</param>
    public static int Predicted(ReadOnlySpan<double> correct, double threshold = 0.5)
    {
        for (int step = 0; step < correct.Length; step++)
        {
            if (correct[step] < threshold)
            {
                return step;
            }
        }
        return None;
    }

    /// <summary>
    /// The first step labelled wrong, or <see cref="None"/> if every step is labelled and none is wrong. Labels do not
    /// decide if a step before the first wrong one is unrated, or if there are no steps.
    /// </summary>
    /// <param name="labels">-1, 0 or 1 per step; anything else is unrated.</param>
    /// <param name="first">The step, from 0.</param>
    /// <returns>Whether the labels decide.</returns>
    public static bool Labelled(ReadOnlySpan<sbyte> labels, out int first)
    {
        int decisive = labels.IndexOfAnyExcept((sbyte)0, (sbyte)1);
        first = decisive >= 0 && labels[decisive] == -1 ? decisive : None;
        return first != None || decisive < 0 && labels.Length > 0;
    }
}

/// <summary>How often the predicted first wrong step is the labelled one.</summary>
/// <param name="Erroneous">Solutions that have a wrong step.</param>
/// <param name="Found">Those whose first wrong step was predicted.</param>
/// <param name="Correct">Solutions without a wrong step.</param>
/// <param name="Passed">Those in which no wrong step was predicted.</param>
public readonly record struct FirstErrorCounts(long Erroneous, long Found, long Correct, long Passed)
{
    /// <summary>The counts of one solution.</summary>
    public static FirstErrorCounts Of(int labelled, int predicted)
    {
        int same = labelled == predicted ? 1 : 0;
        return labelled == FirstError.None ? new(0, 0, 1, same) : new(1, same, 0, 0);
    }

    /// <summary>Found / Erroneous; NaN if there are no erroneous solutions.</summary>
    public double ErroneousAccuracy => (double)Found / Erroneous;

    /// <summary>Passed / Correct; NaN if there are no correct solutions.</summary>
    public double CorrectAccuracy => (double)Passed / Correct;

    /// <summary>Harmonic mean of the two accuracies a and b, 2 a b / (a + b); 0 if both are 0, NaN if one is NaN.</summary>
    public double F1
    {
        get
        {
            var (a, b) = (ErroneousAccuracy, CorrectAccuracy);
            return a + b == 0 ? 0 : 2 * a * b / (a + b);
        }
    }

    /// <summary>Adds another's counts, multiplied by <c>times</c>.</summary>
    public FirstErrorCounts Plus(FirstErrorCounts other, long times = 1) =>
        new(
            Erroneous + times * other.Erroneous,
            Found + times * other.Found,
            Correct + times * other.Correct,
            Passed + times * other.Passed
        );
}
