using System.Security.Cryptography;
using System.Text;
using System.Text.Json;
using Platform.Dataset.Json;

namespace Platform.Dataset.Formats;

/// <summary>The formats, and what their readers share.</summary>
internal static class PoolFormats
{
    /// <summary>The formats, in the order in which they are tried.</summary>
    public static IReadOnlyList<PoolFormat> All { get; } =
    [
        PoolLines.Format,
        OpenAiScored.Format,
        Prm800k.Format,
        ProcessBench.Format,
        MrBen.Format,
        PrmBench.Format,
        RlhFlow.Format,
        MathShepherd.Format,
        Stepwise.Format,
        SearchAndLearn.Format,
        Gsm8kSolutions.Format,
        QwenCandidates.Format,
        Game24.Format,
        MathProblems.Format,
        Gsm8kProblems.Format,
        Problems.Format,
    ];

    private const int LongestKey = 200;

    /// <summary>The format that has the record's fields and loses none of its solutions.</summary>
    public static PoolFormat Recognise(Field record)
    {
        var fitting = All.Where(format => format.Fits(record)).ToList();
        return fitting.Find(format => format.Lost(record).Count == 0)
            ?? throw (fitting.Count > 0 ? Lossy(fitting[0], record) : Unknown(record));
    }

    /// <summary>Says which fields the format would lose.</summary>
    public static UnreadableException Lossy(PoolFormat format, Field record) =>
        new(
            $"the format {format.Name} would lose solutions, labels or scores (in {Listed(format.Lost(record))}): "
                + "name another format with --format, or remove these fields"
        );

    private static UnreadableException Unknown(Field record) =>
        new(
            $"of no known format (its fields: {Listed(record.Properties().Select(p => p.Name))}); "
                + $"the formats are {string.Join(", ", All.Select(format => format.Name))}"
        );

    private static string Listed(IEnumerable<string> names)
    {
        var list = string.Join(", ", names.Take(20));
        return list.Length <= 200 ? list : $"{list[..200]}...";
    }

    public static bool Has(Field record, params ReadOnlySpan<string> names)
    {
        foreach (var name in names)
        {
            if (record[name] is null)
            {
                return false;
            }
        }

        return true;
    }

    /// <summary>Returns true if the record has the field with a value of this kind.</summary>
    public static bool Has(Field record, string name, JsonValueKind kind) => record[name]?.Kind == kind;

    /// <summary>Returns the statement, which is in <c>problem</c> or <c>question</c>.</summary>
    public static string Statement(Field record)
    {
        var (problem, question) = (record["problem"], record["question"]);
        var statement = (problem ?? question ?? record.Required("problem")).NotBlank();
        return problem is null || question is not { } other || other.Text() == statement
            ? statement
            : throw other.Wrong("and problem are two statements: keep one of them");
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
