using Platform.Dataset.Pools;
using Platform.Tests;

namespace Platform.UnitTests.Dataset.Formats;

/// <summary>Small files after public bug reports, next to the checkout: what each gives, and in which words it is refused.</summary>
public sealed class TrialsTests
{
    /// <summary>File, format, problems, solutions, labelled solutions, scored solutions, and the errors.</summary>
    public static TheoryData<string, string?, int, int, int, int, string[]> Files =>
        new()
        {
            { "i01_bom_crlf.jsonl", "pool", 2, 2, 0, 0, [] },
            {
                "i02_nan.jsonl",
                "pool",
                1,
                1,
                0,
                1,
                ["1: NaN is not valid JSON (character 220)", "2: Infinity is not valid JSON (character 171)"]
            },
            {
                "i05_dup.jsonl",
                "pool",
                4,
                4,
                0,
                0,
                [
                    "2: problem '68294df6725fa7bf' is on line 1 already",
                    "5: problem 'a' is on line 4 already",
                    "7: problem '1' is on line 6 already",
                ]
            },
            { "i06_u2028.jsonl", "pool", 2, 2, 0, 0, [] },
            { "i09_trl.jsonl", "trl", 2, 2, 2, 0, [] },
            { "i10_processbench.json", "processbench", 2, 2, 2, 0, [] },
            { "i11_shepherd.jsonl", "math-shepherd", 1, 1, 1, 0, [] },
            {
                "i13_lmeval.jsonl",
                null,
                0,
                0,
                0,
                0,
                [
                    "1: of no known format (its fields: doc_id, doc, target, arguments, resps, filtered_resps, exact_match); the formats are pool, ",
                ]
            },
            { "i14_sal.jsonl", "search-and-learn", 1, 2, 0, 2, [] },
            { "i15_prm800k.jsonl", "prm800k", 1, 1, 1, 0, [] },
            {
                "i17_steps_dicts.jsonl",
                "pool",
                6,
                4,
                2,
                0,
                [
                    "1: solutions[0].steps[0] must be text; got an object",
                    "2: solutions[0] must be an object with steps or text; got \"3 + 3 = 6",
                    "4: solutions[0].labels has 2 entries for 1 steps",
                    "4: solutions[2].labels[0] must be 1, 0, -1 or null; got 2",
                    "4: solutions[3].labels[0] must be a whole number; got true",
                    "4: solutions[4].labels[0] must be a whole number; got \"1\"",
                    "4: solutions[6] must have either steps or text",
                    "6: problem is empty",
                    "8: not JSON: it ends within a text: it was cut off",
                ]
            },
            { "i18_truncated_tail.jsonl", "pool", 1, 1, 0, 0, ["2: not JSON: it ends within a text: it was cut off"] },
            {
                "i23_comments.jsonl",
                null,
                0,
                0,
                0,
                0,
                [
                    "1: a comment is not valid JSON (character 1): remove it",
                    "2: not JSON: a comma stands before '}' (character 43): remove it",
                ]
            },
            {
                "i28_scoreslen.jsonl",
                "pool",
                1,
                0,
                0,
                0,
                [
                    "1: solutions[0].scores.rm.probabilities has 1 rows, not 2 (a row a step)",
                    "1: solutions[1].scores.rm.probabilities[0][0] is 1.2 (step 1), and a probability is from 0 to 1",
                    "1: solutions[2].scores.rm.probabilities[0] sums to 1.4 (step 1), and probabilities sum to 1",
                    "1: solutions[3].scores.rm must be an object with kind and probabilities; got an array",
                ]
            },
            {
                "i29_rewrd_logits.jsonl",
                "pool",
                1,
                0,
                0,
                0,
                ["1: solutions[0].scores.rm.probabilities[0][0] is -3.2, and a probability is from 0 to 1"]
            },
            { "j02.jsonl.xz", "pool", 1, 1, 0, 0, [] },
            { "j03.jsonl.bz2", "pool", 1, 1, 0, 0, [] },
            {
                "j10_emptyanswer.jsonl",
                "pool",
                4,
                4,
                0,
                0,
                [
                    "3: problem must be text; got 5",
                    "4: problem holds the character NUL",
                    "5: answer must be text; got an array",
                    "8: solutions must be an array; got an object",
                ]
            },
            { "j17_question.jsonl", "problems", 2, 0, 0, 0, [] },
        };

    [Theory]
    [MemberData(nameof(Files))]
    public async Task A_file_gives_what_it_holds(
        string file,
        string? format,
        int problems,
        int solutions,
        int labelled,
        int scored,
        string[] errors
    )
    {
        var import = await Import.File($"trials/import/{file}");
        Assert.Equal(
            (format, problems, solutions, labelled, scored),
            (
                import.Format,
                import.Problems.Count,
                import.Solutions.Count(),
                import.Solutions.Count(s => s.Labels is not null),
                import.Solutions.Count(s => s.Scores.Count > 0)
            )
        );
        Assert.Equal(errors.Length, import.Errors.Count);
        foreach (var (wanted, error) in errors.Zip(import.Errors))
        {
            Assert.StartsWith(wanted, $"{error.Line}: {error.Reason}");
        }
    }

    [Fact]
    public async Task Answers_that_are_empty_or_numbers_are_taken_as_such()
    {
        Assert.Equal(
            [null, null, "7", "8"],
            (await Import.File("trials/import/j10_emptyanswer.jsonl")).Problems.Select(p => p.Answer)
        );
        Assert.Equal(
            ["7", "8"],
            (await Import.File("trials/import/j17_question.jsonl")).Problems.Select(p => p.Answer)
        );
    }

    [Fact]
    public async Task Labels_are_those_of_the_file()
    {
        Assert.Equal(
            [
                [1, 1],
                [1, -1],
            ],
            await Labels("i09_trl.jsonl")
        );
        Assert.Equal(
            [
                [1, -1, null],
                [1],
            ],
            await Labels("i10_processbench.json")
        );
        Assert.Equal(
            [
                [1, 1],
            ],
            await Labels("i11_shepherd.jsonl")
        );
        Assert.Equal(
            [
                [1, -1],
            ],
            await Labels("i15_prm800k.jsonl")
        );
        Assert.Equal(
            [
                [1, 1, 1],
                null,
                [1],
                null,
            ],
            await Labels("i17_steps_dicts.jsonl")
        );

        static async Task<IEnumerable<IReadOnlyList<double?>?>> Labels(string file) =>
            (await Import.File($"trials/import/{file}")).Solutions.Select(s => s.StepLabels);
    }

    [Theory]
    [InlineData(
        "candidates/date_369x10_with_majority.json",
        "1: the format problems would lose solutions, labels or scores"
    )]
    [InlineData("game24/step_labels_even.jsonl", "1: of no known format")]
    [InlineData("other/big_bench_mistake_multistep_arithmetic.jsonl", "1: of no known format")]
    public async Task A_file_of_another_kind_is_one_error(string file, string reason)
    {
        var import = await Import.File(file);
        Assert.Empty(import.Problems);
        var error = Assert.Single(SharedFaults.Merge(import.Errors, import.Lines, nothing: true));
        Assert.StartsWith(reason, $"{error.Line}: {error.Reason}");
    }

    [Fact]
    public void Every_file_has_a_test() =>
        Assert.Equal(
            Directory.GetFiles(RealData.File("trials/import")).Select(Path.GetFileName).Order(),
            Files.Select(row => row.Data.Item1).Order()
        );
}
