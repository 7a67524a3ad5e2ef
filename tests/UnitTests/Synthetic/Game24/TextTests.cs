using Platform.Synthetic.Game24;
using Platform.Tests;

namespace Platform.UnitTests.Synthetic.Game24;

public sealed class TextTests
{
    private static readonly List<(Game24Puzzle Puzzle, IReadOnlyList<Game24Text> Texts)> Made =
    [
        .. Game24Texts.Make(seed: 3, texts: 6_000),
    ];

    [Fact]
    public void The_same_seed_tells_the_same_texts_and_another_seed_others()
    {
        var texts = Made.SelectMany(p => p.Texts).SelectMany(t => t.Steps);
        Assert.Equal(texts, Game24Texts.Make(3, 6_000).SelectMany(p => p.Texts).SelectMany(t => t.Steps));
        Assert.NotEqual(texts, Game24Texts.Make(4, 6_000).SelectMany(p => p.Texts).SelectMany(t => t.Steps));
    }

    [Fact]
    public void Every_puzzle_that_is_not_kept_aside_has_its_share()
    {
        Assert.Equal(1262, Made.Count);
        Assert.Equal(6_000, Made.Sum(p => p.Texts.Count));
        Assert.All(Made, p => Assert.InRange(p.Texts.Count, 4, 5));
        Assert.All(Made, p => Assert.False(p.Puzzle.KeptAside));
    }

    [Fact]
    public void With_larger_numbers_half_of_the_texts_stay_those_of_the_game()
    {
        var wide = Game24Texts.Make(3, 12_000, largest: 16).ToList();

        Assert.Equal(
            Made.SelectMany(p => p.Texts).SelectMany(t => t.Steps),
            wide.Take(1262).SelectMany(p => p.Texts).SelectMany(t => t.Steps)
        );
        Assert.Equal(12_000, wide.Sum(p => p.Texts.Count));
        Assert.All(wide.Skip(1262), p => Assert.InRange(p.Puzzle.Numbers[^1], 14, 16));
        Assert.Equal(wide.Count, wide.Select(p => p.Puzzle).Distinct().Count());
        Assert.All(
            wide.SelectMany(p => p.Texts.Select(t => (p.Puzzle, Text: t))),
            t => Assert.Equal(Game24Oracle.Judge(t.Puzzle, t.Text.Steps).Labels, t.Text.Oracle.Labels)
        );
    }

    [Theory]
    [InlineData(0)]
    [InlineData(0.8)]
    [InlineData(1)]
    public void The_share_of_first_steps_is_given(double share)
    {
        var texts = Game24Texts.Make(3, 3_000, firstSteps: share).SelectMany(p => p.Texts).ToList();

        Assert.InRange(texts.Count(t => t.Correct is null) / 3_000.0, share - 0.03, share + 0.03);
        Assert.All(texts.Where(t => t.Correct is null), t => Assert.Single(t.Steps));
    }

    [Fact]
    public void Two_of_three_labels_are_positive_and_three_of_ten_texts_are_a_first_step()
    {
        var texts = Made.SelectMany(p => p.Texts).ToList();
        var labels = texts.SelectMany(t => t.Oracle.Labels).OfType<short>().ToList();
        Assert.InRange(labels.Count(l => l > 0) / (double)labels.Count, 0.6, 0.68);
        Assert.InRange(texts.Count(t => t.Correct is null) / (double)texts.Count, 0.28, 0.32);
        Assert.InRange(texts.Count(t => t.Oracle.Outcome) / (double)texts.Count, 0.1, 0.2);
        Assert.All(texts, t => Assert.All(t.Oracle.Labels, l => Assert.NotEqual((short?)0, l)));
        Assert.All(texts.Where(t => t.Oracle.Outcome), t => Assert.True(t.Correct));
    }

    [Fact]
    public void Texts_that_hold_a_triple_are_left_out_and_the_others_stay_as_they_are()
    {
        var triples = Made.SelectMany(p => p.Texts)
            .SelectMany(t => Game24Texts.Triples(t.Steps[0]))
            .Distinct()
            .Where((_, i) => i % 20 == 0)
            .ToHashSet();
        var strict = Game24Texts
            .Make(3, 6_000, triples)
            .SelectMany(p => p.Texts.Select(t => (p.Puzzle, Join(t))))
            .ToList();
        var all = Made.SelectMany(p => p.Texts.Select(t => (p.Puzzle, Join(t)))).ToList();

        Assert.InRange(strict.Count, 3_000, 5_900);
        Assert.DoesNotContain(
            strict.SelectMany(t => t.Item2.Split('\n')),
            step => Game24Texts.Triples(step).Any(triples.Contains)
        );
        Assert.Empty(strict.ToHashSet().Except(all));

        static string Join(Game24Text text) => string.Join('\n', text.Steps);
    }

    [Fact]
    public void Triples_are_found_in_any_text()
    {
        const string Text =
            """["10 - 4 = 6 (left: 5 6 6)","6 * 6 = 36 (left: 5 36)\n5 / 2 = 2.5 (left: 2.5 10 9)","(left: 1 2 3"]""";
        Assert.Equal(["5 6 6", "10 2.5 9"], Game24Texts.Triples(Text));
    }

    [Fact]
    public void The_benchmarks_puzzles_are_the_ones_kept_aside_and_the_published_ones_are_all_there_are()
    {
        string[] published =
        [
            .. File.ReadLines(RealData.File("game24/puzzles.csv")).Skip(1).Select(line => line.Split(',')[1]),
        ];
        Assert.Equal(
            published.Order(StringComparer.Ordinal),
            Game24Puzzle.Solvable.Select(p => p.ToString()).Order(StringComparer.Ordinal)
        );
        Assert.Equal(
            published[900..1000].Order(StringComparer.Ordinal),
            Game24Puzzle.Solvable.Where(p => p.KeptAside).Select(p => p.ToString()).Order(StringComparer.Ordinal)
        );
    }

    [Fact]
    public void There_are_1362_puzzles_of_which_a_hundred_are_kept_aside()
    {
        Assert.Equal(1362, Game24Puzzle.Solvable.Count);
        Assert.Equal(100, Game24Puzzle.Solvable.Count(p => p.KeptAside));
        Assert.Equal(1262, Game24Texts.Puzzles.Count);
    }
}
