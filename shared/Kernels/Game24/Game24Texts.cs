using Platform.Kernels.Statistics;
using Platform.Kernels.Steps;

namespace Platform.Kernels.Game24;

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

    /// <summary>The puzzles of which texts are made: all that have a solution and are not kept aside.</summary>
    public static IReadOnlyList<Game24Puzzle> Puzzles { get; } = [.. Game24Puzzle.Solvable.Where(p => !p.KeptAside)];

    /// <summary>
    /// Texts by puzzle, every puzzle as many as the others (or one more), in the puzzles' order. The same arguments give the
    /// same texts; texts that are left out are not made up for.
    /// </summary>
    /// <param name="seed">Chance.</param>
    /// <param name="texts">In all.</param>
    /// <param name="without">
    /// What may be left after a first step (<see cref="FirstLeft"/>); texts that hold such a state anywhere are left out.
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
                if (without is null || !steps.Exists(step => Left(step) is { } left && without.Contains(left)))
                    made.Add(Labelled(puzzle, steps, first));
            }
            yield return (puzzle, made);
        }
    }

    /// <summary>
    /// The three numbers that a solution's first step leaves, ascending, with blanks between; null: it tells no three. Two
    /// puzzles may share such a triple: whoever asks whether a model can search, and not only remember, leaves out the texts
    /// that hold a triple of the test.
    /// </summary>
    public static string? FirstLeft(IReadOnlyList<string> steps) => steps.Count == 0 ? null : Left(steps[0]);

    private static Game24Text Labelled(Game24Puzzle puzzle, List<string> steps, bool firstOnly)
    {
        var oracle = Game24Oracle.Judge(puzzle, steps);
        var answer = steps.FindIndex(step => step.StartsWith("Answer:", StringComparison.Ordinal));
        bool? correct =
            firstOnly ? null
            : answer < 0 ? false
            : Game24Oracle.Judge(puzzle, [steps[answer]]).Outcome;
        return new(steps, oracle, answer >= 0, correct);
    }

    private static string? Left(string step)
    {
        var mark = step.IndexOf("(left: ", StringComparison.Ordinal);
        var end = mark < 0 ? -1 : step.IndexOf(')', mark);
        if (end < 0)
            return null;
        var words = step[(mark + 7)..end].Split(' ', StringSplitOptions.RemoveEmptyEntries);
        return words.Length == 3 ? string.Join(' ', words.Order(StringComparer.Ordinal)) : null;
    }
}
