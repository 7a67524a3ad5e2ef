using System.Text.RegularExpressions;
using Platform.Kernels.Statistics;
using Platform.Synthetic;

namespace Platform.UnitTests.Synthetic;

public sealed partial class SyntheticProblemTests(ITestOutputHelper output)
{
    public static TheoryData<string> Families => [.. SyntheticProblems.Families];

    [Theory]
    [MemberData(nameof(Families))]
    public void Worked_solutions_are_right_and_useful_at_every_line(string family)
    {
        for (var level = 1; level <= SyntheticProblems.HardestLevel; level++)
        {
            foreach (var seed in (long[])[1, 2])
            {
                foreach (var problem in SyntheticProblems.Make(family, SyntheticSplit.Train, seed, 150, level, level))
                {
                    var oracle = SyntheticProblems.Judge(problem.Statement, problem.Solution)!;
                    Assert.All(oracle.Labels, label => Assert.Equal((short?)1, label));
                    Assert.True(oracle.Outcome);
                    Assert.Equal(problem.Solution, SyntheticProblems.Solve(problem.Statement));
                    Assert.Equal($"# Answer\n{problem.Answer}", problem.Solution[^1]);
                    Assert.All(
                        problem.Solution.Append(problem.Statement).SelectMany(text => Number().Matches(text)),
                        number => Assert.InRange(int.Parse(number.Value), 0, 300)
                    );
                }
            }
        }
    }

    /// <summary>
    /// Labels solutions to a problem that differs in one number or word, as after a misreading, as solutions to this
    /// problem: consistent reasoning from a wrong start. A false positive has the correct answer and a wrong line.
    /// </summary>
    [Theory]
    [MemberData(nameof(Families))]
    public void Misread_problems_are_caught_and_seldom_come_to_the_right_answer(string family)
    {
        var (misread, wrong, falsePositives) = (0, 0, 0);
        var problems = SyntheticProblems.Make(family, SyntheticSplit.Train, 7, 1500).ToList();
        for (var i = 0; i < problems.Count; i++)
        {
            var random = SplitMix.For(11, i);
            if (SyntheticProblems.Solve(Misread(problems[i].Statement, ref random)) is not { } solution)
            {
                continue;
            }

            var oracle = SyntheticProblems.Judge(problems[i].Statement, solution)!;
            var same = solution.SequenceEqual(problems[i].Solution);
            misread += same ? 0 : 1;
            if (same)
            {
                continue;
            }
            // What was misread may be beside the point: then every line is right.
            var right = solution[^1] == problems[i].Solution[^1];
            Assert.True(right || !oracle.Outcome);
            wrong += oracle.Labels.Contains((short)-1) ? 1 : 0;
            falsePositives += right && oracle.Labels.Contains((short)-1) ? 1 : 0;
        }
        output.WriteLine(
            $"{family}: {misread} misread, {wrong} with a wrong line, {falsePositives} of these with the right answer ({100.0 * falsePositives / wrong:F1} %)"
        );
        Assert.InRange(wrong, 0.9 * misread, misread);
        Assert.InRange(falsePositives / (double)wrong, 0, 0.06);
    }

    [Theory]
    [MemberData(nameof(Families))]
    public void A_line_with_another_number_is_wrong(string family)
    {
        var (changed, passed) = (0, 0);
        foreach (var problem in SyntheticProblems.Make(family, SyntheticSplit.Test, 9, 300))
        {
            var random = SplitMix.For(13, changed);
            var at = random.Below(problem.Solution.Count);
            string[] mutated = [.. problem.Solution];
            var numbers = Number().Matches(mutated[at]);
            var number = numbers[numbers.Count - 1]; // the line's result
            mutated[at] =
                mutated[at][..number.Index]
                + (int.Parse(number.Value) + 1)
                + mutated[at][(number.Index + number.Length)..];
            var oracle = SyntheticProblems.Judge(problem.Statement, mutated)!;
            changed++;
            passed += oracle.Labels[at] == -1 ? 0 : 1;
            Assert.All(oracle.Labels.Skip(at + 1), label => Assert.Null(label));
            Assert.False(oracle.Outcome);
        }
        Assert.Equal(0, passed);
    }

    [Fact]
    public void What_is_right_and_adds_nothing_is_neutral()
    {
        const string Statement = "Ann has 12. Tom has twice as many as Ann. Eve has 4. How many has Tom?";
        string[] steps = ["Eve = 4", "Ann = 12", "Ann = 12", "Tom = 2 * 12 = 24", "# Answer\n24"];
        var oracle = SyntheticProblems.Judge(Statement, steps)!;
        Assert.Equal([0, 1, 0, 1, 1], oracle.Labels);
        Assert.True(oracle.Outcome);
        Assert.Equal([0, -1], SyntheticProblems.Judge(Statement, ["Eve = 4", "Tom = 20 + 4 = 24"])!.Labels);
        Assert.Equal([1, -1, null], SyntheticProblems.Judge(Statement, ["# Answer\n24", "Ann = 12", "x"])!.Labels);
        Assert.False(SyntheticProblems.Judge(Statement, steps[..4])!.Outcome);

        const string Sum = "Compute 3 + 4 * 5.";
        Assert.Equal([0, 1, 0, 1], SyntheticProblems.Judge(Sum, ["3 + 4 * 5", "3 + 20", "20 + 3", "23"])!.Labels);
        Assert.Equal([-1, null], SyntheticProblems.Judge(Sum, ["7 * 5", "35"])!.Labels);

        const string Equation = "Solve 2 x + 3 = 13. Find 2 x + 1.";
        Assert.Equal(
            [0, 1, 0, 1, 1, 1],
            SyntheticProblems
                .Judge(
                    Equation,
                    ["2 x + 3 = 13", "2 x = 13 - 3 = 10", "x = x", "x = 5", "2 x + 1 = 11", "# Answer\n11"]
                )!
                .Labels
        );
        Assert.Equal([-1], SyntheticProblems.Judge(Equation, ["2 x = 16"])!.Labels);
    }

    [Fact]
    public void No_line_makes_it_fail()
    {
        string[] lines =
        [
            "",
            "\0",
            " = ",
            "= = = =",
            "Ann",
            "Ann = ",
            "Ann = 99999999999999999999",
            "Nobody = 3",
            "x = 1 / 0",
            "x * x = 4",
            "x = -",
            "x = " + new string('(', 100),
            new string('(', 100_000),
            new string('9', 100_000),
            "9999 * 9999 * 9999",
            "1 / 0",
            "# Answer",
            "# Answer\n",
            "# Answer\nx",
            "# Answer\n99999999999999999999",
            "😀 = 😀",
            "t 99999999999 = 3",
            "t -1 = 3",
            "١ + ٢ = ٣",
        ];
        foreach (var family in SyntheticProblems.Families)
        {
            foreach (var problem in SyntheticProblems.Make(family, SyntheticSplit.Test, 5, 5))
            {
                Assert.All(
                    lines,
                    line => Assert.Equal([-1], SyntheticProblems.Judge(problem.Statement, [line])!.Labels)
                );
                // Statements are read with the same care as lines.
                Assert.All(lines, line => Assert.Null(SyntheticProblems.Judge(line, [])));
            }
        }
        Assert.Null(SyntheticProblems.Judge("Ann has twice as many as Ann. How many has Ann?", []));
        Assert.Null(SyntheticProblems.Judge("Ann has 2 more than Tom. Tom has 2 more than Ann. How many has Ann?", []));
    }

    [Fact]
    public void Parts_share_no_statement_and_have_their_shares()
    {
        foreach (var family in SyntheticProblems.Families)
        {
            HashSet<string> seen = [];
            foreach (var split in Enum.GetValues<SyntheticSplit>())
            {
                foreach (var problem in SyntheticProblems.Make(family, split, 1, 400, 2, 5))
                {
                    Assert.Equal(split, SyntheticProblems.Split(problem.Statement));
                    Assert.True(seen.Add(problem.Statement));
                }
            }
            Assert.Equal(1200, seen.Count);
        }
        var parts = Enumerable
            .Range(0, 20_000)
            .Select(i => SyntheticProblems.Split($"{i}"))
            .CountBy(s => s)
            .ToDictionary();
        Assert.InRange(parts[SyntheticSplit.Train], 13_700, 14_300);
        Assert.InRange(parts[SyntheticSplit.Reward], 3_750, 4_250);
        Assert.InRange(parts[SyntheticSplit.Test], 1_800, 2_200);
    }

    [Fact]
    public void The_same_seed_makes_the_same_problems_and_more_begin_with_the_fewer()
    {
        foreach (var family in SyntheticProblems.Families)
        {
            var some = Statements(family, 3, 100);
            Assert.Equal(some, Statements(family, 3, 100));
            Assert.Equal(some, Statements(family, 3, 200).Take(100));
            Assert.NotEqual(some, Statements(family, 4, 100));
        }

        static List<string> Statements(string family, long seed, int count) =>
            [.. SyntheticProblems.Make(family, SyntheticSplit.Reward, seed, count, 3, 6).Select(p => p.Statement)];
    }

    /// <summary>There are many different answers, so that a guess or a vote is seldom correct by chance.</summary>
    [Theory]
    [MemberData(nameof(Families))]
    public void No_answer_is_frequent(string family)
    {
        var problems = SyntheticProblems.Make(family, SyntheticSplit.Train, 1, 2000, 2, 5).ToList();
        Assert.Equal(2000, problems.Count);
        Assert.InRange(problems.CountBy(p => p.Answer).Max(a => a.Value), 1, 120);
    }

    /// <summary>Replaces one number of the statement by another, or one word by another of its kind.</summary>
    private static string Misread(string statement, ref SplitMix random)
    {
        string[][] kinds =
        [
            ["more than", "fewer than"],
            ["twice", "three times", "half"],
            [" + ", " - ", " * "],
        ];
        if (random.Chance(0.4))
        {
            var spots = Name().Matches(statement);
            var words = kinds.SelectMany(k => k).Where(w => statement.Contains(w, StringComparison.Ordinal)).ToList();
            if (words.Count > 0 && (spots.Count == 0 || random.Chance(0.5)))
            {
                var word = words[random.Below(words.Count)];
                var kind = kinds.Single(k => k.Contains(word));
                var at = statement.IndexOf(word, StringComparison.Ordinal);
                return statement[..at] + kind[random.Below(kind.Length)] + statement[(at + word.Length)..];
            }
            if (spots.Count > 1)
            {
                var (old, other) = (spots[1 + random.Below(spots.Count - 1)], spots[random.Below(spots.Count)]);
                return statement[..old.Index] + other.Value + statement[(old.Index + old.Length)..];
            }
        }
        var numbers = Number().Matches(statement);
        var number = numbers[random.Below(numbers.Count)];
        var value = int.Parse(numbers[random.Below(numbers.Count)].Value);
        return statement[..number.Index] + value + statement[(number.Index + number.Length)..];
    }

    [GeneratedRegex(@"\d+")]
    private static partial Regex Number();

    [GeneratedRegex(@"\b[A-Z][a-z]{2}\b")]
    private static partial Regex Name();
}
