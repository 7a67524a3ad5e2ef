using System.Globalization;
using System.Text;

namespace Platform.Inference;

/// <summary>
/// Unicode's canonical composition (NFC), which tokenizers need. Our processes run without ICU, where
/// <c>string.Normalize</c> leaves non-ASCII text unchanged. Source: Unicode Standard Annex 15, with Unicode's own table in
/// Composition.txt.
/// </summary>
public static class Composition
{
    private const int HangulFirst = 0xAC00;
    private const int HangulCount = 11172;
    private const int Leading = 0x1100;
    private const int Vowel = 0x1161;
    private const int Trailing = 0x11A7;
    private const int Vowels = 21;
    private const int Trailings = 28;

    private static readonly Lazy<Table> Unicode = new(Table.Load);

    /// <summary>The text in normalization form C.</summary>
    public static string Compose(string text)
    {
        if (!text.Any(c => c >= 0x300))
            return text;
        var table = Unicode.Value;
        var points = new List<int>(text.Length);
        foreach (var rune in text.EnumerateRunes())
            Decompose(rune.Value, points, table);
        Order(points, table);
        var composed = new StringBuilder(text.Length);
        foreach (var point in Join(points, table))
            composed.Append(new Rune(point));
        return composed.ToString();
    }

    private static void Decompose(int point, List<int> into, Table table)
    {
        var hangul = point - HangulFirst;
        if (hangul is >= 0 and < HangulCount)
        {
            into.Add(Leading + hangul / (Vowels * Trailings));
            into.Add(Vowel + hangul / Trailings % Vowels);
            if (hangul % Trailings != 0)
                into.Add(Trailing + hangul % Trailings);
        }
        else if (table.Parts.TryGetValue(point, out var parts))
            foreach (var part in parts)
                Decompose(part, into, table);
        else
            into.Add(point);
    }

    /// <summary>Sorts adjacent marks of different classes by class; marks of equal classes stay in order.</summary>
    private static void Order(List<int> points, Table table)
    {
        for (var i = 1; i < points.Count; i++)
        {
            var mark = table.Class(points[i]);
            for (var j = i; j > 0 && mark != 0 && table.Class(points[j - 1]) > mark; j--)
                (points[j - 1], points[j]) = (points[j], points[j - 1]);
        }
    }

    /// <summary>Joins each mark to the last starter, unless a mark of the same or a higher class is between them.</summary>
    private static List<int> Join(List<int> points, Table table)
    {
        var joined = new List<int>(points.Count);
        var (starter, last) = (-1, 0);
        foreach (var point in points)
        {
            var mark = table.Class(point);
            var blocked = starter < joined.Count - 1 && (last == 0 || last >= mark);
            if (starter >= 0 && !blocked && Pair(joined[starter], point, table) is { } whole)
            {
                joined[starter] = whole;
                continue;
            }
            joined.Add(point);
            last = mark;
            if (mark == 0)
                starter = joined.Count - 1;
        }
        return joined;
    }

    private static int? Pair(int first, int second, Table table)
    {
        if (first - Leading is >= 0 and < 19 && second - Vowel is >= 0 and < Vowels)
            return HangulFirst + ((first - Leading) * Vowels + second - Vowel) * Trailings;
        if (
            first - HangulFirst is >= 0 and < HangulCount
            && (first - HangulFirst) % Trailings == 0
            && second - Trailing is > 0 and < Trailings
        )
            return first + second - Trailing;
        return table.Wholes.TryGetValue((first, second), out var whole) ? whole : null;
    }

    private sealed class Table
    {
        public Dictionary<int, int[]> Parts { get; } = [];
        public Dictionary<(int, int), int> Wholes { get; } = [];
        private readonly Dictionary<int, int> _classes = [];

        public int Class(int point) => _classes.GetValueOrDefault(point);

        public static Table Load()
        {
            var table = new Table();
            using var stream = typeof(Composition).Assembly.GetManifestResourceStream("Composition.txt")!;
            using var reader = new StreamReader(stream);
            while (reader.ReadLine() is { } line)
                if (line[0] != '#')
                    table.Add(line[0], line[1..].Split(' '));
            return table;
        }

        private void Add(char kind, string[] fields)
        {
            var points = fields.Take(kind == 'c' ? 2 : 3).Select(f => int.Parse(f, NumberStyles.HexNumber)).ToArray();
            if (kind == 'c')
            {
                for (var point = points[0]; point <= points[1]; point++)
                    _classes[point] = int.Parse(fields[2]);
                return;
            }
            Parts[points[0]] = points[1..];
            if (kind == '+')
                Wholes[(points[1], points[2])] = points[0];
        }
    }
}
