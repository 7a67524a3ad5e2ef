using FsCheck;
using FsCheck.Fluent;
using Platform.Contracts;

namespace Platform.UnitTests.Contracts;

public sealed class MessagePartsTests
{
    private static readonly Gen<(IReadOnlyList<int> Sizes, int MostSize, int MostItems)> Cases =
        from sizes in Gen.Choose(0, 9).ListOf()
        from mostSize in Gen.Choose(1, 12)
        from mostItems in Gen.Choose(1, 5)
        select ((IReadOnlyList<int>)sizes, mostSize, mostItems);

    [Fact]
    public void Every_item_is_in_one_part_and_no_part_is_larger_than_it_may_be_or_could_take_the_next_item() =>
        Prop.ForAll(
                Cases.ToArbitrary(),
                c =>
                {
                    var parts = MessageParts.Of(c.Sizes, size => size, c.MostSize, c.MostItems).ToList();

                    Assert.Equal(c.Sizes, parts.SelectMany(p => p));
                    Assert.All(parts, p => Assert.InRange(p.Count, 1, c.MostItems));
                    Assert.All(parts, p => Assert.True(p.Count == 1 || p.Sum() <= c.MostSize));
                    Assert.All(
                        parts.Zip(parts.Skip(1)),
                        pair =>
                            Assert.True(
                                pair.First.Count == c.MostItems || pair.First.Sum() + pair.Second[0] > c.MostSize
                            )
                    );
                }
            )
            .Check(Config.QuickThrowOnFailure.WithMaxTest(1000));
}
