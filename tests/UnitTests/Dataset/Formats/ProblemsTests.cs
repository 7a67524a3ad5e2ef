namespace Platform.UnitTests.Dataset.Formats;

public sealed class ProblemsTests
{
    [Theory]
    [InlineData("""{"question":"What is 3 + 4?","answer":"7"}""", "7")]
    [InlineData("""{"question":"What is 3 + 4?","answer":7}""", "7")]
    [InlineData("""{"question":"What is 3 + 4?","answer":7.0,"url":"u"}""", "7.0")]
    [InlineData("""{"problem":"What is 3 + 4?","answer":7,"question":"What is 3 + 4?","url":"u"}""", "7")]
    [InlineData("""{"problem":"What is 3 + 4?","final_answer":"7","answer":"First, 3 + 4 ..."}""", "7")]
    [InlineData("""{"problem":"What is 3 + 4?","expected_answer":"7"}""", "7")]
    [InlineData("""{"problem":"What is 3 + 4?","answer":" ","source":"s"}""", null)]
    [InlineData("""{"question":"What is 3 + 4?","answer":null,"solution":"\\boxed{7}"}""", "7")]
    public async Task A_statement_with_an_answer_is_a_problem(string line, string? answer)
    {
        var import = await Import.Text(line);
        Assert.Equal("problems", import.Format);
        Assert.Empty(import.Errors);
        Assert.Equal(("What is 3 + 4?", answer), (import.Problems[0].Statement, import.Problems[0].Answer));
    }

    [Theory]
    [InlineData("""{"question":"Which?","choices":["a","b","c"],"answer":2}""", "Which?\n(A) a\n(B) b\n(C) c", "C")]
    [InlineData("""{"question":"Which?","choices":["a","b"],"answer":"B"}""", "Which?\n(A) a\n(B) b", "B")]
    [InlineData("""{"question":"Which?","options":"A) a B) b","Answer":"A"}""", "Which?\nA) a B) b", "A")]
    [InlineData("""{"question":"Which?","options":{"A":"a","B":4},"answer":"B"}""", "Which?\n(A) a\n(B) 4", "B")]
    public async Task Options_belong_to_the_statement(string line, string statement, string answer)
    {
        var import = await Import.Text(line);
        Assert.Equal((statement, answer), (import.Problems[0].Statement, import.Problems[0].Answer));
    }

    [Theory]
    [InlineData("""{"question":"p","problem":"q","answer":"1"}""", "question and problem are two statements")]
    [InlineData("""{"question":"p","choices":["a"],"answer":1}""", "answer is 1, and there are 1 choices")]
    [InlineData("""{"question":"p","answer":["1"]}""", "answer must be text; got an array")]
    public async Task What_is_no_problem_is_an_error(string line, string reason) =>
        Assert.Contains(reason, (await Import.Text(line)).Reason);

    [Theory]
    [InlineData("""{"problem":"p","answer":"1","completions":["a"],"labels":[1]}""", "labels")]
    [InlineData("""{"problem":"p","answer":"1","responses":["a"]}""", "responses")]
    [InlineData("""{"problem":"p","solution":"\\boxed{1}","generations":["a"],"uuid":"1"}""", "generations")]
    [InlineData("""{"question":"p","answer":"1","model_outputs":["a"]}""", "model_outputs")]
    [InlineData("""{"question":"p","answer":"#### 1","output":"so 1"}""", "output")]
    [InlineData("""{"question":"p","answer":"1","step_scores":[[0.5]]}""", "step_scores")]
    [InlineData("""{"question":"p","answer":"1","ys":["a\nb"]}""", "ys")]
    [InlineData("""{"problem":"p","solutions":[],"filteredResponses":["a"]}""", "filteredResponses")]
    public async Task Solutions_that_a_format_does_not_read_are_an_error(string line, string field)
    {
        var import = await Import.Text(line);
        Assert.Empty(import.Problems);
        Assert.Contains($"would lose solutions, labels or scores (in {field})", import.Reason);
    }

    [Theory]
    [InlineData("""{"problem":"p","answer":"1","completions":[]}""")]
    [InlineData("""{"problem":"p","answer":"1","response_length":[1,2],"finish_reasons":["stop"]}""")]
    [InlineData("""{"problem":"p","answer":"1","sample_id":"x","num_samples":3,"solution_is_valid":"Yes"}""")]
    [InlineData("""{"problem":"p","answer":"1","tags":["a","b"],"rating":5,"score":null}""")]
    public async Task Other_fields_are_left_out(string line) => Assert.Single((await Import.Text(line)).Problems);

    [Fact]
    public async Task A_line_of_the_file_may_not_hold_more_than_its_format_reads()
    {
        var import = await Import.Text(
            """
            {"problem":"p","answer":"1"}
            {"problem":"q","answer":"1","completions":["a"],"scores":[[0.5]]}
            {"question":"r","answer":2}
            """
        );
        Assert.Equal(["p", "r"], import.Problems.Select(p => p.Statement));
        Assert.Equal(2, Assert.Single(import.Errors).Line);
    }
}
