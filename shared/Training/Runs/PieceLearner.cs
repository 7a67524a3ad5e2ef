using System.Runtime.InteropServices;
using System.Text.RegularExpressions;
using Platform.Contracts;

namespace Platform.Training.Runs;

/// <summary>Finds the texts without digits that deserve a token of their own.</summary>
internal static partial class PieceLearner
{
    private const int Longest = 96;

    /// <summary>
    /// Candidates are the runs between digits, and the words and signs within them with the spaces around them. Each
    /// occurrence of a candidate saves about (length - 1) tokens; the candidates that save most are taken.
    /// </summary>
    /// <param name="examples">Statements and steps.</param>
    /// <param name="count">Number of pieces.</param>
    /// <returns>Pieces, those that save most first; equal savings in the order of their text.</returns>
    public static IReadOnlyList<string> Learn(IEnumerable<TrainingExample> examples, int count)
    {
        var occurrences = new Dictionary<string, int>();
        foreach (var example in examples)
        {
            Count(example.Statement, occurrences);
            foreach (var step in example.Steps)
            {
                Count(step, occurrences);
            }
        }
        return
        [
            .. occurrences
                .Where(o => o.Key.Length > 1 && o.Value > 1)
                .OrderByDescending(o => (long)o.Value * (o.Key.Length - 1))
                .ThenBy(o => o.Key, StringComparer.Ordinal)
                .Take(count)
                .Select(o => o.Key),
        ];
    }

    private static void Count(string text, Dictionary<string, int> occurrences)
    {
        foreach (var run in Runs().EnumerateMatches(text))
        {
            if (run.Length <= Longest)
            {
                CollectionsMarshal.GetValueRefOrAddDefault(occurrences, text.Substring(run.Index, run.Length), out _)++;
            }

            var inside = text.Substring(run.Index, run.Length);
            foreach (var word in Words().EnumerateMatches(inside))
            {
                if (word.Length < run.Length)
                {
                    CollectionsMarshal.GetValueRefOrAddDefault(
                        occurrences,
                        inside.Substring(word.Index, word.Length),
                        out _
                    )++;
                }
            }
        }
    }

    [GeneratedRegex("[^0-9]+")]
    private static partial Regex Runs();

    [GeneratedRegex(@" ?\p{L}+|[^\p{L}]+")]
    private static partial Regex Words();
}
