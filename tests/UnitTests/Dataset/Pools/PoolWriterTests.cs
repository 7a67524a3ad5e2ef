using System.Text;
using Platform.Contracts;
using Platform.Dataset.Formats;
using Platform.Dataset.Pools;

namespace Platform.UnitTests.Dataset.Pools;

/// <summary>Imports into a real Postgres.</summary>
public sealed class PoolWriterTests(PostgresServer server) : IAsyncLifetime
{
    private DatasetUnderTest dataset = null!;

    private static CancellationToken Token => TestContext.Current.CancellationToken;

    public async ValueTask InitializeAsync() => dataset = await DatasetUnderTest.Start(server, _ => { });

    public ValueTask DisposeAsync() => dataset.DisposeAsync();

    private Task<ImportResult> Import(string text, string pool = "p", Overlap? overlap = null) =>
        new PoolWriter(dataset.Source, TimeProvider.System).Write(
            pool,
            new PoolReader(),
            new MemoryStream(Encoding.UTF8.GetBytes(text)),
            overlap,
            Token
        );

    [Theory]
    [InlineData(false)]
    [InlineData(true)]
    public async Task Problems_that_another_pool_has_are_left_out_or_refused(bool refuse)
    {
        await Import("""{"problem":"What is $\\dfrac12$ of  4?","answer":"2"}""", "held-out");
        await using var connection = await dataset.Source.OpenConnectionAsync(Token);
        var sets = await ProblemSets.Load(connection, ["held-out"], Token);

        var result = await Import(
            """
            {"problem":"what is \\frac12 of 4?","answer":"2"}
            {"problem":"What is 1/3 of 4?","answer":"4/3"}
            """,
            overlap: new(sets, refuse)
        );

        Assert.Equal((2, 1), (result.Lines, result.Problems));
        Assert.Equal([new("held-out", 1)], result.LeftOut!);
        Assert.Equal(refuse ? 1 : 0, result.ErrorCount);
        Assert.All(result.Errors, e => Assert.Contains("is in pool 'held-out'", e.Reason));
        Assert.Null((await Import("""{"problem":"q"}""")).LeftOut);
        await Assert.ThrowsAsync<UnknownPoolException>(() => ProblemSets.Load(connection, ["nowhere"], Token));
    }

    [Fact(Timeout = 60_000)]
    public async Task Labels_of_steps_and_of_their_alternatives_are_stored()
    {
        const string line =
            """{"question":{"problem":"p","ground_truth_answer":"5"},"label":{"finish_reason":"solution","steps":[{"completions":[{"text":"a1","rating":-1,"flagged":true},{"text":"a","rating":1}],"chosen_completion":1},{"completions":[{"text":"# Answer\n5","rating":null}],"chosen_completion":0}]}}""";
        Assert.Equal((1, 1, 0), await Counts(line));
        Assert.Equal((0, 0, 1), await Counts(line));
        Assert.Equal(
            ["0 0 1 false ", "0 1 -1 true a1", "1 0  false "],
            await dataset.Values<string>(
                "select concat_ws(' ', step, alternative, coalesce(value::text, ''), flagged::text, coalesce(text, '')) from dataset.step_labels order by step, alternative"
            )
        );
        Assert.True(await dataset.Value<bool>("select correct from dataset.solutions"));

        async Task<(int, int, int)> Counts(string text) =>
            await Import(text) is { ErrorCount: 0 } result
                ? (result.Problems, result.Solutions, result.Unchanged)
                : throw new InvalidOperationException();
    }

    [Fact(Timeout = 60_000)]
    public async Task Samples_of_a_problem_of_any_format_share_its_row()
    {
        var result = await Import(
            """
            {"prompt":"p","completions":["a"],"labels":[true]}
            {"prompt":"p","completions":["b"],"labels":[false]}
            """
        );
        Assert.Equal((1, 2, "trl"), (result.Problems, result.Solutions, result.Format));
    }

    [Fact(Timeout = 60_000)]
    public async Task A_fault_of_the_whole_file_is_one_error()
    {
        var table = await Import(
            "id,problem,answer\n" + string.Join('\n', Enumerable.Range(1, 1559).Select(i => $"{i},p,1"))
        );
        Assert.Equal((1560, 1, "unknown"), (table.Lines, table.ErrorCount, table.Format));
        Assert.Contains("it begins with 'id,problem,answer', not with {: convert tables", table.Errors[0].Reason);
        Assert.EndsWith("the same holds for all 1,560 lines", table.Errors[0].Reason);

        var logits = string.Join(
            '\n',
            Enumerable
                .Range(1, 1560)
                .Select(i =>
                    $$$"""{"problem":"p{{{i}}}","solutions":[{"text":"a","scores":{"m":{"kind":"outcome","probabilities":[[{{{i}}}.5]]} } }]}"""
                )
        );
        Assert.Equal((1560, 1), await Import(logits) is var result ? (result.Problems, result.ErrorCount) : default);
    }

    [Fact(Timeout = 60_000)]
    public async Task An_empty_reference_answer_is_none()
    {
        await Import("""{"problem":"p","answer":" ","solutions":[{"text":"# Answer\n5"}]}""");
        Assert.Null(await dataset.Value<string>("select truth from dataset.problems"));
        Assert.Null(await dataset.Value<bool?>("select correct from dataset.solutions"));
    }
}
