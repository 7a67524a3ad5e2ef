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

    [Theory]
    [InlineData("The answer is 64, in total, so we are done.", "64")]
    [InlineData("So the answer is 7. Wait, let me check. Yes, the answer is 8.", "8")]
    [InlineData("\\boxed{3}", "3")]
    [InlineData("Hence $x = \\boxed{3}$ or $x = \\boxed{4}$.", "3, 4")]
    [InlineData("\\boxed{3}\\boxed{4}", "4")]
    [InlineData("\\boxed{12", null)]
    [InlineData("first \\boxed{5} then \\boxed{\\frac{1}{2", "5")]
    [InlineData("<answer>42</answer>", "42")]
    [InlineData("<answer> \\boxed{42} </answer>", "42")]
    [InlineData("<answer>The answer is 42.</answer>", "42")]
    [InlineData("<answer></answer> The answer is 9.", "9")]
    [InlineData("### Final Answer\n\n12", "12")]
    [InlineData("### Final Answer\n\n$12$", "12")]
    [InlineData("## Final Answer: 12", "12")]
    [InlineData("**Final Answer**\n\\boxed{9}", "9")]
    [InlineData("\\framebox{7}", "7")]
    [InlineData("\\fbox{7}", "7")]
    [InlineData("\\framebox[2cm]{7}", "7")]
    [InlineData("答案：12", "12")]
    [InlineData("答案: 12", "12")]
    [InlineData("答案是12。", "12")]
    [InlineData("最终答案：$\\frac12$", "\\frac12")]
    [InlineData("<think>The answer is 5.</think>The answer is 6.", "6")]
    [InlineData("<think>so \\boxed{5}</think>", "5")]
    [InlineData("<think>\\boxed{5}</think>\n\nThe result: \\boxed{6}", "6")]
    [InlineData("The answer is 5 </think> The answer is 7", "7")]
    [InlineData("Step 1: 2+2=4 ки\nStep 2: The answer is: 4 ки", "4")]
    [InlineData("Step 1: 2+2=4 <step> The answer is 4 <step>", "4")]
    [InlineData("#### 72", "72")]
    [InlineData("work\n#### 1,080", "1,080")]
    [InlineData("#### $5", "$5")]
    [InlineData("A: 18", "18")]
    [InlineData("Answer: (C)", "(C)")]
    [InlineData("The correct answer is (C) 17.", "(C) 17")]
    [InlineData("Thus the final answer is $\\boxed{\\text{(B) } 12}$.", "\\text{(B) } 12")]
    [InlineData("The answer is not 5. The answer is 6.", "6")]
    [InlineData("The answer is $\\frac{3}{4}$, as required.", "\\frac{3}{4}")]
    [InlineData("The answer is 3/4.", "3/4")]
    [InlineData("The answer is 1.5.", "1.5")]
    [InlineData("The answer is 5, because 2+3=5.", "5")]
    [InlineData("The final answer is: $\\boxed{x = 3}$", "x = 3")]
    [InlineData("Final answer: 10 apples", "10 apples")]
    [InlineData("Answer:\n10", "10")]
    [InlineData("Answer: **10**", "10")]
    [InlineData("**Answer:** 10", "10")]
    [InlineData("*Answer*: 10", "10")]
    [InlineData("The answer is therefore 10.", "10")]
    [InlineData("The answer is 10%.", "10%")]
    [InlineData("The answer is $10.", "$10")]
    [InlineData("The answer is \\(10\\).", "10")]
    [InlineData("The answer is \\[10\\]", "10")]
    [InlineData("The answer is: \\[ \\boxed{10} \\]", "10")]
    [InlineData("Thus \\boxed{\\boxed{5}}", "5")]
    [InlineData("So we get \\boxed{\\{1,2\\}}.", "\\{1,2\\}")]
    [InlineData("\\boxed{\\begin{pmatrix}1\\\\2\\end{pmatrix}}", "\\begin{pmatrix}1\\\\2\\end{pmatrix}")]
    [InlineData("\\boxed{} The answer is 4", "4")]
    [InlineData("\\boxed{5}, where 5 is prime", "5")]
    [InlineData("The answer is 5<|im_end|>", "5")]
    [InlineData("The answer is 5</s>", "5")]
    [InlineData("The answer is 5<|eot_id|>", "5")]
    [InlineData("I do not know.", null)]
    [InlineData("The answer is", null)]
    [InlineData("The answer is .", null)]
    [InlineData("The answer is unclear.", null)]
    [InlineData("# Answer\n\n468", "468")]
    [InlineData("\\boxed{x=2} and \\boxed{y=3}", "x=2, y=3")]
    [InlineData("\\boxed{2}, \\boxed{3}, and \\boxed{5}", "2, 3, 5")]
    [InlineData("The answer is (2, 3).", "(2, 3)")]
    [InlineData("The answer is [0, 1) ∪ (2, 3].", "[0, 1) ∪ (2, 3]")]
    [InlineData("The answer is Paris.", "Paris")]
    [InlineData("The answer is yes, since 2 is even.", "yes")]
    [InlineData("So the answer is $5$ dollars.", "5")]
    [InlineData("Final Answer: The final answer is $10$. I hope it is correct.", "10")]
    [InlineData("ANSWER: 5", "5")]
    [InlineData("the answer IS 5", "5")]
    [InlineData("The answers are 2 and 3.", "2 and 3")]
    [InlineData("The answer is 2 or 3.", "2 or 3")]
    [InlineData("Answer = 5", "5")]
    [InlineData("The answer equals 5.", "5")]
    [InlineData("The answer: 5", "5")]
    [InlineData("Ans: 5", "5")]
    [InlineData("Solution: 5", null)]
    [InlineData("The answer is −5", "−5")]
    [InlineData("The answer is 5 (five).", "5 (five)")]
    [InlineData("答案为$\\boxed{8}$。", "8")]
    [InlineData("**答案：** 12", "12")]
    [InlineData("所以答案选 C。", "C")]
    [InlineData("A = 5", null)]
    [InlineData("Ans. 5", null)]
    [InlineData("Answering: no", null)]
    [InlineData("The answer equals $\\frac12$, so we stop.", "\\frac12")]
    [InlineData("答案选（C）。", "（C）")]
    public void Finds_the_answer_of_every_format(string solution, string? answer) =>
        Assert.Equal(answer, AnswerExtraction.Extract(solution).Answer);

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
