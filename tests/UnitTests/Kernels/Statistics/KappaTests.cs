using Platform.Kernels.Statistics;

namespace Platform.UnitTests.Kernels.Statistics;

public sealed class KappaTests
{
    [Theory]
    [InlineData(1, 2)]
    [InlineData(7, 3)]
    [InlineData(200, 3)]
    [InlineData(200, 5)]
    public void Cohen_is_what_counting_every_pair_of_items_gives(int items, int categories)
    {
        for (int seed = 0; seed < 50; seed++)
        {
            var random = new SplitMix((ulong)seed);
            int[] first = [.. Enumerable.Range(0, items).Select(_ => random.Below(categories))];
            int[] second = [.. first.Select(f => random.Below(2) == 0 ? f : random.Below(categories))];

            Assert.Equal(SlowCohen(first, second), CohenKappa.Of(first, second, categories), 1e-12);
        }
    }

    [Theory]
    [InlineData(1, 2, 3)]
    [InlineData(9, 3, 3)]
    [InlineData(100, 3, 6)]
    public void Fleiss_is_what_counting_every_pair_of_ratings_gives(int items, int categories, int most)
    {
        for (int seed = 0; seed < 50; seed++)
        {
            var random = new SplitMix((ulong)seed);
            List<List<int>> ratings =
            [
                .. Enumerable
                    .Range(0, items)
                    .Select(_ =>
                    {
                        int usual = random.Below(categories);
                        return Enumerable
                            .Range(0, random.Below(most + 1))
                            .Select(_ => random.Below(3) > 0 ? usual : random.Below(categories))
                            .ToList();
                    }),
            ];
            int[] counts =
            [
                .. ratings.SelectMany(r => Enumerable.Range(0, categories).Select(c => r.Count(x => x == c))),
            ];

            Assert.Equal(SlowFleiss(ratings), FleissKappa.Of(counts, categories), 1e-12);
        }
    }

    [Fact]
    public void Fleiss_gives_the_figure_of_the_paper_of_1971s_usual_example()
    {
        // Ten items, fourteen raters, five categories: P = 0.378, P_e = 0.213.
        int[] counts =
        [
            0,
            0,
            0,
            0,
            14,
            0,
            2,
            6,
            4,
            2,
            0,
            0,
            3,
            5,
            6,
            0,
            3,
            9,
            2,
            0,
            2,
            2,
            8,
            1,
            1,
            7,
            7,
            0,
            0,
            0,
            3,
            2,
            6,
            3,
            0,
            2,
            5,
            3,
            2,
            2,
            6,
            5,
            2,
            1,
            0,
            0,
            2,
            2,
            3,
            7,
        ];

        Assert.Equal(0.210, FleissKappa.Of(counts, 5), 0.0005);
    }

    [Fact]
    public void Agreement_is_one_chance_is_zero_and_opposition_is_negative()
    {
        Assert.Equal(1, CohenKappa.Of([0, 1, 2], [0, 1, 2], 3));
        Assert.Equal(0, CohenKappa.Of([0, 0, 1, 1], [0, 1, 0, 1], 2));
        Assert.Equal(-1, CohenKappa.Of([0, 1], [1, 0], 2));
        Assert.Equal(1, FleissKappa.Of([2, 0, 0, 3], 2), 1e-12);
        Assert.Equal(-1, FleissKappa.Of([1, 1, 1, 1], 2), 1e-12);
    }

    [Fact]
    public void Without_items_or_with_one_category_alone_it_is_undefined()
    {
        Assert.True(double.IsNaN(CohenKappa.Of([], [], 3)));
        Assert.True(double.IsNaN(CohenKappa.Of([1, 1], [1, 1], 3)));
        Assert.True(double.IsNaN(FleissKappa.Of([], 3)));
        Assert.True(double.IsNaN(FleissKappa.Of([1, 0, 0, 1], 2)));
        Assert.True(double.IsNaN(FleissKappa.Of([3, 0, 2, 0], 2)));
    }

    [Fact]
    public void What_is_no_table_of_ratings_is_refused()
    {
        Assert.Throws<ArgumentException>(() => CohenKappa.Of([0], [0, 1], 2));
        Assert.Throws<ArgumentException>(() => CohenKappa.Of([2], [0], 2));
        Assert.Throws<ArgumentException>(() => CohenKappa.Of([0], [-1], 2));
        Assert.Throws<ArgumentException>(() => FleissKappa.Of([1, 2, 3], 2));
        Assert.Throws<ArgumentException>(() => FleissKappa.Of([1, -1], 2));
    }

    /// <summary>Chance agreement: the share of all pairs (item of the one, item of the other) with the same rating.</summary>
    private static double SlowCohen(int[] first, int[] second)
    {
        double observed = Enumerable.Range(0, first.Length).Average(i => first[i] == second[i] ? 1.0 : 0);
        double chance = first.SelectMany(_ => second, (a, b) => a == b ? 1.0 : 0).Average();
        return (observed - chance) / (1 - chance);
    }

    /// <summary>Agreement: the share of ordered pairs of different raters of an item who agree.</summary>
    private static double SlowFleiss(List<List<int>> ratings)
    {
        var rated = ratings.Where(r => r.Count >= 2).ToList();
        var all = rated.SelectMany(r => r).ToList();
        if (rated.Count == 0 || all.Distinct().Count() == 1)
        {
            return double.NaN;
        }

        double observed = rated.Average(r =>
            Enumerable
                .Range(0, r.Count)
                .SelectMany(i => Enumerable.Range(0, r.Count).Where(j => j != i), (i, j) => r[i] == r[j] ? 1.0 : 0)
                .Average()
        );
        double chance = all.SelectMany(_ => all, (a, b) => a == b ? 1.0 : 0).Average();
        return (observed - chance) / (1 - chance);
    }
}
