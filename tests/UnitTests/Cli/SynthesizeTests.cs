using System.Text;
using Microsoft.AspNetCore.Http;
using Platform.Contracts;
using Platform.Synthetic;
using Platform.Synthetic.Game24;
using Platform.UnitTests.Dataset.Formats;

namespace Platform.UnitTests.Cli;

public sealed class SynthesizeTests
{
    [Fact]
    public async Task Problems_arrive_with_their_worked_solutions_and_labels()
    {
        var (run, body) = await Synthesize("all", "--pool", "p", "--problems", "20", "--levels", "2-3");

        var import = await Import.Bytes(body, "pool");
        Assert.Empty(import.Errors);
        Assert.Equal(20, import.Problems.Count);
        Assert.All(import.Problems, p => Assert.Equal(SyntheticSplit.Train, SyntheticProblems.Split(p.Statement)));
        Assert.All(import.Problems, p => Assert.InRange(int.Parse(p.Level!), 2, 3));
        Assert.Equal(SyntheticProblems.Exact, import.Problems.Select(p => p.Subject).Distinct());
        Assert.All(
            import.Problems,
            p => Assert.Equal(SyntheticProblems.Solve(p.Statement), Assert.Single(p.Solutions).Steps)
        );
        Assert.All(import.Solutions, s => Assert.All(s.StepLabels!, l => Assert.Equal(1, l)));
        Assert.Contains("20/20", run.Error);
    }

    [Fact]
    public async Task Problems_of_the_other_parts_come_without_solutions()
    {
        var (_, body) = await Synthesize("equation", "--pool", "p", "--problems", "7", "--split", "test");

        var import = await Import.Bytes(body, "pool");
        Assert.Equal(7, import.Problems.Count);
        Assert.All(import.Problems, p => Assert.Equal(SyntheticSplit.Test, SyntheticProblems.Split(p.Statement)));
        Assert.All(import.Problems, p => Assert.NotNull(p.Answer));
        Assert.Empty(import.Solutions);
    }

    [Fact]
    public async Task A_corpus_with_misconceptions_arrives_with_the_oracles_labels()
    {
        var (_, body) = await Synthesize("chain", "--pool", "p", "--problems", "50", "--misconceptions", "--seed", "3");

        var import = await Import.Bytes(body, "pool");
        Assert.Empty(import.Errors);
        Assert.Equal(50, import.Problems.Count);
        foreach (var problem in import.Problems)
        {
            var solution = Assert.Single(problem.Solutions);
            Assert.Equal(SyntheticProblems.Misconceive(problem.Statement, 3), solution.Steps);
            var oracle = SyntheticProblems.Judge(problem.Statement, solution.Steps)!;
            Assert.Equal(oracle.Labels.Select(l => (double?)l), solution.StepLabels!);
        }
        Assert.Contains(import.Solutions, s => s.StepLabels!.Contains(-1));
    }

    [Fact]
    public async Task Texts_for_the_game_of_24_arrive_with_the_oracles_labels()
    {
        var (_, body) = await Synthesize("game24", "--pool", "p", "--texts", "3000", "--seed", "5");

        var import = await Import.Bytes(body, "pool");
        Assert.Empty(import.Errors);
        Assert.Equal(1262, import.Problems.Count);
        Assert.Equal(3000, import.Solutions.Count());
        foreach (var problem in import.Problems)
        {
            foreach (var solution in problem.Solutions)
            {
                var oracle = Game24Oracle.Judge(problem.Statement, solution.Steps)!;
                Assert.Equal(oracle.Labels.Select(l => (double?)l), solution.StepLabels!);
                Assert.True(!oracle.Outcome || solution is { Correct: true, Finished: true });
                Assert.True(solution.Correct is not null || !solution.Finished);
            }
        }
    }

    [Fact]
    public async Task Texts_that_share_a_triple_with_a_test_file_stay_out()
    {
        var file = Path.GetTempFileName();
        await File.WriteAllTextAsync(
            file,
            """[{"ys":["Steps:\n10 - 4 = 6 (left: 5 6 6)\n..."]},{"ys":["1 * 2 = 2 (left: 1 2 12)"]}]""",
            TestContext.Current.CancellationToken
        );
        var (run, body) = await Synthesize("game24", "--pool", "p", "--texts", "20000", "--without", file);
        File.Delete(file);

        var text = Encoding.UTF8.GetString(body);
        Assert.Contains("(left: 2 3 12)", text);
        Assert.DoesNotContain("(left: 5 6 6)", text);
        Assert.DoesNotContain("(left: 1 2 12)", text);
        Assert.Contains("texts hold three numbers that stay out", run.Error);
    }

    [Theory]
    [InlineData("game24", "--problems", "5")]
    [InlineData("game24", "--split", "test")]
    [InlineData("all", "--texts", "5")]
    [InlineData("all", "--misconceptions", "true")]
    [InlineData("chain", "--texts", "5")]
    [InlineData("people", "--without", "x")]
    [InlineData("people", "--levels", "5-2")]
    [InlineData("people", "--levels", "7")]
    [InlineData("people", "--problems", "0")]
    [InlineData("nobody", "--problems", "5")]
    public async Task What_makes_no_sense_is_refused(string family, string option, string value)
    {
        await using var dataset = await FakeDataset.Start();
        var run = new CommandRun(dataset);
        Assert.Equal(2, await run.Run(["synthesize", family, "--pool", "p", option, value]));
        Assert.Contains("synthesize --help", run.Error);
    }

    [Fact]
    public async Task An_import_that_is_refused_ends_the_making()
    {
        await using var dataset = await FakeDataset.Start();
        dataset.OnImport = (_, _, _) => Results.Problem("No.", statusCode: 400);
        var run = new CommandRun(dataset);
        Assert.NotEqual(0, await run.Run(["synthesize", "game24", "--pool", "p", "--texts", "2000"]));
        Assert.Contains("No.", run.Error);
    }

    private static async Task<(CommandRun Run, byte[] Body)> Synthesize(params string[] arguments)
    {
        await using var dataset = await FakeDataset.Start();
        byte[] got = [];
        dataset.OnImport = (pool, format, body) =>
        {
            got = body;
            Assert.Equal(("p", "pool"), (pool, format));
            var lines = body.Count(b => b == '\n');
            var text = Encoding.UTF8.GetString(body);
            var solutions = text.Split("\"steps\":").Length - 1;
            return Results.Ok(new ImportResult("p", "pool", lines, lines, solutions, 0, 0, 0, []));
        };
        var run = new CommandRun(dataset);
        Assert.Equal(0, await run.Run(["synthesize", .. arguments]));
        return (run, got);
    }
}
