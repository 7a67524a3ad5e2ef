namespace Platform.UnitTests.Dataset.Formats;

public sealed class PoolLinesTests
{
    [Fact]
    public async Task A_line_gives_a_problem_with_everything_it_says()
    {
        var import = await Import.Text(
            """
            {"id":"sum-1","problem":"2 + 2?","answer":4,"subject":"sums","level":"Level 1","solutions":[{"steps":["2 + 2 = 4","# Answer\n4"],"answer":"4","finished":true,"correct":true,"labels":[1,null],"model":"m","scores":{"a":{"kind":"process","classes":["negative","positive"],"probabilities":[[0.1,0.9],[0.30000000000000004,0.7]]},"imported-b":{"kind":"outcome","probabilities":[[0.125]]}}}]}
            """
        );
        Assert.Equal("pool", import.Format);
        Assert.Empty(import.Errors);
        var problem = Assert.Single(import.Problems);
        Assert.Equal(("sum-1", "2 + 2?", "4"), (problem.Key, problem.Statement, problem.Answer));
        Assert.Equal(("sums", "1"), (problem.Subject, problem.Level));
        var solution = import.Solution;
        Assert.Equal(["2 + 2 = 4", "# Answer\n4"], solution.Steps);
        Assert.Equal(
            (0, "4", true, true, "m"),
            (solution.Sample, solution.Answer, solution.Finished, solution.Correct, solution.Model)
        );
        Assert.Equal([1, null], solution.StepLabels);
        Assert.Equal(["imported-a", "imported-b"], solution.Scores.Select(score => score.ModelName));
        Assert.Equal(["process", "outcome"], solution.Scores.Select(score => score.Kind));
        Assert.Equal(["negative", "positive"], solution.Scores[0].Classes);
        Assert.Equal([0.30000000000000004, 0.7], solution.Scores[0].Probabilities[1]);
        Assert.Equal(["positive"], solution.Scores[1].Classes);
        Assert.Equal([0.125], Assert.Single(solution.Scores[1].Probabilities));
    }

    [Fact]
    public async Task What_a_line_leaves_out_is_null()
    {
        var import = await Import.Text("""{"problem":"p","solutions":[{"text":"a\n\nb\n# Answer\nc\n"}]}""");
        var problem = Assert.Single(import.Problems);
        Assert.Null(problem.Answer ?? problem.Subject ?? problem.Level);
        Assert.Equal(16, problem.Key.Length);
        Assert.Equal(["a", "b", "# Answer\nc"], import.Solution.Steps);
        Assert.Null(import.Solution.Answer);
        Assert.Null(import.Solution.Correct);
        Assert.Null(import.Solution.StepLabels);
        Assert.True(import.Solution.Finished);
        Assert.Empty(import.Solution.Scores);
    }

    [Theory]
    [InlineData("""{"text":"<think>\n\\boxed{1}\n</think>\na\nb"}""")]
    [InlineData("""{"steps":["a","b"],"reasoning":"\\boxed{1}"}""")]
    public async Task Reasoning_is_kept_and_is_no_step(string solution)
    {
        var import = await Import.Text($$"""{"problem":"p","solutions":[{{solution}}]}""");
        Assert.Equal(["a", "b"], import.Solution.Steps);
        Assert.Equal("\\boxed{1}", import.Solution.Reasoning);
        Assert.True(import.Solution.Finished);
    }

    [Fact]
    public async Task A_solution_of_nothing_but_reasoning_has_no_steps_and_is_finished()
    {
        var import = await Import.Text("""{"problem":"p","solutions":[{"text":"<think>\\boxed{1}</think>\n"}]}""");
        Assert.Empty(import.Solution.Steps);
        Assert.Equal("\\boxed{1}", import.Solution.Reasoning);
        Assert.True(import.Solution.Finished);
    }

    [Fact]
    public async Task Labels_that_stop_at_the_first_error_leave_the_rest_unlabelled() =>
        Assert.Equal(
            [1, -1, null],
            (await Import.Text("""{"problem":"p","solutions":[{"steps":["a","b","c"],"labels":[1,-1]}]}"""))
                .Solution
                .StepLabels
        );

    [Fact]
    public async Task A_solution_without_steps_is_kept_as_unfinished() =>
        Assert.False((await Import.Text("""{"problem":"p","solutions":[{"text":" \n"}]}""")).Solution.Finished);

    [Fact]
    public async Task A_problem_without_solutions_is_a_pool_line_too() =>
        Assert.Equal("pool", (await Import.Text("""{"problem":"p","answer":"1"}""")).Format);

    [Fact]
    public async Task A_broken_solution_costs_neither_the_others_nor_their_numbers()
    {
        var import = await Import.Text(
            """{"problem":"p","solutions":[{"text":"a"},{"text":7},{"text":"c"}]}""" + "\n" + """{"problem":"q"}"""
        );
        Assert.Equal([0, 2], import.Solutions.Select(solution => solution.Sample));
        Assert.Equal(2, import.Problems.Count);
        Assert.Equal((1, "solutions[1].text must be text; got 7"), (import.Errors[0].Line, import.Reason));
    }

    [Theory]
    [InlineData("""{"text":"a","steps":["a"]}""", "solutions[0] must have either steps or text")]
    [InlineData("""{}""", "solutions[0] must have either steps or text")]
    [InlineData("""{"steps":"a"}""", "solutions[0].steps must be an array; got \"a\"")]
    [InlineData("""{"steps":["a",null]}""", "solutions[0].steps[1] must be text; got null")]
    [InlineData("""{"steps":["a"],"sample":-1}""", "solutions[0].sample must not be negative")]
    [InlineData("""{"steps":["a"],"sample":1.5}""", "solutions[0].sample must be a whole number; got 1.5")]
    [InlineData("""{"steps":["a"],"finished":"yes"}""", "solutions[0].finished must be true or false; got \"yes\"")]
    [InlineData("""{"steps":["a"],"labels":[1,1]}""", "solutions[0].labels has 2 entries for 1 steps")]
    [InlineData("""{"steps":["a"],"labels":[2]}""", "solutions[0].labels[0] must be 1, 0, -1 or null")]
    [InlineData("""{"steps":["a\u0000"]}""", "solutions[0].steps[0] holds the character NUL")]
    [InlineData("""{"steps":["a\ud800"]}""", "solutions[0].steps[0] holds half a surrogate pair or broken UTF-8")]
    [InlineData("""{"steps":["a"],"scores":{"m":{}}}""", "solutions[0].scores.m.kind is missing")]
    [InlineData("""{"steps":["a"],"scores":{"m\u0000":{}}}""", "is no model name")]
    [InlineData(
        """{"steps":["a"],"scores":{"m":{"kind":"x"}}}""",
        "scores.m.kind must be process or outcome; got \"x\""
    )]
    [InlineData(
        """{"steps":["a"],"scores":{"m":{"kind":"process","classes":["good"]}}}""",
        "scores.m.classes must be some of"
    )]
    [InlineData(
        """{"steps":["a"],"scores":{"m":{"kind":"process","probabilities":[[1],[1]]}}}""",
        "scores.m.probabilities has 2 rows, not 1 (a row a step)"
    )]
    [InlineData(
        """{"steps":["a","b"],"scores":{"m":{"kind":"outcome","probabilities":[[1],[1]]}}}""",
        "scores.m.probabilities has 2 rows, not 1 (one row)"
    )]
    [InlineData(
        """{"steps":["a"],"scores":{"m":{"kind":"outcome","probabilities":[[1,0]]}}}""",
        "scores.m.probabilities[0] has 2 columns for 1 classes"
    )]
    [InlineData(
        """{"steps":["a"],"scores":{"m":{"kind":"outcome","probabilities":[[1e999]]}}}""",
        "scores.m.probabilities[0][0] must be a finite number"
    )]
    [InlineData(
        """{"steps":["a","b"],"scores":{"m":{"kind":"process","probabilities":[[1],[1.01]]}}}""",
        "scores.m.probabilities[1][0] is 1.01 (step 2), and a probability is from 0 to 1; logits belong in the field logits"
    )]
    [InlineData(
        """{"steps":["a","b"],"scores":{"m":{"kind":"process","classes":["positive","negative"],"probabilities":[[0.4,0.6],[0.4,0.5]]}}}""",
        "scores.m.probabilities[1] sums to 0.9 (step 2), and probabilities sum to 1"
    )]
    [InlineData(
        """{"steps":["a"],"scores":{"m":{"kind":"process","classes":["neutral","positive"],"probabilities":[[0.6,0.6]]}}}""",
        "scores.m.probabilities[0] sums to 1.2 (step 1), and probabilities sum to 1"
    )]
    [InlineData(
        """{"steps":["a"],"scores":{"m":{"kind":"outcome","probabilities":[[0.5]],"logits":[[0]]}}}""",
        "scores.m must have either probabilities or logits"
    )]
    [InlineData("""{"steps":["a"],"scores":{"m":[0.5]}}""", "scores.m must be an object with kind and probabilities")]
    [InlineData("""{"steps":["a"],"ratings":[1]}""", "solutions[0] has the field ratings, which would get lost")]
    [InlineData("""{"steps":["a"],"step_scores":[0.5]}""", "solutions[0] has the field step_scores")]
    [InlineData(
        """{"steps":["a"],"scores":{"m":{"kind":"outcome","probabilities":[["1"]]}}}""",
        "scores.m.probabilities[0][0] must be a finite number; got \"1\""
    )]
    public async Task What_is_wrong_with_a_solution_is_said_by_field(string solution, string reason)
    {
        var import = await Import.Text($$"""{"problem":"p","solutions":[{{solution}}]}""");
        Assert.Contains(reason, import.Reason);
        Assert.DoesNotContain('\0', import.Reason);
        Assert.Empty(Assert.Single(import.Problems).Solutions);
    }

    [Fact]
    public async Task Logits_become_probabilities()
    {
        var scores = (
            await Import.Text(
                """{"problem":"p","solutions":[{"text":"a","scores":{"a":{"kind":"outcome","logits":[[-3.2]]},"b":{"kind":"process","classes":["negative","positive"],"logits":[[-900,900]]},"c":{"kind":"process","classes":["negative","neutral","positive"],"logits":[[1,1,1]]}}}]}"""
            )
        )
            .Solution
            .Scores;
        Assert.Equal(1 / (1 + Math.Exp(3.2)), scores[0].Probabilities[0][0]);
        Assert.Equal([0, 1], scores[1].Probabilities[0]);
        Assert.Equal([1.0 / 3, 1.0 / 3, 1.0 / 3], scores[2].Probabilities[0]);
    }

    [Fact]
    public async Task Labels_may_be_written_as_real_numbers() =>
        Assert.Equal(
            [1, -1, 0],
            (await Import.Text("""{"problem":"p","solutions":[{"steps":["a","b","c"],"labels":[1.0,-1.0,0.0]}]}"""))
                .Solution
                .StepLabels!
        );

    [Fact]
    public async Task Blank_answers_are_none()
    {
        var import = await Import.Text("""{"problem":"p","answer":" ","solutions":[{"text":"a","answer":""}]}""");
        Assert.Null(import.Problems[0].Answer);
        Assert.Null(import.Solution.Answer);
    }

    [Fact]
    public async Task Probabilities_may_be_rounded() =>
        Assert.Single(
            (
                await Import.Text(
                    """{"problem":"p","solutions":[{"text":"a","scores":{"m":{"kind":"process","classes":["negative","neutral","positive"],"probabilities":[[0.33,0.33,0.33]]}}}]}"""
                )
            )
                .Solution
                .Scores
        );

    [Fact]
    public async Task A_sample_that_comes_twice_is_an_error() =>
        Assert.Equal(
            "solutions[1] is sample 0 once more",
            (await Import.Text("""{"problem":"p","solutions":[{"text":"a"},{"text":"b","sample":0}]}""")).Reason
        );

    [Theory]
    [InlineData("""{"problem":""}""", "problem is empty")]
    [InlineData("""{"problem":5}""", "problem must be text; got 5")]
    [InlineData("""{"problem":null,"solutions":[]}""", "problem is missing")]
    [InlineData("""{"problem":"p\u0000q"}""", "problem holds the character NUL")]
    [InlineData("""{"problem":"p","id":""}""", "id must have 1 to 200 characters")]
    [InlineData("""{"problem":"p","answer":["1"]}""", "answer must be text; got an array")]
    [InlineData("""{"problem":"p","solutions":{}}""", "solutions must be an array; got an object")]
    [InlineData("""{"problem":"p" """, "not JSON")]
    [InlineData("""[1]""", "must be a JSON object")]
    [InlineData("""nonsense""", "not JSON")]
    public async Task What_is_wrong_with_a_problem_is_said_by_field_and_the_next_is_read(string line, string reason)
    {
        var import = await Import.Text("""{"problem":"before"}""" + $"\n{line}\n" + """{"problem":"after"}""", "pool");
        Assert.Contains(reason, import.Reason);
        Assert.Equal(2, Assert.Single(import.Errors).Line);
        Assert.Equal(["before", "after"], import.Problems.Select(problem => problem.Statement));
    }
}
