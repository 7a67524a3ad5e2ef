using Platform.Kernels.Statistics;

namespace Platform.Synthetic.Game24;

/// <summary>
/// Training texts for the Game of 24: correct and incorrect solutions in the form of language models' samples and with their
/// kinds of errors, labelled by the oracle. Puzzles that are kept aside are left out.
/// </summary>
public static class Game24Texts
{
    /// <summary>The usual share of texts that are a first step only.</summary>
    public const double UsualFirstSteps = 0.3;

    private const string LeftMark = "(left: ";
    private const int LongestList = 100;

    /// <summary>The game's puzzles that texts are made for: those that have a solution and are not kept aside.</summary>
    public static IReadOnlyList<Game24Puzzle> Puzzles { get; } = [.. Game24Puzzle.Solvable.Where(p => !p.KeptAside)];

    /// <summary>
    /// Generates texts by puzzle, in the order of the puzzles; the numbers of texts per puzzle differ by at most one. With
    /// larger numbers, one half of the texts is about the game's puzzles and the other about the rest. The same arguments
    /// give the same texts. Texts that are left out are not replaced.
    /// </summary>
    /// <param name="seed">Seed of the random draws.</param>
    /// <param name="texts">Total number of texts.</param>
    /// <param name="without">
    /// Triples of numbers that may be left after a first step (<see cref="Triples"/>); a text that contains one of them in
    /// any step is left out.
    /// </param>
    /// <param name="largest">The largest number of a puzzle, from 13, the game's own, to 40.</param>
    /// <param name="firstSteps">Share of texts that are a first step only, from 0 to 1.</param>
    public static IEnumerable<(Game24Puzzle Puzzle, IReadOnlyList<Game24Text> Texts)> Make(
        long seed,
        int texts,
        IReadOnlySet<string>? without = null,
        int largest = Game24Puzzle.LargestNumber,
        double firstSteps = UsualFirstSteps
    )
    {
        ArgumentOutOfRangeException.ThrowIfNegative(texts);
        IReadOnlyList<(IReadOnlyList<Game24Puzzle> Puzzles, int Texts)> halves =
            largest == Game24Puzzle.LargestNumber
                ? [(Puzzles, texts)]
                : [(Puzzles, texts - (texts / 2)), (Larger(largest), texts / 2)];
        var shares = halves.SelectMany(half =>
            half.Puzzles.Select(
                (puzzle, i) =>
                    (puzzle, (half.Texts / half.Puzzles.Count) + (i < half.Texts % half.Puzzles.Count ? 1 : 0))
            )
        );
        foreach (var (i, (puzzle, share)) in shares.Index())
        {
            var moves = new MoveTable();
            List<Game24Text> made = [];
            for (var text = 0; text < share; text++)
            {
                var random = SplitMix.For(seed, ((long)i << 32) + text);
                var first = random.Chance(firstSteps);
                var steps = new Narration(puzzle, moves, random).Tell();
                if (first)
                {
                    steps.RemoveRange(1, steps.Count - 1);
                }

                if (without is null || !steps.Exists(step => Triples(step).Any(without.Contains)))
                {
                    made.Add(Labelled(puzzle, steps, first));
                }
            }

            yield return (puzzle, made);
        }
    }

    /// <summary>
    /// Finds the lists of three numbers that a text says are left, which is the state after a first step. Each list is
    /// sorted as text and separated by spaces. Two puzzles may share such a triple: to test whether a model can search and
    /// does not only remember, leave out the training texts that contain a triple of the test.
    /// </summary>
    /// <param name="text">Steps in any form, for example lines or a file.</param>
    public static IEnumerable<string> Triples(string text)
    {
        for (var at = 0; (at = text.IndexOf(LeftMark, at, StringComparison.Ordinal)) >= 0; )
        {
            at += LeftMark.Length;
            var end = text.AsSpan(at, Math.Min(LongestList, text.Length - at)).IndexOf(')');
            if (end < 0)
            {
                continue;
            }

            var words = text.Substring(at, end).Split(' ', StringSplitOptions.RemoveEmptyEntries);
            if (words.Length == 3)
            {
                yield return string.Join(' ', words.Order(StringComparer.Ordinal));
            }
        }
    }

    private static IReadOnlyList<Game24Puzzle> Larger(int largest) =>
        [.. Game24Puzzle.SolvableUpTo(largest).Where(p => p.Numbers[^1] > Game24Puzzle.LargestNumber)];

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

/// <summary>A generated text about a puzzle, in the style of a language model.</summary>
/// <param name="Steps">Its lines.</param>
/// <param name="Oracle">The oracle's labels for the lines.</param>
/// <param name="Finished">False for a first step only, or for a text without an answer.</param>
/// <param name="Correct">Whether the answer line is correct; null for a first step only.</param>
public sealed record Game24Text(IReadOnlyList<string> Steps, OracleLabels Oracle, bool Finished, bool? Correct);
