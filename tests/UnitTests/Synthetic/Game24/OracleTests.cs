using Platform.Synthetic.Game24;

namespace Platform.UnitTests.Synthetic.Game24;

public sealed class OracleTests
{
    private static readonly Game24Puzzle Puzzle = Game24Puzzle.Of(10, 6, 4, 5);

    [Theory]
    [InlineData("10 - 4 = 6 (left: 5 6 6)", 1)]
    [InlineData("10 - 4 = 6 (left: 6 5 6)", 1)]
    [InlineData(" 10 - 4 = 6 (left: 5 6 6) ", 1)]
    [InlineData("10 - 4 = 7 (left: 5 6 7)", -1)] // arithmetic
    [InlineData("10 - 3 = 7 (left: 5 6 7)", -1)] // no 3
    [InlineData("10 - 4 = 6 (left: 5 6)", -1)] // a 6 is forgotten
    [InlineData("10 - 4 = 6 (left: 4 5 6 6)", -1)] // 4 is used
    [InlineData("10 - 6 = 4 (left: 4 4 5)", 1)]
    [InlineData("6 - 4 = 2 (left: 2 5 10)", -1)] // a dead end
    [InlineData("6 / 4 = 1.5 (left: 1.5 5 10)", -1)] // a dead end
    [InlineData("10 - 4 = 6", -1)]
    [InlineData("10 - 4 = 6 (left: 5 6 6) and so on", -1)]
    [InlineData("6 / 0 = 6 (left: 5 6 6)", -1)]
    [InlineData("Answer: (5 * (10 - 4)) - 6 = 24", 1)]
    [InlineData("Answer: 5 * (10 - 4) - 6 = 24", 1)]
    [InlineData("Answer: 5*(10-4)-6 = 24", 1)]
    [InlineData("Answer: (5 * (10 - 4)) - 6 = 25", -1)]
    [InlineData("Answer: (5 * (10 - 4)) - 6", -1)]
    [InlineData("Answer: 4 * 6 = 24", -1)] // two numbers are missing
    [InlineData("Answer: (10 - 4) * (5 - 1) = 24", -1)]
    [InlineData("Answer: (5 * (10 - 4)) - 6 = 24 (right)", -1)]
    [InlineData("Answer: None", -1)]
    [InlineData("", -1)]
    public void A_line_is_right_or_wrong(string line, int label) =>
        Assert.Equal([(short)label], Game24Oracle.Judge(Puzzle, [line]).Labels);

    [Fact]
    public void Nothing_is_rated_behind_the_first_wrong_line()
    {
        var labels = Game24Oracle.Judge(
            Puzzle,
            ["10 - 4 = 6 (left: 5 6 6)", "6 / 6 = 1 (left: 1 5)", "1 * 5 = 5 (left: 5)", "Answer: None"]
        );
        Assert.Equal([1, -1, null, null], labels.Labels);
        Assert.False(labels.Outcome);
    }

    [Fact]
    public void A_whole_solution_passes_and_ends_with_its_answer()
    {
        string[] steps =
        [
            "10 - 4 = 6 (left: 5 6 6)",
            "6 * 5 = 30 (left: 6 30)",
            "30 - 6 = 24 (left: 24)",
            "Answer: (10 - 4) * 5 - 6 = 24",
        ];
        Assert.Equal([1, 1, 1, 1], Game24Oracle.Judge(Puzzle, steps).Labels);
        Assert.True(Game24Oracle.Judge(Puzzle, steps).Outcome);
        Assert.False(Game24Oracle.Judge(Puzzle, steps[..3]).Outcome);
        Assert.Equal([1, 1, 1, 1, -1], Game24Oracle.Judge(Puzzle, [.. steps, steps[3]]).Labels);
        Assert.Equal(
            [1, 1, 1, -1, null],
            Game24Oracle.Judge(Puzzle, [.. steps[..3], "24 * 1 = 24 (left: 24)", "x"]).Labels
        );
    }

    [Theory]
    [InlineData("3 / 7 = 0.428571428571428571 (left: 0.428571428571428571 3 7)", 1)]
    [InlineData("3 / 7 = 0.43 (left: 0.43 3 7)", 1)]
    [InlineData("3 / 7 = 0.42 (left: 0.42 3 7)", 1)] // cut off
    [InlineData("3 / 7 = 3/7 (left: 3 3/7 7)", 1)]
    [InlineData("3 / 7 = 0.429 (left: 3 3/7 7)", 1)]
    [InlineData("3 / 7 = 0.4 (left: 0.4 3 7)", -1)] // too coarse to tell
    [InlineData("3 / 7 = 0.44 (left: 0.44 3 7)", -1)]
    [InlineData("3 / 7 = 0.427 (left: 0.427 3 7)", -1)]
    [InlineData("3 / 7 = 0.43 (left: 0.45 3 7)", -1)]
    public void A_decimal_stands_for_what_it_is_a_rounding_of(string line, int label) =>
        Assert.Equal([(short)label], Game24Oracle.Judge(Game24Puzzle.Of(3, 3, 7, 7), [line]).Labels);

    [Fact]
    public void Fractions_on_the_way_are_exact()
    {
        string[] steps =
        [
            "3 / 7 = 0.43 (left: 0.43 3 7)",
            "0.43 + 3 = 3.43 (left: 3.43 7)",
            "3.43 * 7 = 24 (left: 24)",
        ];
        Assert.Equal([1, 1, 1], Game24Oracle.Judge(Game24Puzzle.Of(3, 3, 7, 7), steps).Labels);
        string[] short8 =
        [
            "8 / 3 = 2.67 (left: 2.67 3 8)",
            "3 - 2.67 = 0.33 (left: 0.33 8)",
            "8 / 0.33 = 24 (left: 24)",
        ];
        Assert.Equal([1, 1, 1], Game24Oracle.Judge(Game24Puzzle.Of(3, 3, 8, 8), short8).Labels);
    }

    [Fact]
    public void No_line_makes_it_fail()
    {
        string[] lines =
        [
            "\0",
            "999999999999999999999 * 999999999999999999999 = 1 (left: )",
            "1 / 0 = 1 (left: 1/0)",
            "10 - 4 = 0x6 (left: 5 6 6)",
            "10 - 4 = 6. (left: 5 6 6)",
            "10 - 4 = -.6 (left: 5 6 6)",
            "١٠ - ٤ = ٦ (left: 5 6 6)",
            "Answer: " + new string('(', 190),
            "Answer: " + new string('(', 100_000),
            "Answer: 10 / (5 - 5) = 24",
            "Answer: = 24",
            "Answer: 99999999999999999999 = 24",
            "Answer: 999999 * 999999 * 999999 * 999999 = 24",
            "Answer: 10 - - 4 = 24",
            "😀 (left: 😀)",
            new string('9', 100_000),
        ];
        Assert.All(lines, line => Assert.Equal([-1], Game24Oracle.Judge(Puzzle, [line]).Labels));
    }

    [Fact]
    public void Only_a_puzzles_statement_is_judged()
    {
        Assert.Equal([1], Game24Oracle.Judge(Puzzle.Statement, ["10 - 4 = 6 (left: 5 6 6)"])!.Labels);
        Assert.Null(Game24Oracle.Judge("What is 2 + 2?", ["4"]));
        Assert.Null(Game24Oracle.Judge("Use the four numbers 1 2 3, each exactly once", []));
        Assert.Equal(
            "Use the four numbers 4 5 6 10, each exactly once, with + - * / and parentheses to make 24.",
            Puzzle.Statement
        );
        Assert.Equal(Puzzle, Game24Puzzle.OfStatement(Puzzle.Statement));
    }
}
