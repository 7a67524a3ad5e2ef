using Platform.Dataset.Storage;

namespace Platform.UnitTests.Dataset.Storage;

/// <summary>What is copied is read back by Npgsql.</summary>
public sealed class BinaryCopyTests(PostgresServer server) : IAsyncLifetime
{
    private DatasetUnderTest dataset = null!;

    private static CancellationToken Token => TestContext.Current.CancellationToken;

    public async ValueTask InitializeAsync()
    {
        dataset = await DatasetUnderTest.Start(server, _ => { });
        await dataset.Execute(
            "create table public.t (i int, l bigint, d float8, b bool, s text, j jsonb, a text[], r float8[])"
        );
    }

    public ValueTask DisposeAsync() => dataset.DisposeAsync();

    [Fact(Timeout = 60_000)]
    public async Task Values_of_every_type_are_stored()
    {
        string[] texts = ["", "é\U0001F600", "\"{,}\\\n"];
        await Copy(copy =>
        {
            copy.Write(int.MinValue);
            copy.Write(long.MaxValue);
            copy.Write(-0.1);
            copy.Write(true);
            copy.Write("é");
            copy.WriteJson("""{"model": "é"}""");
            copy.Write(texts);
            copy.Write(
                [
                    [1, double.Epsilon],
                    [-2.5],
                ]
            );
        });
        Assert.True(
            await dataset.Value<bool>(
                """
                select i = -2147483648 and l = 9223372036854775807 and d = -0.1::float8 and b and s = 'é'
                    and j = '{"model": "é"}' and a = @texts and r = @reals from public.t
                """,
                new { texts, reals = new[] { 1, double.Epsilon, -2.5 } }
            )
        );
    }

    [Fact(Timeout = 60_000)]
    public async Task Nulls_and_empty_arrays_are_stored()
    {
        await Copy(copy =>
        {
            copy.Null();
            copy.Null();
            copy.Write((double?)null);
            copy.Write((bool?)null);
            copy.Write((string?)null);
            copy.WriteJson(null);
            copy.Write(Array.Empty<string>());
            copy.Write(Array.Empty<double[]>());
        });
        Assert.True(
            await dataset.Value<bool>("select num_nulls(i, l, d, b, s, j) = 6 and a = '{}' and r = '{}' from public.t")
        );
    }

    [Fact(Timeout = 60_000)]
    public async Task Rows_are_sent_when_the_buffer_is_full()
    {
        var text = new string('é', 100_000);
        await using var connection = await dataset.Source.OpenConnectionAsync(Token);
        await using (var copy = await BinaryCopy.Begin(connection, "public.t", ["i", "s"], Token))
        {
            for (var i = 0; i < 50; i++)
            {
                await copy.Row(Token);
                copy.Write(i);
                copy.Write(text);
            }
            await copy.Complete(Token);
        }
        Assert.Equal(50L * 49 / 2, await dataset.Value<long>("select sum(i) from public.t where length(s) = 100000"));
    }

    [Fact(Timeout = 60_000)]
    public async Task Nothing_is_stored_without_the_end_and_the_connection_is_kept()
    {
        await using var connection = await dataset.Source.OpenConnectionAsync(Token);
        await using (var copy = await BinaryCopy.Begin(connection, "public.t", ["i"], Token))
        {
            await copy.Row(Token);
            copy.Write(1);
        }
        Assert.Equal(0, await connection.QuerySingle<long>("select count(*) from public.t", null, Token));
    }

    private async Task Copy(Action<BinaryCopy> row)
    {
        await using var connection = await dataset.Source.OpenConnectionAsync(Token);
        await using var copy = await BinaryCopy.Begin(
            connection,
            "public.t",
            ["i", "l", "d", "b", "s", "j", "a", "r"],
            Token
        );
        await copy.Row(Token);
        row(copy);
        await copy.Complete(Token);
    }
}
