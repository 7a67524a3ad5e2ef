using Platform.Kernels.Statistics;

namespace Platform.Synthetic.Chains;

/// <summary>
/// Writes solutions as a corpus holds them: by authors who have misconceptions. One in five authors is careful (0.35 of every
/// rate), half are average, three in ten are careless (1.25 of every rate); no rate exceeds 0.92. An author misunderstands a
/// kind of instruction in a whole solution or not at all.
/// </summary>
internal static class ChainAuthor
{
    private const int Authors = 20;
    private const double HighestRate = 0.92;

    /// <summary>
    /// A solution by the first of some authors whose numbers stay in range; null if there is none among them, or if the
    /// statement is not a chain.
    /// </summary>
    public static IReadOnlyList<string>? Write(string statement, ref SplitMix random)
    {
        if (Chain.Parse(statement) is not { } chain)
        {
            return null;
        }

        for (var author = 0; author < Authors; author++)
        {
            var care = random.Uniform() switch
            {
                < 0.2 => 0.35,
                < 0.7 => 1,
                _ => 1.25,
            };
            var (lines, amount) = (new List<string>(), chain.Start);
            foreach (var step in chain.Steps)
            {
                var rate = Math.Min(HighestRate, step.Instruction.MisconceptionRate * care);
                if (step.Written(amount, misunderstood: random.Uniform() < rate) is not { } written)
                {
                    lines.Clear();
                    break;
                }
                lines.AddRange(written.Lines);
                amount = written.Result;
            }
            if (lines.Count > 0)
            {
                return [.. lines, SyntheticProblems.Answer(amount)];
            }
        }
        return null;
    }
}
