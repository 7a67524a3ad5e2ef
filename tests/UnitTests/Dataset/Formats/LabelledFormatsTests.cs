using Platform.Dataset.Labels;

namespace Platform.UnitTests.Dataset.Formats;

/// <summary>Formats of labelled solutions, on inputs of our own.</summary>
public sealed class LabelledFormatsTests
{
    [Fact]
    public async Task Trl_stepwise_lines_of_a_prompt_are_its_samples()
    {
        var import = await Import.Text(
            """
            {"prompt":"2 + 3 + 4?","completions":["2 + 3 = 5","5 + 4 = 9"],"labels":[true,true]}
            {"prompt":"2 + 3 + 4?","completions":["2 + 3 = 6","6 + 4 = 10"],"labels":[0,null]}
            {"prompt":"1 + 1?","completions":["1 + 1 = 2"],"labels":[1.0]}
            """
        );
        Assert.Equal("trl", import.Format);
        Assert.Empty(import.Errors);
        Assert.Equal([0, 1, 0], import.Solutions.Select(s => s.Sample));
        Assert.Equal(["2 + 3 = 5", "5 + 4 = 9"], import.Problems[0].Solutions[0].Steps);
        Assert.Equal(
            [
                [1, 1],
                [-1, null],
                [1],
            ],
            import.Solutions.Select(s => s.StepLabels!)
        );
        Assert.All(import.Problems, p => Assert.Null(p.Answer));
        Assert.All(import.Solutions, s => Assert.Null(s.Correct));
    }

    [Fact]
    public async Task Prmbench_errors_outside_of_the_steps_are_reported_and_not_clamped()
    {
        var import = await Import.Text(
            """
            {"idx":"1","modified_question":"p","original_process":["a"],"modified_process":["a","b","c"],"modified_steps":[2],"error_steps":[2,3],"classification":"x"}
            {"idx":"2","modified_question":"p","original_process":["a"],"modified_process":["a","b"],"modified_steps":[3],"error_steps":[1,3],"classification":"x"}
            {"idx":"3","modified_question":"p","original_process":["a"],"modified_process":["a"],"modified_steps":[],"error_steps":[0],"classification":"x"}
            """
        );
        Assert.Equal("prmbench", import.Format);
        Assert.Equal([1, -1, -1], import.Solution.StepLabels!);
        Assert.Equal(
            [
                "2: error_steps[1] is 3, and the steps of modified_process are 1 to 2",
                "3: error_steps[0] is 0, and the steps of modified_process are 1 to 1",
            ],
            import.Errors.Select(e => $"{e.Line}: {e.Reason}")
        );
    }

    [Theory]
    [InlineData("\"4\"", "Model_Solution_First_Error_Step is 4, and the steps are 1 to 3 (N/A: none is wrong)")]
    [InlineData("0", "Model_Solution_First_Error_Step is 0, and the steps are 1 to 3 (N/A: none is wrong)")]
    [InlineData("\"?\"", "Model_Solution_First_Error_Step must be the number of a step, from 1, or N/A; got \"?\"")]
    public async Task Mr_ben_names_a_step_from_1(string step, string reason) =>
        Assert.Equal(
            reason,
            (
                await Import.Text(
                    $$"""{"Question_UUID":"a","Question":"p","Model_Solution_Steps":["a","","c"],"Model_Solution_First_Error_Step":{{step}}}"""
                )
            ).Reason
        );

    [Fact]
    public async Task Mr_ben_objects_are_read_row_by_row()
    {
        const string row =
            """{"Question_UUID":"KEY","Question":"p [KEY]","Model_Solution_Steps":["a"],"Model_Solution_First_Error_Step":"N/A"}""";
        var (a, b) = (row.Replace("KEY", "a"), row.Replace("KEY", "b"));
        foreach (
            var text in (string[])
                [$"{{\"a\":[{a},{a}],\"b\":[{b}]}}", $"{{\n \"a\": [\n{a} ,\n{a}\n],\n\"b\":[{b}] }}\n"]
        )
        {
            var import = await Import.Text(text);
            Assert.Empty(import.Errors);
            Assert.Equal([("a", 0), ("a", 1), ("b", 0)], import.Problems.Select(p => (p.Key, p.Solutions[0].Sample)));
        }

        Assert.Equal("the object does not end: the file was cut off", (await Import.Text($"{{\"a\":[{a},{a}")).Reason);
        Assert.StartsWith("must be a JSON object", (await Import.Text($"{{\"a\":[{a},3]}}")).Reason);
    }

    [Theory]
    [InlineData(
        "p a",
        "+",
        "conversations[0].content must be a problem and 'Step 1: ...', or give the problem in the field problem"
    )]
    [InlineData("p Step 1: a", "0", "of no known format")]
    public async Task Rlhflow_turns_hold_the_problem_and_signs(string first, string sign, string reason) =>
        Assert.StartsWith(
            reason,
            (
                await Import.Text(
                    $$"""{"conversations":[{"role":"user","content":"{{first}}"},{"role":"assistant","content":"{{sign}}"}]}"""
                )
            ).Reason
        );

    [Theory]
    [InlineData("\"a\\u0000b\"", "holds the character NUL")]
    [InlineData("1e-20000", "is a number that the database cannot keep")]
    [InlineData("{\"b\":\"\\ud800\"}", "half a surrogate pair")]
    public async Task Fields_that_cannot_be_kept_are_errors_of_their_line(string value, string reason)
    {
        var import = await Import.Text(
            $$"""
            {"id":"0","problem":"p","steps":["a"],"final_answer_correct":true,"label":-1,"note":{{value}}}
            {"id":"1","problem":"p","steps":["a"],"final_answer_correct":true,"label":-1,"note":1}
            """
        );
        Assert.Contains(reason, import.Reason);
        Assert.Equal(["1"], import.Problems.Where(p => p.Solutions.Count > 0).Select(p => p.Key));
    }

    [Theory]
    [InlineData("[true]", "labels has 1 entries for 2 steps in completions")]
    [InlineData("[true,2]", "labels[1] must be true or false (or 1 or 0); got 2")]
    [InlineData("[true,\"+\"]", "labels[1] must be true or false; got \"+\"")]
    public async Task Trl_labels_fit_the_steps(string labels, string reason) =>
        Assert.Equal(
            reason,
            (await Import.Text($$"""{"prompt":"p","completions":["a","b"],"labels":{{labels}}}""")).Reason
        );

    [Theory]
    [InlineData("""{"prompt":"p","completion":"c","label":true}""")]
    [InlineData("""{"prompt":"p","chosen":"c","rejected":"d"}""")]
    [InlineData("""{"prompt":"p","completions":["c"]}""")]
    [InlineData("""{"messages":[{"role":"user","content":"p"}]}""")]
    [InlineData("""{"doc_id":0,"doc":{"problem":"p"},"target":"1","resps":[["a"]]}""")]
    [InlineData("""{"input":"p Step 1: a","label":"p Step 1: a"}""")]
    [InlineData("""{"problem":"p","steps":["a"],"label":0}""")]
    public async Task Formats_that_are_not_read_are_refused_with_their_fields(string line)
    {
        var import = await Import.Text(line);
        Assert.Empty(import.Problems);
        Assert.Contains(line.Split('"')[1], import.Reason);
    }

    [Fact]
    public async Task Processbench_labels_are_right_up_to_the_first_wrong_step()
    {
        var import = await Import.Text(
            """
            [{"id":"a-0","generator":"m","problem":"p","steps":["a","b","c"],"final_answer_correct":false,"label":1},
             {"id":"a-1","generator":"n","problem":"p","steps":["a","b"],"final_answer_correct":true,"label":-1},
             {"id":"a-2","generator":"n","problem":"q","steps":["a"],"final_answer_correct":true,"label":1},
             {"id":"a-3","generator":"n","problem":"r","steps":["a"],"final_answer_correct":true,"label":0.0}]
            """
        );
        Assert.Equal("processbench", import.Format);
        Assert.Equal(
            [
                [1, -1, null],
                [1, 1],
                [-1],
            ],
            import.Solutions.Select(s => s.StepLabels!)
        );
        Assert.Equal([false, true, true], import.Solutions.Select(s => s.Correct));
        Assert.Equal(["m", "n", "n"], import.Solutions.Select(s => s.Model));
        Assert.Equal(["a-0", "a-1", "a-2", "a-3"], import.Problems.Select(p => p.Key));
        Assert.Equal("label is 1, and the steps are 0 to 0 (-1: none is wrong)", import.Reason);
        Assert.Equal(3, import.Errors[0].Line);
    }

    [Fact]
    public async Task Math_shepherd_signs_are_the_labels_of_the_tagged_steps()
    {
        var import = await Import.Text(
            """
            {"input":"2 + 3? Step 1: 2 + 3 = 5 ки\nStep 2: The answer is: 5 ки","label":"2 + 3? Step 1: 2 + 3 = 5 +\nStep 2: The answer is: 5 -","task":"GSM8K"}
            {"input":"2 + 3? Step 1: 2 + 3 = 6 ки\nStep 2: cut","label":"2 + 3? Step 1: 2 + 3 = 6 0.25\nStep 2: cut","task":"GSM8K"}
            """
        );
        Assert.Equal("math-shepherd", import.Format);
        Assert.Empty(import.Errors);
        Assert.All(import.Problems, p => Assert.Equal(("2 + 3?", "GSM8K"), (p.Statement, p.Subject)));
        Assert.Equal(["Step 1: 2 + 3 = 5", "Step 2: The answer is: 5"], import.Problems[0].Solutions[0].Steps);
        Assert.Equal(
            [
                [1, -1],
                [0.25, null],
            ],
            import.Solutions.Select(s => s.StepLabels!)
        );
        Assert.Equal([0, 1], import.Solutions.Select(s => s.Sample));
    }

    [Theory]
    [InlineData("p Step 1: a ки", "p Step 1: b +", "label has another text than input in step 1")]
    [InlineData("p Step 1: a ки", "p Step 1: a ки", "label has no + or - after step 1, where input has ки")]
    [InlineData("p Step 1: a ки", "p Step 1: a + b", "label goes on where input ends")]
    [InlineData("p a ки", "p a +", "input must be a problem, 'Step 1: ...' and the tag ки after each step")]
    [InlineData("Step 1: a ки", "Step 1: a +", "input has no problem before 'Step 1:'")]
    [InlineData("p Step 1: a ки ки", "p Step 1: a + +", "input has no text in step 2")]
    public async Task Math_shepherd_texts_must_agree(string input, string label, string reason) =>
        Assert.Equal(reason, (await Import.Text($$"""{"input":"{{input}}","label":"{{label}}"}""")).Reason);

    [Fact]
    public async Task Prm800k_completions_become_steps_and_alternatives()
    {
        var import = await Import.Text(
            """
            {"question":{"problem":"p","ground_truth_answer":"5"},"label":{"finish_reason":"solution","steps":[{"completions":[{"text":"a1","rating":-1,"flagged":true},{"text":"a","rating":1,"flagged":null}],"human_completion":null,"chosen_completion":1},{"completions":[{"text":"b1","rating":-1}],"human_completion":{"text":"b","rating":null},"chosen_completion":null}]}}
            """
        );
        Assert.Equal("prm800k", import.Format);
        Assert.Equal(("p", "5"), (import.Problems[0].Statement, import.Problems[0].Answer));
        Assert.Equal(["a", "b"], import.Solution.Steps);
        Assert.True(import.Solution.Finished);
        Assert.Equal(
            [
                new StepLabel(0, 0, 1),
                new StepLabel(0, 1, -1, true, "a1"),
                new StepLabel(1, 0, null),
                new StepLabel(1, 1, -1, false, "b1"),
            ],
            import.Solution.Labels!
        );
    }

    [Fact]
    public async Task Prm800k_solutions_of_phase_2_keep_the_steps_behind_the_first_wrong_one()
    {
        const string label = """
            "label":{"finish_reason":"found_error","steps":[{"completions":[{"text":"a","rating":1}],"chosen_completion":0},{"completions":[{"text":"b","rating":-1},{"text":"x","rating":-1}],"chosen_completion":null}]}
            """;
        var import = await Import.Text(
            $$"""
            {"question":{"problem":"p","ground_truth_answer":"5","pre_generated_steps":["a","b","c"],"pre_generated_answer":"6"},{{label}}}
            {"question":{"problem":"p","ground_truth_answer":"5"},{{label}}}
            {"question":{"problem":"p","ground_truth_answer":"5"},"label":{"finish_reason":"give_up","steps":[{"completions":[{"text":"a","rating":1}],"chosen_completion":0},{"completions":null,"chosen_completion":null}]} }
            """
        );
        Assert.Empty(import.Errors);
        Assert.Equal(
            [
                ["a", "b", "c"],
                ["a", "b"],
                ["a"],
            ],
            import.Solutions.Select(s => s.Steps)
        );
        Assert.Equal(
            [
                [1, -1, null],
                [1, -1],
                [1],
            ],
            import.Solutions.Select(s => s.StepLabels!)
        );
        Assert.Equal([true, false, false], import.Solutions.Select(s => s.Finished));
        Assert.Equal(["6", null, null], import.Solutions.Select(s => s.Answer));
    }

    [Theory]
    [InlineData("""[{"text":"a","rating":2}]""", "0", "label.steps[0].completions[0].rating must be 1, 0, -1 or null")]
    [InlineData(
        """[{"text":"a","rating":1}]""",
        "1",
        "label.steps[0].chosen_completion is 1, and there is no such completion"
    )]
    [InlineData("""[{"rating":1}]""", "0", "label.steps[0].completions[0].text is missing")]
    public async Task What_is_wrong_in_prm800k_is_said_by_field(string completions, string chosen, string reason) =>
        Assert.Contains(
            reason,
            (
                await Import.Text(
                    $$$"""{"question":{"problem":"p"},"label":{"steps":[{"completions":{{{completions}}},"chosen_completion":{{{chosen}}}}]}}"""
                )
            ).Reason
        );

    [Fact]
    public async Task Search_and_learn_scores_are_those_of_the_steps()
    {
        var import = await Import.Text(
            """
            {"problem":"p","answer":"15","solution":"...","completions":["a\n\nb","c","d\n\n# Answer\n\n15"],"scores":[[0.9,0.8],0.5,[0.1,0.2,0.3]],"pred":"x","pred_maj@4":"x","agg_scores":[0.5],"completion_tokens":[1,2,3]}
            {"problem":"q","answer":"15","completions":["a\n\nb"],"scores":[[0.9]]}
            {"problem":"r","answer":"15","completions":["a\n\nb"],"scores":[[0.9,1.5]]}
            {"problem":"s","solution":"\\boxed{7}","completions":["a"]}
            """
        );
        Assert.Equal("search-and-learn", import.Format);
        Assert.Equal(["15", "15", "15", "7"], import.Problems.Select(p => p.Answer));
        Assert.Equal(
            [
                ["a", "b"],
                ["c"],
                ["d", "# Answer", "15"],
                ["a"],
            ],
            import.Solutions.Select(s => s.Steps)
        );
        Assert.Equal(
            ["imported-prm", "imported-orm", "imported-prm"],
            import.Solutions.SelectMany(s => s.Scores).Select(s => s.ModelName)
        );
        Assert.Equal([0.9, 0.8], import.Problems[0].Solutions[0].Scores[0].Probabilities.Select(row => row[0]));
        Assert.Equal(
            ["scores[0] has 1 entries for 2 steps", "scores[0][1] is 1.5 (step 2), and a probability is from 0 to 1"],
            import.Errors.Select(e => e.Reason)
        );
    }
}
