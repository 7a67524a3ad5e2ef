using Platform.Contracts;
using Platform.Selector.Evaluations;

namespace Platform.UnitTests.Selector;

public sealed class StrategiesTests
{
    [Fact]
    public void One_model_of_a_kind_needs_no_name() =>
        Assert.Equal(
            [
                "prm.product",
                "prm.min",
                "prm.last",
                "prm.mean",
                "prm.product.neutral-negative",
                "prm.min.neutral-negative",
                "prm.last.neutral-negative",
                "prm.mean.neutral-negative",
                "orm",
                "majority",
                "weighted.prm.product",
                "weighted.prm.min",
                "weighted.prm.last",
                "weighted.prm.mean",
                "weighted.prm.product.neutral-negative",
                "weighted.prm.min.neutral-negative",
                "weighted.prm.last.neutral-negative",
                "weighted.prm.mean.neutral-negative",
                "weighted.orm",
                "pass",
            ],
            Names(Pool.Prm, Pool.Orm)
        );

    [Fact]
    public void A_model_without_a_neutral_class_has_one_policy() =>
        Assert.Equal(
            ["prm.product", "prm.min", "prm.last", "prm.mean"],
            Names(Pool.Prm with { Classes = ["negative", "positive"] })
                .Where(n => n.StartsWith("prm", StringComparison.Ordinal))
        );

    [Fact]
    public void Models_of_a_kind_carry_their_names_and_imported_scores_always_do()
    {
        var names = Names(
            new ModelLineage("prm-a", "1", "process", ["negative", "neutral", "positive"]),
            new ModelLineage("prm-b", "2", "process", ["positive"]),
            new ModelLineage("imported-orm", "imported", "outcome", ["positive"])
        );
        Assert.Contains("prm.min.neutral-negative:prm-a", names);
        Assert.Contains("weighted.prm.last:prm-b", names);
        Assert.Contains("orm:imported-orm", names);
        Assert.Contains("weighted.orm:imported-orm", names);
        Assert.DoesNotContain("prm.product", names);
    }

    [Fact]
    public void Two_versions_of_one_model_are_told_apart()
    {
        var names = Names(
            new ModelLineage("orm", "aaaaaaaaaaaa", "outcome", ["positive"]),
            new ModelLineage("orm", "bbbbbbbbbbbb", "outcome", ["positive"])
        );
        Assert.Contains("orm:orm@aaaaaaaa", names);
        Assert.Contains("orm:orm@bbbbbbbb", names);
        Assert.Equal(names.Length, names.Distinct().Count());
    }

    private static string[] Names(params ModelLineage[] models) => [.. Strategies.For(models).All.Select(s => s.Name)];
}
