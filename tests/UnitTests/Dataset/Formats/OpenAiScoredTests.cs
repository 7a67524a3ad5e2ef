namespace Platform.UnitTests.Dataset.Formats;

public sealed class OpenAiScoredTests
{
    private static string Line(string key, string answer, string ratings, string more = "") =>
        $$"""{"problem":"p","unique_id":"{{key}}","answer":"{{answer}}","ground_truth_answer":"1","is_correct":true,"steps":["a"],"rating_probs":[{{ratings}}]{{more}}}""";

    private const string Ratings = """{"1":0.5,"-1":0.3,"0":0.2}""";

    [Fact]
    public async Task The_lines_of_a_problem_are_its_samples_in_order()
    {
        var import = await Import.Text(
            string.Join(
                '\n',
                Line("x", "1", Ratings),
                Line("y", "2", Ratings),
                Line("x", "3", Ratings),
                Line("x", "4", Ratings)
            )
        );
        Assert.Equal("openai-scored", import.Format);
        Assert.Empty(import.Errors);
        Assert.Equal(4, import.Lines);
        Assert.Equal(
            [("x", 0, "1"), ("y", 0, "2"), ("x", 1, "3"), ("x", 2, "4")],
            import.Problems.Select(problem => (problem.Key, problem.Solutions[0].Sample, problem.Solutions[0].Answer))
        );
    }

    [Fact]
    public async Task Ratings_are_read_by_name_whatever_their_order()
    {
        var import = await Import.Text(Line("x", "1", Ratings));
        Assert.Equal([0.3, 0.2, 0.5], import.Solution.Scores[0].Probabilities[0]);
    }

    [Fact]
    public async Task A_broken_line_keeps_its_place_among_the_samples()
    {
        var import = await Import.Text(
            string.Join(
                '\n',
                Line("x", "1", Ratings),
                Line("x", "2", """{"1":0.5,"-1":0.5}"""),
                Line("x", "3", Ratings)
            )
        );
        Assert.Equal([(0, "1"), (2, "3")], import.Solutions.Select(solution => (solution.Sample, solution.Answer)));
        Assert.Equal(
            (2, "rating_probs[0] must have exactly the ratings -1, 0 and 1"),
            (import.Errors[0].Line, import.Reason)
        );
    }

    [Fact]
    public async Task As_many_ratings_as_steps_are_asked_for() =>
        Assert.Equal(
            "rating_probs has 2 entries for 1 steps",
            (await Import.Text(Line("x", "1", $"{Ratings},{Ratings}"))).Reason
        );

    [Fact]
    public async Task An_id_that_names_two_problems_is_an_error() =>
        Assert.Equal(
            "problem 'x' has another text on line 1",
            (
                await Import.Text(Line("x", "1", Ratings) + "\n" + Line("x", "1", Ratings).Replace("\"p\"", "\"q\""))
            ).Reason
        );

    [Fact]
    public async Task Either_model_may_be_missing() =>
        Assert.Equal(
            "imported-orm",
            Assert
                .Single(
                    (
                        await Import.Text(
                            """{"problem":"p","answer":"1","ground_truth_answer":"1","steps":["a"],"orm_score":0.5,"rating_probs":null}"""
                        )
                    )
                        .Solution
                        .Scores
                )
                .ModelName
        );
}
