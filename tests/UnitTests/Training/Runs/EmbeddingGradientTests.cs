using Platform.Training.Runs;

namespace Platform.UnitTests.Training.Runs;

public sealed class EmbeddingGradientTests
{
    [Theory]
    [InlineData(0)]
    [InlineData(1)]
    [InlineData(2)]
    public void Rows_are_added_where_their_token_stood_also_where_ids_repeat(int back)
    {
        // Two rows of three tokens, vectors of 5 (no multiple of a lane).
        long[] ids = [3, 3, 1, 0, 3, 2];
        var dy = Numeric.Random(1, 6 * 5).Select(x => (float)x).ToArray();
        var table = Enumerable.Repeat(1f, 4 * 5).ToArray();
        var expected = table.ToArray();
        for (var row = 0; row < 2; row++)
        for (var i = 0; i < 3; i++)
        for (var k = 0; k < 5; k++)
            expected[((i < back ? 0 : ids[(3 * row) + i - back]) * 5) + k] += dy[(((3 * row) + i) * 5) + k];
        EmbeddingGradient.Add(ids, 3, back, dy, table);
        Assert.Equal(expected, table);
    }
}
