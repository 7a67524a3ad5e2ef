namespace Platform.Kernels.Selection;

/// <summary>Which column of a reward model's output is which class; -1 if the model has no such class.</summary>
public readonly record struct ClassColumns(int Count, int Negative, int Neutral, int Positive)
{
    /// <summary>Columns by name.</summary>
    /// <param name="names">Out of <c>negative</c>, <c>neutral</c>, <c>positive</c>; others are kept but not read.</param>
    /// <exception cref="ArgumentException">Neither <c>positive</c> nor <c>negative</c> is among them.</exception>
    public static ClassColumns Named(IReadOnlyList<string> names)
    {
        int Find(string name)
        {
            for (int i = 0; i < names.Count; i++)
            {
                if (names[i] == name)
                {
                    return i;
                }
            }
            return -1;
        }
        var columns = new ClassColumns(names.Count, Find("negative"), Find("neutral"), Find("positive"));
        return columns.Negative < 0 && columns.Positive < 0
            ? throw new ArgumentException(
                $"Classes [{string.Join(", ", names)}] hold neither 'positive' nor 'negative': name the columns in the model's manifest."
            )
            : columns;
    }

    /// <summary>Whether the two neutral policies can differ.</summary>
    public bool HasNeutral => Neutral >= 0;

    /// <summary>
    /// P(correct) of one row: positive, plus neutral when it counts as positive; for a model without a positive column
    /// 1 - negative, minus neutral when it counts as negative.
    /// </summary>
    public double Correct(ReadOnlySpan<double> row, NeutralPolicy neutral)
    {
        double undecided = Neutral >= 0 ? row[Neutral] : 0;
        return Positive >= 0
            ? row[Positive] + (neutral == NeutralPolicy.Positive ? undecided : 0)
            : 1 - row[Negative] - (neutral == NeutralPolicy.Negative ? undecided : 0);
    }
}
