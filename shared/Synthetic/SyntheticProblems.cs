using System.Buffers.Binary;
using System.Globalization;
using System.Security.Cryptography;
using System.Text;
using Platform.Kernels.Statistics;
using Platform.Synthetic.Chains;

namespace Platform.Synthetic;

/// <summary>
/// Families of synthetic problems for which an exact oracle can label every line of a solution. Numbers are from 0 to 300,
/// and there are many different answers; the difficulty is to find which quantity and which operation come next, not the
/// arithmetic. The statement determines everything else: the answer, a worked solution, the label of any line, and the split
/// of the data.
/// </summary>
public static class SyntheticProblems
{
    /// <summary>Name and version of the labeller; the version changes whenever a label may change.</summary>
    public const string Labeller = "oracle:synthetic-1";

    /// <summary>Hardest level; 1 is the easiest.</summary>
    public const int HardestLevel = 6;

    /// <summary>The family with a corpus by authors who have misconceptions.</summary>
    public const string Misconceived = "chain";

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
        (Misconceived, Chain.Make, Chain.Read),
    ];

    /// <summary>The families whose worked solutions teach without misconceptions; <c>all</c> of the command line.</summary>
    public static IReadOnlyList<string> Exact { get; } = [.. All.Select(f => f.Name).Where(f => f != Misconceived)];

    /// <summary>Names of the families.</summary>
    public static IReadOnlyList<string> Families { get; } = [.. All.Select(f => f.Name)];

    /// <summary>Returns the split of a problem, which depends only on a hash of its statement.</summary>
    public static SyntheticSplit Split(string statement) =>
        (BinaryPrimitives.ReadUInt32BigEndian(SHA256.HashData(Encoding.UTF8.GetBytes(statement))) % 100) switch
        {
            < 70 => SyntheticSplit.Train,
            < 90 => SyntheticSplit.Reward,
            _ => SyntheticSplit.Test,
        };

    /// <summary>
    /// Generates distinct problems of one split. The same arguments give the same problems, and a larger count starts with
    /// the problems of a smaller one. Ends early if the family has no more problems.
    /// </summary>
    /// <param name="family">One of <see cref="Families"/>.</param>
    /// <param name="split">The split.</param>
    /// <param name="seed">Seed of the random draws.</param>
    /// <param name="count">Number of problems.</param>
    /// <param name="easiest">Lowest level, from 1.</param>
    /// <param name="hardest">
    /// Highest level, up to 6. Levels are drawn uniformly; levels whose problems seldom fit the range occur less often.
    /// </param>
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
        {
            throw new ArgumentException($"Levels go from 1 to {HardestLevel}, the easiest first.");
        }

        var index = Array.FindIndex(All, f => f.Name == family);
        if (index < 0)
        {
            throw new ArgumentException(
                $"There is no family '{family}'; the families are {string.Join(", ", Families)}."
            );
        }

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
                {
                    continue;
                }

                seen.Add(statement);
                idle = 0;
                yield return new(family, level, statement, read.Answer, [.. read.Lines, Answer(read.Answer)]);
            }
        }
    }

    /// <summary>
    /// Labels a solution from any source; malformed lines do not throw. Returns null if the statement is not a problem of
    /// any family.
    /// </summary>
    /// <param name="statement">The problem's text.</param>
    /// <param name="steps">The solution, step by step.</param>
    public static OracleLabels? Judge(string statement, IReadOnlyList<string> steps)
    {
        if (Read(statement) is not { } problem)
        {
            return null;
        }

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
            {
                return new(labels, false);
            }
        }
        return new(labels, answered);
    }

    /// <summary>
    /// Writes a solution as an author with misconceptions would, wrong or right; returns null if the statement is not a
    /// problem of the family <see cref="Misconceived"/> or no author's numbers stay in range.
    /// </summary>
    /// <param name="statement">The problem's text.</param>
    /// <param name="seed">The same seed writes the same solution.</param>
    public static IReadOnlyList<string>? Misconceive(string statement, long seed)
    {
        var random = SplitMix.For(
            seed,
            BinaryPrimitives.ReadInt64BigEndian(SHA256.HashData(Encoding.UTF8.GetBytes(statement)))
        );
        return ChainAuthor.Write(statement, ref random);
    }

    /// <summary>Returns the worked solution, or null if the statement is not a problem of any family.</summary>
    public static IReadOnlyList<string>? Solve(string statement) =>
        Read(statement) is { } problem ? [.. problem.Lines, Answer(problem.Answer)] : null;

    private static ReadProblem? Read(string statement)
    {
        foreach (var family in All)
        {
            if (family.Read(statement) is { } problem)
            {
                return problem;
            }
        }

        return null;
    }

    /// <summary>The last step of a solution.</summary>
    internal static string Answer(int answer) =>
        string.Create(CultureInfo.InvariantCulture, $"{AnswerHeading}\n{answer}");

    private static short Answers(string step, int answer) =>
        (short)(step[AnswerHeading.Length..].Trim() == answer.ToString(CultureInfo.InvariantCulture) ? 1 : -1);
}
