namespace Platform.Dataset.Formats;

/// <summary>Labels of three classes as formats of two express them.</summary>
internal static class TwoClasses
{
    /// <summary>Returns whether each step is right, up to the first unlabelled one, or the reason why that cannot be said.</summary>
    public static (bool[] Right, string? Reason) Steps(double?[] labels, Neutral? neutral)
    {
        var labelled = Prefix(labels);
        var right = new bool[labelled];
        for (var step = 0; step < labelled; step++)
        {
            if (Right(labels[step]!.Value, neutral, out right[step]) is { } reason)
            {
                return ([], reason);
            }
        }

        return labelled == 0 ? ([], Unwritten.Unlabelled) : (right, null);
    }

    /// <summary>Returns the place of the first wrong step, -1 if every step is right, or the reason why that cannot be said.</summary>
    public static (int Step, string? Reason) FirstWrong(double?[] labels, Neutral? neutral)
    {
        for (var step = 0; step < labels.Length; step++)
        {
            if (labels[step] is not { } label)
            {
                return (-1, step == 0 ? Unwritten.Unlabelled : Unwritten.PartlyLabelled);
            }

            if (Right(label, neutral, out var right) is { } reason)
            {
                return (-1, reason);
            }

            if (!right)
            {
                return (step, null);
            }
        }

        return (-1, labels.Length == 0 ? Unwritten.Unlabelled : null);
    }

    /// <summary>Number of steps before the first unlabelled one.</summary>
    public static int Prefix(double?[] labels) =>
        Array.FindIndex(labels, label => label is null) is >= 0 and var end ? end : labels.Length;

    private static string? Right(double label, Neutral? neutral, out bool right)
    {
        right = label == 1 || (label == 0 && neutral == Neutral.Positive);
        return label is 1 or -1 ? null
            : label != 0 ? Unwritten.Fraction
            : neutral switch
            {
                null => Unwritten.NeutralUndecided,
                Neutral.Drop => Unwritten.Neutral,
                _ => null,
            };
    }
}
