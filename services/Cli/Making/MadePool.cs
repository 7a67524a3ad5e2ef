using System.IO.Pipelines;
using System.Text.Json;
using System.Text.Json.Serialization;
using Platform.Synthetic;
using Platform.Synthetic.Game24;

namespace Platform.Cli.Making;

/// <summary>Synthetic problems as the lines of a pool file, generated while they are sent.</summary>
/// <param name="Unit">What is counted.</param>
/// <param name="Total">Total number of units.</param>
/// <param name="Lines">One line per problem, with the number of units that it counts for.</param>
internal sealed record MadePool(string Unit, long Total, IEnumerable<(MadeProblem Problem, int Count)> Lines)
{
    private static readonly JsonSerializerOptions Json = new(JsonSerializerDefaults.Web)
    {
        DefaultIgnoreCondition = JsonIgnoreCondition.WhenWritingNull,
    };

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
    public static MadePool Texts(long seed, int texts, IReadOnlySet<string>? without) =>
        new(
            "texts",
            texts,
            Game24Texts.Make(seed, texts, without).Select(p => (new MadeProblem(p.Puzzle, p.Texts), p.Texts.Count))
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
