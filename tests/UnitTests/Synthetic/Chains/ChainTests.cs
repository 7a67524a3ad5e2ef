using System.Text.RegularExpressions;
using Platform.Synthetic;

namespace Platform.UnitTests.Synthetic.Chains;

public sealed partial class ChainTests(ITestOutputHelper output)
{
    private const string Family = SyntheticProblems.Misconceived;

    private const string Statement =
        "Start with 21. 1) Add half of 4. 2) This is 3 fewer than the next. 3) Buy 5 packs of 3. "
        + "4) Give 3 to each of 3 friends. How many at the end?";

    [Fact]
    public void Every_instruction_is_worked_out_in_one_or_two_lines() =>
        Assert.Equal(
            [
                "1) 4 / 2 = 2",
                "1) 21 + 2 = 23",
                "2) 23 + 3 = 26",
                "3) 5 * 3 = 15",
                "3) 26 + 15 = 41",
                "4) 3 * 3 = 9",
                "4) 41 - 9 = 32",
                "# Answer\n32",
            ],
            SyntheticProblems.Solve(Statement)
        );

    [Theory]
    [InlineData(
        "Start with 20. 1) This is after a cut of 20 percent. How many at the end?",
        "1) 20 / 4 = 5",
        "1) 20 + 5 = 25"
    )]
    [InlineData("Start with 20. 1) This is after a cut of 50 percent. How many at the end?", "1) 20 * 2 = 40")]
    [InlineData(
        "Start with 20. 1) Put a post every 4 metres, both ends. How many at the end?",
        "1) 20 / 4 = 5",
        "1) 5 + 1 = 6"
    )]
    [InlineData(
        "Start with 20. 1) Count from 5 up to here, both included. How many at the end?",
        "1) 20 - 5 = 15",
        "1) 15 + 1 = 16"
    )]
    [InlineData("Start with 20. 1) Give away one part in 4. How many at the end?", "1) 20 / 4 = 5", "1) 20 - 5 = 15")]
    [InlineData("Start with 20. 1) Divide by 1/3. How many at the end?", "1) 20 * 3 = 60")]
    [InlineData("Start with 20. 1) Take away 7 less 2. How many at the end?", "1) 7 - 2 = 5", "1) 20 - 5 = 15")]
    [InlineData(
        "Start with 20. 1) Add 4 a day, from Tue to Fri. How many at the end?",
        "1) 4 * 4 = 16",
        "1) 20 + 16 = 36"
    )]
    [InlineData("Start with 20. 1) Go to 7 less than half. How many at the end?", "1) 20 / 2 = 10", "1) 10 - 7 = 3")]
    [InlineData("Start with 21. 1) Lose every 3rd one. How many at the end?", "1) 21 / 3 = 7", "1) 21 - 7 = 14")]
    [InlineData("Start with 21. 1) This is 3 times the next. How many at the end?", "1) 21 / 3 = 7")]
    [InlineData("Start with 20. 1) Rise by 20 percent. How many at the end?", "1) 20 / 5 = 4", "1) 20 + 4 = 24")]
    [InlineData("Start with 20. 1) Go to 5 more than double. How many at the end?", "1) 20 * 2 = 40", "1) 40 + 5 = 45")]
    [InlineData("Start with 20. 1) Take the mean with 8. How many at the end?", "1) 20 + 8 = 28", "1) 28 / 2 = 14")]
    [InlineData("Start with 20. 1) Count in pairs. How many at the end?", "1) 20 / 2 = 10")]
    [InlineData("Start with 35. 1) Keep at most 20. How many at the end?", "1) min(35, 20) = 20")]
    public void Every_kind_of_instruction_means_one_thing(string statement, params string[] lines) =>
        Assert.Equal(lines, SyntheticProblems.Solve(statement)!.SkipLast(1));

    [Fact]
    public void Operands_of_a_sum_or_product_may_be_exchanged_and_a_repeated_line_is_neutral()
    {
        string[] steps =
        [
            "1) 4 / 2 = 2",
            "1) 2 + 21 = 23",
            "1) 21 + 2 = 23",
            "2) 23 + 3 = 26",
            "3) 3 * 5 = 15",
            "3) 15 - 26 = 41",
        ];
        Assert.Equal([1, 1, 0, 1, 1, -1], SyntheticProblems.Judge(Statement, steps)!.Labels);
    }

    [Theory]
    [InlineData("Start with 21. 1) Add half of 5. How many at the end?")]
    [InlineData("Start with 21. 2) Add half of 4. How many at the end?")]
    [InlineData("Start with 21. 1) Count in pairs. How many at the end?")]
    [InlineData("Start with 21. 1) Add half of 4. 2) Add half of 6. How many at the end?")]
    [InlineData("Start with 20. 1) Add 4 a day, from Fri to Tue. How many at the end?")]
    [InlineData("Start with 20. 1) Put a post every 04 metres, both ends. How many at the end?")]
    [InlineData("Start with 21. How many at the end?")]
    public void What_no_problem_says_is_no_problem(string statement) => Assert.Null(SyntheticProblems.Solve(statement));

    /// <summary>The setting that makes verification worth while: the most frequent answer is often wrong.</summary>
    [Fact]
    public void Authors_are_seldom_right_the_common_answer_is_often_wrong_and_somebody_is_right()
    {
        const int Problems = 200;
        const int Authors = 100;
        var (right, falsePositives, majority, any) = (0, 0, 0, 0);
        foreach (var problem in SyntheticProblems.Make(Family, SyntheticSplit.Train, 1, Problems, 4, 5))
        {
            var answers = new List<string>();
            for (var seed = 0; seed < Authors; seed++)
            {
                if (SyntheticProblems.Misconceive(problem.Statement, seed) is not { } solution)
                {
                    continue;
                }

                answers.Add(solution[^1]);
                var isRight = solution[^1] == problem.Solution[^1];
                right += isRight ? 1 : 0;
                falsePositives += isRight && !SyntheticProblems.Judge(problem.Statement, solution)!.Outcome ? 1 : 0;
            }
            majority += answers.CountBy(a => a).MaxBy(a => a.Value).Key == problem.Solution[^1] ? 1 : 0;
            any += answers.Contains(problem.Solution[^1]) ? 1 : 0;
        }
        output.WriteLine(
            $"{right} of {Problems * Authors} right, {falsePositives} of these with a wrong line, majority {majority}, any {any} of {Problems}"
        );
        Assert.InRange(right, 0.1 * Problems * Authors, 0.3 * Problems * Authors);
        Assert.InRange(falsePositives, 1, 0.3 * right);
        Assert.InRange(majority, 0.1 * Problems, 0.5 * Problems);
        Assert.InRange(any, 0.9 * Problems, Problems);
    }

    [Fact]
    public void An_author_who_is_wrong_is_wrong_from_the_line_of_an_instruction_that_was_misunderstood()
    {
        var (wrong, solutions) = (0, 0);
        foreach (var problem in SyntheticProblems.Make(Family, SyntheticSplit.Train, 2, 300, 4, 5))
        {
            if (SyntheticProblems.Misconceive(problem.Statement, 5) is not { } solution)
            {
                continue;
            }

            solutions++;
            Assert.Equal(solution, SyntheticProblems.Misconceive(problem.Statement, 5));
            var labels = SyntheticProblems.Judge(problem.Statement, solution)!.Labels;
            var first = labels.ToList().IndexOf(-1);
            if (first < 0)
            {
                Assert.Equal(problem.Solution, solution);
                continue;
            }
            wrong++;
            Assert.Equal(problem.Solution.Take(first), solution.Take(first));
            Assert.All(solution.SkipLast(1), line => Assert.Matches(Line(), line));
        }
        Assert.InRange(wrong, solutions / 2, solutions - 1);
    }

    [Fact]
    public void Only_chains_have_authors() =>
        Assert.Null(SyntheticProblems.Misconceive("Ann has 12. Tom has twice as many as Ann. How many has Tom?", 1));

    [GeneratedRegex(@"^\d\) (?:\d+ [-+*/] \d+|(?:min|max)\(\d+, \d+\)) = \d+$")]
    private static partial Regex Line();
}
