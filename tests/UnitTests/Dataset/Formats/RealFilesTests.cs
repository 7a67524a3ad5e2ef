using Platform.Tests;

namespace Platform.UnitTests.Dataset.Formats;

/// <summary>
/// The public files next to the project: each is detected without a given format, read completely, and has its known
/// figures.
/// </summary>
public sealed class RealFilesTests
{
    [Fact]
    public async Task Gsm8k_solutions_are_1319_problems_of_4()
    {
        var import = await Import.File("gsm8k/example_model_solutions.jsonl");
        Assert.Equal("gsm8k-solutions", import.Format);
        Assert.Empty(import.Errors);
        Assert.Equal(1319, import.Problems.Count);
        Assert.All(import.Problems, problem => Assert.Equal(4, problem.Solutions.Count));
        Assert.Equal(
            [286, 515, 458, 742],
            Enumerable.Range(0, 4).Select(i => import.Problems.Count(p => p.Solutions[i].Correct == true))
        );
        Assert.Equal(11, import.Solutions.Count(solution => !solution.Finished));

        var first = import.Problems[0];
        Assert.Equal("18", first.Answer);
        Assert.Equal("26", first.Solutions[0].Answer);
        Assert.Equal("A: 26", first.Solutions[0].Steps[^1]);
        Assert.Equal("175b_verification", first.Solutions[3].Model);
    }

    [Fact]
    public async Task Qwen_candidates_give_the_published_figures()
    {
        var import = await Import.File("candidates/math_100x8_with_rm_scores.jsonl");
        Assert.Equal("qwen", import.Format);
        Assert.Empty(import.Errors);
        Assert.Equal(100, import.Problems.Count);
        Assert.All(import.Problems, problem => Assert.Equal(8, problem.Solutions.Count));
        Assert.Equal(728, import.Solutions.Count(solution => solution.Correct == true));
        Assert.Equal(96, import.Problems.Count(problem => problem.Solutions.Any(solution => solution.Correct == true)));
        Assert.Equal(
            94,
            import.Problems.Count(problem =>
                problem.Solutions.MaxBy(solution => Assert.Single(solution.Scores).Probabilities[0][0])!.Correct == true
            )
        );
        Assert.Equal("imported-orm", import.Problems[0].Solutions[0].Scores[0].ModelName);
        Assert.Equal(3.546875, import.Problems[0].Solutions[0].Scores[0].Probabilities[0][0]);
        Assert.Equal(["1", "2", "3", "4", "5"], import.Problems.Select(problem => problem.Level).Distinct().Order());
        Assert.Contains(import.Solutions, solution => solution.Steps.Any(step => step.Contains('\r')));
    }

    [Fact]
    public async Task Game_of_24_is_50_puzzles_of_100_with_the_puzzles_numbers()
    {
        var import = await Import.File("game24/gpt4_cot_100samples_even.json");
        Assert.Equal("game24", import.Format);
        Assert.Empty(import.Errors);
        Assert.Equal(50, import.Problems.Count);
        Assert.All(import.Problems, problem => Assert.Equal(100, problem.Solutions.Count));
        Assert.Equal(210, import.Solutions.Count(solution => solution.Correct == true)); // pass@1 4.2 %
        Assert.Equal(24, import.Problems.Count(problem => problem.Solutions.Any(solution => solution.Correct == true)));

        var puzzles = await File.ReadAllLinesAsync(
            RealData.File("game24/puzzles.csv"),
            TestContext.Current.CancellationToken
        );
        Assert.All(
            import.Problems,
            problem =>
            {
                var numbers = puzzles[1 + int.Parse(problem.Key)].Split(',')[1].Split(' ').Select(int.Parse).Order();
                Assert.Contains($" {string.Join(' ', numbers)},", problem.Statement);
            }
        );
    }

    [Fact]
    public async Task The_steps_of_game_of_24_are_those_that_were_labelled()
    {
        var import = await Import.File("game24/gpt4_cot_100samples_even.json");
        var labelled = await File.ReadAllLinesAsync(
            RealData.File("game24/step_labels_even.jsonl"),
            TestContext.Current.CancellationToken
        );
        var problems = import.Problems.ToDictionary(problem => problem.Key);
        Assert.Equal(5000, labelled.Length);
        foreach (var line in labelled)
        {
            using var json = System.Text.Json.JsonDocument.Parse(line);
            var label = json.RootElement;
            var solution = problems[label.GetProperty("idx").GetRawText()].Solutions[
                label.GetProperty("sample").GetInt32()
            ];
            var steps = label.GetProperty("steps").EnumerateArray().Select(step => step.GetString());
            Assert.Equal(label.GetProperty("is_correct").GetBoolean(), solution.Correct);
            Assert.Equal(steps, solution.Steps.Where(step => !step.StartsWith("Answer:", StringComparison.Ordinal)));
        }
    }

    [Theory]
    [InlineData("math/math500.jsonl", "math-500", 500)]
    [InlineData("math/math_test.jsonl", "math-500", 5000)]
    [InlineData("gsm8k/test.jsonl", "gsm8k", 1319)]
    [InlineData("ood/amc23_test.jsonl", "problems", 40)]
    [InlineData("ood/sat_math_test.jsonl", "problems", 32)]
    [InlineData("ood/minerva_math_test.jsonl", "math-500", 272)]
    public async Task Problems_alone_are_read_with_their_answers(string file, string format, int problems)
    {
        var import = await Import.File(file);
        Assert.Equal(format, import.Format);
        Assert.Empty(import.Errors);
        Assert.Equal(problems, import.Problems.Count);
        Assert.All(import.Problems, problem => Assert.False(string.IsNullOrEmpty(problem.Answer)));
        Assert.Empty(import.Solutions);
    }

    [Fact]
    public async Task Prm800k_of_phase_1_is_942_solutions_with_49494_rated_completions()
    {
        var import = await Import.File("prm800k/phase1_train.jsonl");
        Assert.Equal("prm800k", import.Format);
        Assert.Empty(import.Errors);
        Assert.Equal(942, import.Solutions.Count());
        Assert.Equal(900, import.Problems.DistinctBy(problem => problem.Key).Count());
        var labels = import.Solutions.SelectMany(solution => solution.Labels!).ToList();
        Assert.Equal(
            [18782, 10234, 19656],
            new[] { 1, 0, -1 }.Select(value => labels.Count(label => label.Value == value))
        );
        Assert.Equal(822 + 2341, labels.Count(label => label.Value is null));
        Assert.All(import.Solutions, solution => Assert.Equal(solution.Steps.Count, solution.StepLabels!.Count));
    }

    [Fact]
    public async Task Prm800k_of_phase_2_keeps_the_generated_solution()
    {
        var import = await Import.File("prm800k/raw_phase2_line.json");
        Assert.Equal("prm800k", import.Format);
        Assert.Equal(
            ("28800", "7200", 13),
            (import.Problems[0].Answer, import.Solution.Answer, import.Solution.Steps.Count)
        );
        Assert.Equal([1, 0, 1, 1, 1, 1, -1, null, null, null, null, null, null], import.Solution.StepLabels!);
        Assert.Equal(6, (await Import.File("prm800k/raw_lines.jsonl")).Solutions.Count());
    }

    [Theory]
    [InlineData("processbench/gsm8k.json", 400, 193)]
    [InlineData("processbench/math.json", 1000, 406)]
    public async Task Processbench_has_a_first_wrong_step_or_none(string file, int solutions, int right)
    {
        var import = await Import.File(file);
        Assert.Equal("processbench", import.Format);
        Assert.All(import.Problems, problem => Assert.Equal(Path.GetFileNameWithoutExtension(file), problem.Subject));
        Assert.Empty(import.Errors);
        Assert.Equal(solutions, import.Solutions.Count());
        Assert.Equal(right, import.Solutions.Count(solution => solution.StepLabels!.All(label => label == 1)));
        Assert.All(import.Solutions, solution => Assert.InRange(solution.StepLabels!.Count(l => l == -1), 0, 1));
    }

    [Fact]
    public async Task Math_shepherd_has_a_sign_after_every_step()
    {
        var import = await Import.File("other/math_shepherd_samples.jsonl");
        Assert.Equal("math-shepherd", import.Format);
        Assert.Empty(import.Errors);
        Assert.Equal(7, import.Solutions.Count());
        Assert.Equal([1, 1, 1, 1, -1], import.Problems[0].Solutions[0].StepLabels!);
        Assert.All(import.Solutions, solution => Assert.DoesNotContain(null, solution.StepLabels!));
    }

    [Fact]
    public async Task Openais_own_scored_sample_is_read_although_it_is_pretty_printed()
    {
        var import = await Import.File("prm800k/scored_sample.json");
        Assert.Equal("openai-scored", import.Format);
        Assert.Empty(import.Errors);
        var problem = Assert.Single(import.Problems);
        Assert.Equal(("test/precalculus/779.json", "-2+7i", "2"), (problem.Key, problem.Answer, problem.Level));
        Assert.Equal("7i - 2", import.Solution.Answer);
        Assert.Equal(["imported-prm", "imported-orm"], import.Solution.Scores.Select(score => score.ModelName));
        Assert.Equal(
            [0.593068042770836, 0.01925049232449113, 0.387681464904673],
            import.Solution.Scores[0].Probabilities[0]
        );
        Assert.Equal(0.6326445937156677, import.Solution.Scores[1].Probabilities[0][0]);
    }

    [Fact]
    public async Task The_shipped_pool_is_148_problems_of_64_with_a_label_up_to_the_first_error()
    {
        await using var file = File.OpenRead(Path.Combine(Checkout.Root, "samples", "synthetic_pool_148x64.jsonl"));
        var import = await Import.Stream(file);
        Assert.Equal("pool", import.Format);
        Assert.Empty(import.Errors);
        Assert.Equal(148, import.Problems.Count);
        Assert.All(import.Problems, problem => Assert.Equal(64, problem.Solutions.Count));
        Assert.All(import.Solutions, solution => Assert.Equal(solution.Steps.Count, solution.StepLabels!.Count));
    }
}
