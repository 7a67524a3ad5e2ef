using System.Buffers.Binary;
using System.Globalization;
using System.Security.Cryptography;
using System.Text;
using Platform.Kernels.Statistics;

namespace Platform.Synthetic;

/// <summary>
/// Families of made-up problems whose every line an exact oracle can judge. Numbers are from 0 to 300, answers many, and what
/// is hard is to know which quantity and which operation comes next, not the arithmetic. Everything follows from a problem's
/// statement: its answer, a worked solution, the judgement of any line, and the part of the data it belongs to.
/// </summary>
public static class SyntheticProblems
{
    /// <summary>Who labels: changes whenever a label may.</summary>
    public const string Labeller = "oracle:synthetic-1";

    /// <summary>Hardest level; 1 is the easiest.</summary>
    public const int HardestLevel = 6;

    private const string AnswerHeading = "# Answer";

    private delegate string Maker(ref SplitMix random, int level);

    private static readonly (string Name, Maker Make, Func<string, ReadProblem?> Read)[] All =
    [
        ("people", People.Make, People.Read),
        ("shop", Shop.Make, Shop.Read),
        ("sequence", Sequence.Make, Sequence.Read),
        ("equation", Equation.Make, Equation.Read),
        ("system", Systems.Make, Systems.Read),
        ("arithmetic", Arithmetic.Make, Arithmetic.Read),
    ];

    /// <summary>Names of the families.</summary>
    public static IReadOnlyList<string> Families { get; } = [.. All.Select(f => f.Name)];

    /// <summary>The part that a problem belongs to, by a hash of its statement alone.</summary>
    public static SyntheticSplit Split(string statement) =>
        (BinaryPrimitives.ReadUInt32BigEndian(SHA256.HashData(Encoding.UTF8.GetBytes(statement))) % 100) switch
        {
            < 70 => SyntheticSplit.Train,
            < 90 => SyntheticSplit.Reward,
            _ => SyntheticSplit.Test,
        };

    /// <summary>
    /// Distinct problems of one part of the data; the same arguments give the same problems, and more problems begin with the
    /// fewer. Ends early where a family has no more.
    /// </summary>
    /// <param name="family">One of <see cref="Families"/>.</param>
    /// <param name="split">The part.</param>
    /// <param name="seed">Chance.</param>
    /// <param name="count">How many.</param>
    /// <param name="easiest">Lowest level, from 1.</param>
    /// <param name="hardest">Highest level, to 6. Levels are drawn alike; those whose problems seldom fit the range come less often.</param>
    public static IEnumerable<SyntheticProblem> Make(
        string family,
        SyntheticSplit split,
        long seed,
        int count,
        int easiest = 1,
        int hardest = HardestLevel
    )
    {
        if (easiest < 1 || hardest > HardestLevel || easiest > hardest)
            throw new ArgumentException($"Levels go from 1 to {HardestLevel}, the easiest first.");
        var index = Array.FindIndex(All, f => f.Name == family);
        if (index < 0)
            throw new ArgumentException(
                $"There is no family '{family}'; the families are {string.Join(", ", Families)}."
            );
        return Made();

        IEnumerable<SyntheticProblem> Made()
        {
            HashSet<string> seen = new(StringComparer.Ordinal);
            var random = SplitMix.For(seed, index);
            for (var idle = 0; seen.Count < count && idle < 10_000; idle++)
            {
                var level = easiest + random.Below(hardest - easiest + 1);
                var statement = All[index].Make(ref random, level);
                if (Split(statement) != split || seen.Contains(statement) || All[index].Read(statement) is not { } read)
                    continue;
                seen.Add(statement);
                idle = 0;
                yield return new(family, level, statement, read.Answer, [.. read.Lines, Answer(read.Answer)]);
            }
        }
    }

    /// <summary>
    /// What the oracle says about a solution, whoever wrote it; no line makes it fail. Null: the statement is no problem of
    /// any family.
    /// </summary>
    /// <param name="statement">The problem's text.</param>
    /// <param name="steps">The solution, step by step.</param>
    public static OracleLabels? Judge(string statement, IReadOnlyList<string> steps)
    {
        if (Read(statement) is not { } problem)
            return null;
        var judge = problem.Judge();
        var labels = new short?[steps.Count];
        var answered = false;
        for (var i = 0; i < labels.Length; i++)
        {
            var step = steps[i].Trim();
            var label =
                answered ? (short)-1
                : step.StartsWith(AnswerHeading, StringComparison.Ordinal) ? Answers(step, problem.Answer)
                : judge(step);
            answered |= step.StartsWith(AnswerHeading, StringComparison.Ordinal);
            labels[i] = label;
            if (label < 0)
                return new(labels, false);
        }
        return new(labels, answered);
    }

    /// <summary>The worked solution; null: the statement is no problem of any family.</summary>
    public static IReadOnlyList<string>? Solve(string statement) =>
        Read(statement) is { } problem ? [.. problem.Lines, Answer(problem.Answer)] : null;

    private static ReadProblem? Read(string statement)
    {
        foreach (var family in All)
            if (family.Read(statement) is { } problem)
                return problem;
        return null;
    }

    private static string Answer(int answer) =>
        string.Create(CultureInfo.InvariantCulture, $"{AnswerHeading}\n{answer}");

    private static short Answers(string step, int answer) =>
        (short)(step[AnswerHeading.Length..].Trim() == answer.ToString(CultureInfo.InvariantCulture) ? 1 : -1);
}
