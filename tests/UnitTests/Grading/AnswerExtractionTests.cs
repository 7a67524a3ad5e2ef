using Platform.Grading;
using Platform.Tests;

namespace Platform.UnitTests.Grading;

public sealed class AnswerExtractionTests
{
    [Theory]
    [InlineData("That's correct.\n\n# Answer\n\n468", "468", AnswerRule.AnswerBlock)]
    [InlineData("# Answer\n\n1\n\nNo, wait.\n\n# Answer\n\n2", "2", AnswerRule.AnswerBlock)]
    [InlineData("So $x = \\boxed{\\frac{1}{\\sqrt{2}}}$.", "\\frac{1}{\\sqrt{2}}", AnswerRule.Boxed)]
    [InlineData("\\boxed{1} is wrong, \\boxed{2} right", "2", AnswerRule.Boxed)]
    [InlineData("the set $\\boxed{\\{1,\\{2\\}\\}}$", "\\{1,\\{2\\}\\}", AnswerRule.Boxed)]
    [InlineData("$\\boxed 7$ it is", "7", AnswerRule.Boxed)]
    [InlineData("first \\boxed{3}, then cut short: \\boxed{4", "3", AnswerRule.Boxed)]
    [InlineData("She has 48/2 = <<48/2=24>>24.\n#### 72", "72", AnswerRule.Hashes)]
    [InlineData("She makes $18 a day\nA: 18", "18", AnswerRule.AnswerLine)]
    [InlineData("5 * 4 = 20 (left: 20)\nAnswer: (10 - 4) * 5 - 6 = 24", "(10 - 4) * 5 - 6 = 24", AnswerRule.AnswerLine)]
    [InlineData("**Final Answer:** 12 apples.", "12 apples", AnswerRule.AnswerLine)]
    [InlineData("Answer:\n\n$5$", "5", AnswerRule.AnswerLine)]
    [InlineData("Therefore, the answer is $\\frac{1}{2}$.", "\\frac{1}{2}", AnswerRule.AnswerIs)]
    [InlineData("The answer is 3.5. I hope it is correct.", "3.5", AnswerRule.AnswerIs)]
    [InlineData("so. Final Answer: The final answer is $7$. I hope it is correct.", "7", AnswerRule.AnswerIs)]
    [InlineData("so. Final Answer: The largest $n$ is 34.", "34", AnswerRule.AnswerIs)]
    public void Finds_the_answer_and_names_the_rule(string solution, string answer, AnswerRule rule) =>
        Assert.Equal(new ExtractedAnswer(answer, rule), AnswerExtraction.Extract(solution));

    [Theory]
    [InlineData("")]
    [InlineData("  \n ")]
    [InlineData("Let us see. There are 5 apples")]
    [InlineData("# Answer")]
    [InlineData("# Answer\n\n")]
    [InlineData("\\boxed{")]
    [InlineData("####")]
    [InlineData("Answer:")]
    public void No_answer_is_a_result_of_its_own(string solution) =>
        Assert.Equal(new ExtractedAnswer(null, AnswerRule.None), AnswerExtraction.Extract(solution));

    [Theory]
    [InlineData("\n")]
    [InlineData("$")]
    [InlineData("(")]
    [InlineData("ки ")]
    [InlineData("<think>")]
    [InlineData("</answer>")]
    [InlineData("<answer></answer>")]
    [InlineData("#### ,\n")]
    [InlineData("Final answer:\n")]
    [InlineData("The answer is not 5. ")]
    [InlineData("\\boxed{1}, ")]
    [InlineData("\\boxed{")]
    [InlineData("\\framebox[")]
    [InlineData("\\frac{")]
    public void A_long_text_of_one_piece_is_read_to_its_end(string piece)
    {
        var text = string.Concat(Enumerable.Repeat(piece, 200_000 / piece.Length));
        Assert.Equal("7", AnswerExtraction.Extract(text + "\n</think>\n<answer>7</answer>").Answer);
        _ = AnswerExtraction.Extract("The answer is " + text);
        _ = AnswerOptions.In(text);
    }

    [Fact]
    public void An_A_counts_only_on_the_last_line() =>
        Assert.Equal(AnswerRule.None, AnswerExtraction.Extract("A: 5 apples\nB: 7 apples\nNone of these").Rule);

    [Fact]
    public void Every_trial_gives_its_answer()
    {
        foreach (var line in File.ReadLines(RealData.Shared("data/trials/extraction.jsonl")))
        {
            using var json = System.Text.Json.JsonDocument.Parse(line);
            string Field(string name) => json.RootElement.GetProperty(name).GetString()!;
            var answer = AnswerExtraction.Extract(Field("given")).Answer;
            // Without a given spelling, there is no answer, or it equals the reference (several boxes).
            Assert.True(
                json.RootElement.GetProperty("answer").GetString() is { } spellings
                    ? spellings.Split('|').Contains(answer)
                    : answer is null || Grader.Grade(answer, Field("truth"), GradingPolicy.Mathematical).Equal,
                $"{Field("id")}: {answer}"
            );
        }
    }

    [Fact]
    public void Finds_every_answer_of_the_example_solutions_of_GSM8K()
    {
        var path = RealData.File("gsm8k/example_model_solutions.jsonl");
        var (found, right) = (0, 0);
        foreach (var line in File.ReadLines(path))
        {
            using var json = System.Text.Json.JsonDocument.Parse(line);
            var truth = AnswerExtraction.Extract(json.RootElement.GetProperty("ground_truth").GetString()!).Answer!;
            foreach (
                var model in json
                    .RootElement.EnumerateObject()
                    .Where(p => p.Value.ValueKind == System.Text.Json.JsonValueKind.Object)
            )
            {
                var answer = AnswerExtraction.Extract(model.Value.GetProperty("solution").GetString()!);
                found += answer.Rule == AnswerRule.AnswerLine ? 1 : 0;
                right +=
                    Grader.Grade(answer.Answer, truth).Equal == model.Value.GetProperty("is_correct").GetBoolean()
                        ? 1
                        : 0;
            }
        }
        TestContext.Current.TestOutputHelper!.WriteLine($"{found} found, {right} judged as published, of {1319 * 4}");
        Assert.True(found >= 0.99 * 1319 * 4, $"{found} found");
        Assert.True(right >= 0.99 * 1319 * 4, $"{right} judged as published");
    }
}
