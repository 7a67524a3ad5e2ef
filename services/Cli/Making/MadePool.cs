using System.Globalization;
using System.IO.Pipelines;
using System.Text.Json;
using System.Text.Json.Serialization;
using Platform.Contracts;
using Platform.Synthetic;
using Platform.Synthetic.Game24;

namespace Platform.Cli.Making;

/// <summary>Synthetic problems as the lines of a pool file, generated while they are sent.</summary>
/// <param name="Unit">What is counted.</param>
/// <param name="Total">Total number of units.</param>
/// <param name="Lines">One line per problem, with the number of units that it counts for.</param>
internal sealed record MadePool(string Unit, long Total, IEnumerable<(MadeProblem Problem, int Count)> Lines)
{
    /// <summary>Every family with an exact oracle, in equal parts.</summary>
    public const string All = "all";

    private static readonly JsonSerializerOptions Json = new(JsonSerializerDefaults.Web)
    {
        DefaultIgnoreCondition = JsonIgnoreCondition.WhenWritingNull,
    };

    /// <summary>Easiest and hardest level of a text such as <c>4-5</c>; null: it is no such text.</summary>
    public static (int Easiest, int Hardest)? Levels(string? text)
    {
        if (text is null)
        {
            return (2, 5);
        }

        var ends = text.Split('-');
        return
            ends.Length is 1 or 2
            && int.TryParse(ends[0], NumberStyles.None, CultureInfo.InvariantCulture, out var easiest)
            && int.TryParse(ends[^1], NumberStyles.None, CultureInfo.InvariantCulture, out var hardest)
            && 1 <= easiest
            && easiest <= hardest
            && hardest <= SyntheticProblems.HardestLevel
            ? (easiest, hardest)
            : null;
    }

    /// <summary>The problems that are asked for, which must be possible.</summary>
    /// <param name="pool">What to make.</param>
    /// <param name="solutions">Worked solutions per problem; null: 1 in the split train, otherwise 0.</param>
    public static MadePool Of(SyntheticPool pool, int? solutions = null)
    {
        var split = Enum.Parse<SyntheticSplit>(pool.Split ?? "train", ignoreCase: true);
        var seed = pool.Seed ?? 1;
        Func<SyntheticProblem, IReadOnlyList<string>?> solve =
            pool.Misconceptions ? p => SyntheticProblems.Misconceive(p.Statement, seed)
            : (solutions ?? (split == SyntheticSplit.Train ? 1 : 0)) == 1 ? p => p.Solution
            : _ => null;
        return Problems(
            pool.Family == All ? SyntheticProblems.Exact : [pool.Family],
            split,
            seed,
            pool.Problems,
            Levels(pool.Levels)!.Value,
            solve
        );
    }

    /// <summary>Problems of the families, the same number of each, with the solutions that are given to them.</summary>
    public static MadePool Problems(
        IReadOnlyList<string> families,
        SyntheticSplit split,
        long seed,
        int problems,
        (int Easiest, int Hardest) levels,
        Func<SyntheticProblem, IReadOnlyList<string>?> solve
    )
    {
        return new("problems", problems, families.SelectMany(Family));

        IEnumerable<(MadeProblem, int)> Family(string family, int index)
        {
            var share = (problems / families.Count) + (index < problems % families.Count ? 1 : 0);
            return SyntheticProblems
                .Make(family, split, seed, share, levels.Easiest, levels.Hardest)
                .Select(p => (new MadeProblem(p, solve(p)), 1));
        }
    }

    /// <summary>Texts for the Game of 24, without those that contain one of the triples.</summary>
    public static MadePool Texts(
        long seed,
        int texts,
        int? largest,
        IReadOnlySet<string>? without,
        double? firstSteps
    ) =>
        new(
            "texts",
            texts,
            Game24Texts
                .Make(
                    seed,
                    texts,
                    without,
                    largest ?? Game24Puzzle.LargestNumber,
                    firstSteps ?? Game24Texts.UsualFirstSteps
                )
                .Select(p => (new MadeProblem(p.Puzzle, p.Texts), p.Texts.Count))
        );

    /// <summary>Writes the lines. The pipe is completed after the last one, or with the exception.</summary>
    public async Task Write(PipeWriter to, Action<long> done, CancellationToken cancellationToken)
    {
        try
        {
            var count = 0L;
            var stream = to.AsStream();
            foreach (var (problem, stands) in Lines)
            {
                await JsonSerializer.SerializeAsync(stream, problem, Json, cancellationToken);
                await stream.WriteAsync("\n"u8.ToArray(), cancellationToken);
                done(count += stands);
            }
            await to.CompleteAsync();
        }
        catch (Exception e)
        {
            await to.CompleteAsync(e);
            throw;
        }
    }
}

/// <summary>A line of a pool file.</summary>
internal sealed record MadeProblem(
    string Problem,
    string? Answer,
    string Subject,
    int? Level,
    IReadOnlyList<MadeSolution> Solutions
)
{
    public MadeProblem(SyntheticProblem problem, IReadOnlyList<string>? solution)
        : this(
            problem.Statement,
            $"{problem.Answer}",
            problem.Family,
            problem.Level,
            solution is null
                ? []
                : [new(solution, null, null, null, SyntheticProblems.Judge(problem.Statement, solution)!.Labels)]
        ) { }

    public MadeProblem(Game24Puzzle puzzle, IReadOnlyList<Game24Text> texts)
        : this(
            puzzle.Statement,
            null,
            "game24",
            null,
            [
                .. texts.Select(t => new MadeSolution(
                    t.Steps,
                    t.Finished ? t.Steps.First(IsAnswer)["Answer:".Length..].Trim() : null,
                    t.Finished ? null : false,
                    t.Correct,
                    t.Oracle.Labels
                )),
            ]
        ) { }

    private static bool IsAnswer(string step) => step.StartsWith("Answer:", StringComparison.Ordinal);
}

/// <summary>A solution in a line of a pool file.</summary>
internal sealed record MadeSolution(
    IReadOnlyList<string> Steps,
    string? Answer,
    bool? Finished,
    bool? Correct,
    IReadOnlyList<short?> Labels
);
