using Platform.Kernels.Statistics;

namespace Platform.Synthetic.Game24;

/// <summary>A text about a puzzle, made up in the way of language models.</summary>
/// <param name="Steps">Its lines.</param>
/// <param name="Oracle">What the oracle says about them.</param>
/// <param name="Finished">False: a first step only, or a text that gives no answer.</param>
/// <param name="Correct">Whether the answer line is right; null: a first step only.</param>
public sealed record Game24Text(IReadOnlyList<string> Steps, OracleLabels Oracle, bool Finished, bool? Correct);

/// <summary>
/// Training texts for the Game of 24: right and wrong solutions in the form, and with the errors, of language models' samples,
/// labelled by the oracle. Puzzles that are kept aside are left out.
/// </summary>
public static class Game24Texts
{
    private const double FirstStepsOnly = 0.3;
    private const string LeftMark = "(left: ";
    private const int LongestList = 100;

    /// <summary>The puzzles of which texts are made: all that have a solution and are not kept aside.</summary>
    public static IReadOnlyList<Game24Puzzle> Puzzles { get; } = [.. Game24Puzzle.Solvable.Where(p => !p.KeptAside)];

    /// <summary>
    /// Texts by puzzle, every puzzle as many as the others (or one more), in the puzzles' order. The same arguments give the
    /// same texts; texts that are left out are not made up for.
    /// </summary>
    /// <param name="seed">Chance.</param>
    /// <param name="texts">In all.</param>
    /// <param name="without">
    /// What may be left after a first step (<see cref="Triples"/>); texts that hold such a state anywhere are left out.
    /// </param>
    public static IEnumerable<(Game24Puzzle Puzzle, IReadOnlyList<Game24Text> Texts)> Make(
        long seed,
        int texts,
        IReadOnlySet<string>? without = null
    )
    {
        ArgumentOutOfRangeException.ThrowIfNegative(texts);
        for (var i = 0; i < Puzzles.Count; i++)
        {
            var puzzle = Puzzles[i];
            var moves = new MoveTable();
            List<Game24Text> made = [];
            var share = (texts / Puzzles.Count) + (i < texts % Puzzles.Count ? 1 : 0);
            for (var text = 0; text < share; text++)
            {
                var random = SplitMix.For(seed, ((long)i << 32) + text);
                var first = random.Chance(FirstStepsOnly);
                var steps = new Narration(puzzle, moves, random).Tell();
                if (first)
                    steps.RemoveRange(1, steps.Count - 1);
                if (without is null || !steps.Exists(step => Triples(step).Any(without.Contains)))
                    made.Add(Labelled(puzzle, steps, first));
            }
            yield return (puzzle, made);
        }
    }

    /// <summary>
    /// The lists of three numbers that texts say are left, each ascending as text, with blanks between: what a first step
    /// leaves. Two puzzles may share such a triple: whoever asks whether a model can search, and not only remember, leaves out
    /// the training texts that hold a triple of the test.
    /// </summary>
    /// <param name="text">Steps in any form: lines, a file.</param>
    public static IEnumerable<string> Triples(string text)
    {
        for (var at = 0; (at = text.IndexOf(LeftMark, at, StringComparison.Ordinal)) >= 0; )
        {
            at += LeftMark.Length;
            var end = text.AsSpan(at, Math.Min(LongestList, text.Length - at)).IndexOf(')');
            if (end < 0)
                continue;
            var words = text.Substring(at, end).Split(' ', StringSplitOptions.RemoveEmptyEntries);
            if (words.Length == 3)
                yield return string.Join(' ', words.Order(StringComparer.Ordinal));
        }
    }

    private static Game24Text Labelled(Game24Puzzle puzzle, List<string> steps, bool firstOnly)
    {
        var oracle = Game24Oracle.Judge(puzzle, steps);
        var answer = steps.FindIndex(step => step.StartsWith("Answer:", StringComparison.Ordinal));
        bool? correct =
            answer >= 0 ? Game24Oracle.Judge(puzzle, [steps[answer]]).Outcome
            : firstOnly ? null
            : false;
        return new(steps, oracle, answer >= 0, correct);
    }
}
