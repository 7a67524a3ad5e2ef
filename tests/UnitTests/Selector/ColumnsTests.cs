using System.Text.Json;
using Platform.Selector;

namespace Platform.UnitTests.Selector;

public sealed class ColumnsTests
{
    [Fact]
    public async Task Lines_come_back_as_they_were_sent()
    {
        var problem = Pool.Problem(
            "p",
            [0, -1],
            [true, false],
            [
                [0.25],
                null,
            ],
            null
        );
        var (header, problems) = await Columns.Read(
            Lines(Pool.Header(2, Pool.Orm, Pool.Orm), problem, problem with { Key = "q" }),
            TestContext.Current.CancellationToken
        );
        Assert.Equal("pool", header.Pool);
        Assert.Equal(["p", "q"], problems.Select(p => p.Key));
        Assert.Equal(problem.Answers, problems[1].Answers);
        Assert.Equal(problem.Scores[0]!.Probabilities, problems[0].Scores[0]!.Probabilities);
        Assert.Null(problems[0].Scores[1]);
    }

    [Fact]
    public async Task A_stream_that_ends_early_is_told_apart_from_a_small_pool()
    {
        var error = await Assert.ThrowsAsync<IOException>(() =>
            Columns.Read(Lines(Pool.Header(2), Pool.Problem("p", [], [])), TestContext.Current.CancellationToken)
        );
        Assert.Equal("The columns ended after 1 of 2 problems.", error.Message);
    }

    private static MemoryStream Lines(params object[] lines) =>
        new(
            [
                .. lines.SelectMany(line =>
                    (byte[])[.. JsonSerializer.SerializeToUtf8Bytes(line, JsonSerializerOptions.Web), (byte)'\n']
                ),
            ]
        );
}
