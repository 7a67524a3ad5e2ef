namespace Platform.Selector.Evaluations;

/// <summary>Which pairs of strategies are compared, and at which N.</summary>
internal static class Pairs
{
    /// <summary>
    /// Every strategy that uses a model against majority; PRM product against ORM, and models of the same kind against each
    /// other; the other aggregations of a PRM against its product.
    /// </summary>
    public static IReadOnlyList<(int Strategy, int Against)> Of(Strategies strategies)
    {
        var all = strategies.All;
        int majority = all.Index().First(s => s.Item is { Choice: Choice.Vote, Score: < 0 }).Index;
        var best = all.Index()
            .Where(s => s.Item.Choice == Choice.Best)
            .Select(s => (s.Index, Score: strategies.Scores[s.Item.Score]))
            .ToArray();
        var products = best.Where(b =>
                b.Score.Name.StartsWith("prm.product", StringComparison.Ordinal) && IsMain(b.Score)
            )
            .ToArray();
        var outcomes = best.Where(b => b.Score.Family == "orm").ToArray();
        return
        [
            .. all.Index().Where(s => s.Item.Score >= 0).Select(s => (s.Index, majority)),
            .. from p in products from o in outcomes select (p.Index, o.Index),
            .. from a in products from b in products where a.Index < b.Index select (a.Index, b.Index),
            .. from a in outcomes from b in outcomes where a.Index < b.Index select (a.Index, b.Index),
            .. from p in products
            from b in best
            where b.Score.Model == p.Score.Model && b.Index != p.Index
            select (b.Index, p.Index),
        ];
    }

    /// <summary>Powers of four from 4 and the largest N.</summary>
    public static IReadOnlyList<int> At(int samples)
    {
        var at = new List<int>();
        for (int n = 4; n < samples; n *= 4)
        {
            at.Add(n);
        }
        return samples > 0 ? [.. at, samples] : at;
    }

    private static bool IsMain(Score score) => score.Neutral == Platform.Kernels.Selection.NeutralPolicy.Positive;
}
