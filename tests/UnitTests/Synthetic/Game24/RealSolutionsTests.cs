using System.Text.Json;
using Platform.Synthetic.Game24;
using Platform.Tests;
using Platform.UnitTests.Dataset.Formats;

namespace Platform.UnitTests.Synthetic.Game24;

public sealed class RealSolutionsTests(ITestOutputHelper output)
{
    [Fact]
    public async Task Labels_of_real_solutions_are_those_computed_elsewhere()
    {
        var token = TestContext.Current.CancellationToken;
        var import = await Import.File("game24/gpt4_cot_100samples_even.json");
        var problems = import.Problems.ToDictionary(problem => problem.Key);
        List<string> differences = [];
        var (labels, solutions) = (0, 0);
        await foreach (var line in File.ReadLinesAsync(RealData.File("game24/step_labels_even.jsonl"), token))
        {
            using var json = JsonDocument.Parse(line);
            var row = json.RootElement;
            var problem = problems[row.GetProperty("idx").GetRawText()];
            var solution = problem.Solutions[row.GetProperty("sample").GetInt32()];
            var wanted = row.GetProperty("step_labels")
                .EnumerateArray()
                .Select(label => label.ValueKind == JsonValueKind.Null ? (short?)null : label.GetInt16())
                .ToList();
            var given = Game24Oracle
                .Judge(problem.Statement, solution.Steps)!
                .Labels.Zip(solution.Steps)
                .Where(pair => !pair.Second.StartsWith("Answer:", StringComparison.Ordinal))
                .Select(pair => pair.First)
                .ToList();
            solutions++;
            labels += wanted.Count(label => label is not null);
            if (!wanted.SequenceEqual(given))
            {
                differences.Add(
                    $"{problem.Key} #{solution.Sample}: {string.Join(" | ", solution.Steps)}: [{string.Join(' ', wanted)}] [{string.Join(' ', given)}]"
                );
            }
        }
        output.WriteLine($"{solutions} solutions, {labels} labels, {differences.Count} differ");
        differences.ForEach(output.WriteLine);
        Assert.Equal(5000, solutions);
        Assert.Empty(differences);
    }

    [Fact]
    public async Task The_outcome_is_the_files_verdict_where_every_step_is_right()
    {
        var import = await Import.File("game24/gpt4_cot_100samples_even.json");
        List<string> differences = [];
        foreach (var problem in import.Problems)
        {
            foreach (var solution in problem.Solutions)
            {
                var labels = Game24Oracle.Judge(problem.Statement, solution.Steps)!;
                if (labels.Outcome && solution.Correct != true)
                {
                    differences.Add($"{problem.Key} #{solution.Sample}: {string.Join(" | ", solution.Steps)}");
                }

                var answer = solution.Steps.Where(s => s.StartsWith("Answer:", StringComparison.Ordinal)).ToList();
                if (answer.Count == 1 && Game24Oracle.Judge(problem.Statement, answer)!.Outcome != solution.Correct)
                {
                    differences.Add($"{problem.Key} #{solution.Sample}: {answer[0]} is {solution.Correct} in the file");
                }
            }
        }
        differences.ForEach(output.WriteLine);
        Assert.Empty(differences);
    }
}
