using System.Security.Cryptography;
using System.Text;

namespace Platform.Dataset.Formats;

internal static class PoolFormats
{
    /// <summary>The formats, in the order in which they are tried.</summary>
    public static IReadOnlyList<PoolFormat> All { get; } =
    [
        new("pool", r => Has(r, "problem", "solutions"), PoolLines.Read),
        new("openai-scored", OpenAiScored.Fits, OpenAiScored.Read, SolutionALine: true),
        new("gsm8k-solutions", r => Has(r, "question", "ground_truth"), Gsm8kSolutions.Read),
        new("qwen", r => Has(r, "question", "code", "pred"), QwenCandidates.Read),
        new("game24", r => Has(r, "idx", "ys", "infos"), Game24.Read),
        new("math-500", r => Has(r, "problem") && (Has(r, "unique_id") || Has(r, "solution")), MathProblems.Read),
        new("gsm8k", r => Has(r, "question", "answer"), Gsm8kProblems.Read),
    ];

    private const int LongestKey = 200;

    public static PoolFormat Recognise(Field record) =>
        All.FirstOrDefault(format => format.Fits(record))
        ?? (Has(record, "problem") ? All[0] : null)
        ?? throw new UnreadableException(
            $"of no known format (its fields: {string.Join(", ", record.Properties().Select(p => p.Name).Take(20))}); "
                + $"the formats are {string.Join(", ", All.Select(format => format.Name))}"
        );

    public static bool Has(Field record, params ReadOnlySpan<string> names)
    {
        foreach (var name in names)
            if (record[name] is null)
                return false;
        return true;
    }

    /// <summary>Returns the key of a problem that has an id.</summary>
    public static string Key(Field id) =>
        id.TextOrNumber() is { Length: > 0 and <= LongestKey } key
            ? key
            : throw id.Wrong($"must have 1 to {LongestKey} characters");

    /// <summary>Returns the key of a problem to which the file gives no id.</summary>
    public static string Key(string statement) =>
        Convert.ToHexStringLower(SHA256.HashData(Encoding.UTF8.GetBytes(statement)).AsSpan(0, 8));

    /// <summary>"Level 3" and 3 are the same level.</summary>
    public static string? Level(Field record) =>
        record["level"]?.TextOrNumber() is { Length: > 0 } level
            ? level.StartsWith("Level ", StringComparison.Ordinal)
                ? level["Level ".Length..]
                : level
            : null;

    /// <summary>
    /// Returns the solutions that can be read; the reasons for the others are added to <paramref name="errors"/>.
    /// </summary>
    public static IReadOnlyList<ImportedSolution> Solutions(
        IEnumerable<Field> items,
        List<string> errors,
        Func<Field, int, ImportedSolution> read
    )
    {
        List<ImportedSolution> solutions = [];
        foreach (var (index, item) in items.Index())
        {
            try
            {
                solutions.Add(read(item, index));
            }
            catch (UnreadableException e)
            {
                errors.Add(e.Message);
            }
        }
        return solutions;
    }
}

/// <summary>A file format: its name, how to recognise a record, and how to read one.</summary>
/// <param name="Name">Name, as accepted by <c>--format</c>.</param>
/// <param name="Fits">Returns true if a record looks like this format.</param>
/// <param name="Read">Reads a record; reasons why some of its solutions cannot be read are added to the list.</param>
/// <param name="SolutionALine">True if each line holds one solution and repeats its problem.</param>
internal sealed record PoolFormat(
    string Name,
    Func<Field, bool> Fits,
    Func<Field, List<string>, ImportedProblem> Read,
    bool SolutionALine = false
);
