using System.Globalization;
using System.Security.Cryptography;
using System.Text;

namespace Platform.Synthetic.Game24;

/// <summary>A puzzle: make 24 from four whole numbers, given in ascending order.</summary>
public sealed record Game24Puzzle
{
    /// <summary>Largest number of the game's puzzles: cards from 1 to 13.</summary>
    public const int LargestNumber = 13;

    /// <summary>Largest number up to which puzzles are enumerated.</summary>
    public const int LargestEnumerated = 40;

    private const string Before = "Use the four numbers ";
    private const string After = ", each exactly once, with + - * / and parentheses to make 24.";

    private static readonly Lazy<IReadOnlyList<Game24Puzzle>> All = new(() => SolvableUpTo(LargestNumber));
    private static readonly Lazy<HashSet<string>> Hashes = new(ReadHashes);

    private Game24Puzzle(int[] numbers) => Numbers = numbers;

    /// <summary>The four numbers, ascending.</summary>
    public IReadOnlyList<int> Numbers { get; }

    /// <summary>All puzzles with numbers from 1 to 13 that have a solution: 1,362, in ascending order.</summary>
    public static IReadOnlyList<Game24Puzzle> Solvable => All.Value;

    /// <summary>All puzzles with numbers from 1 to a largest one that have a solution, in ascending order.</summary>
    /// <param name="largest">From 13 to 40; the time grows with its fourth power, to some ten seconds.</param>
    public static IReadOnlyList<Game24Puzzle> SolvableUpTo(int largest)
    {
        ArgumentOutOfRangeException.ThrowIfLessThan(largest, LargestNumber);
        ArgumentOutOfRangeException.ThrowIfGreaterThan(largest, LargestEnumerated);
        return
        [
            .. Combinations(largest)
                .AsParallel()
                .AsOrdered()
                .Where(n => Reach.Possible([n[0], n[1], n[2], n[3]]))
                .Select(n => new Game24Puzzle(n)),
        ];
    }

    /// <summary>The problem's text, the same as in imported samples.</summary>
    public string Statement => $"{Before}{this}{After}";

    /// <summary>
    /// True if the puzzle is one of the benchmark's hundred (positions 900 to 999 of the published list, counted from 0),
    /// for which no training text may be made. The project stores short hashes of them.
    /// </summary>
    public bool KeptAside => Hashes.Value.Contains(Hash(ToString()));

    /// <summary>Creates a puzzle from numbers from 1 to 9999, in any order.</summary>
    public static Game24Puzzle Of(int a, int b, int c, int d)
    {
        int[] numbers = [a, b, c, d];
        if (Array.Exists(numbers, n => n is < 1 or > 9999))
        {
            throw new ArgumentException("A puzzle's numbers are from 1 to 9999.");
        }

        Array.Sort(numbers);
        return new Game24Puzzle(numbers);
    }

    /// <summary>Returns the puzzle of a statement, or null if the statement is not a puzzle.</summary>
    public static Game24Puzzle? OfStatement(string statement)
    {
        var text = statement.AsSpan().Trim();
        if (!text.StartsWith(Before) || !text.EndsWith(After) || text.Length > Before.Length + After.Length + 40)
        {
            return null;
        }

        var words = text[Before.Length..^After.Length].ToString().Split(' ');
        var numbers = Array.ConvertAll(
            words,
            word => int.TryParse(word, NumberStyles.None, CultureInfo.InvariantCulture, out var n) ? n : 0
        );
        return numbers.Length == 4 && Array.TrueForAll(numbers, n => n is >= 1 and <= 9999)
            ? Of(numbers[0], numbers[1], numbers[2], numbers[3])
            : null;
    }

    /// <inheritdoc/>
    public bool Equals(Game24Puzzle? other) => other is not null && Numbers.SequenceEqual(other.Numbers);

    /// <inheritdoc/>
    public override int GetHashCode() => HashCode.Combine(Numbers[0], Numbers[1], Numbers[2], Numbers[3]);

    /// <summary>The numbers in ascending order, separated by spaces.</summary>
    public override string ToString() => string.Join(' ', Numbers);

    /// <summary>The first six bytes of SHA-256 in hex: enough to distinguish 1,820 puzzles.</summary>
    internal static string Hash(string numbers) =>
        Convert.ToHexStringLower(SHA256.HashData(Encoding.UTF8.GetBytes(numbers)).AsSpan(0, 6));

    private static IEnumerable<int[]> Combinations(int largest)
    {
        for (var a = 1; a <= largest; a++)
        {
            for (var b = a; b <= largest; b++)
            {
                for (var c = b; c <= largest; c++)
                {
                    for (var d = c; d <= largest; d++)
                    {
                        yield return [a, b, c, d];
                    }
                }
            }
        }
    }

    private static HashSet<string> ReadHashes()
    {
        using var stream = typeof(Game24Puzzle).Assembly.GetManifestResourceStream("Game24.KeptAside.txt")!;
        using var reader = new StreamReader(stream);
        return [.. reader.ReadToEnd().Split('\n', StringSplitOptions.RemoveEmptyEntries)];
    }
}
