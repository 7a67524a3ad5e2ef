using Platform.Dataset.Browsing;
using Platform.Dataset.Labels;

namespace Platform.UnitTests.Dataset.Browsing;

/// <summary>Problems as the API returns them, by a real Postgres.</summary>
public sealed class ProblemViewsTests(PostgresServer server) : IAsyncLifetime
{
    private DatasetUnderTest _dataset = null!;

    private static CancellationToken Token => TestContext.Current.CancellationToken;

    public async ValueTask InitializeAsync()
    {
        _dataset = await DatasetUnderTest.Start(server, _ => { });
        await _dataset.Execute(
            """
            insert into dataset.pools (id, name, format, revision, created) values
                (1, 'p', 'pool', 0, now()), (2, 'q', 'pool', 0, now());
            insert into dataset.problems (id, pool_id, key, ordinal, statement, truth) values
                (1, 1, 'k', 0, '1 + 1?', '2'), (2, 1, 'other', 1, '1 + 2?', '3'), (3, 2, 'k', 0, '1 + 1?', '2');
            insert into dataset.solutions (id, problem_id, sample, steps, finished) values
                (1, 1, 0, '{a,b,c}', true), (2, 2, 0, '{a,b,c}', true), (3, 3, 0, '{a,b,c}', true);
            """
        );
    }

    public ValueTask DisposeAsync() => _dataset.DisposeAsync();

    [Fact(Timeout = 60_000)]
    public async Task Labels_of_a_labeller_of_fractions_are_fractions_and_those_of_others_ratings()
    {
        await Label(1, "person:p", 1, 0, -1);
        await Label(1, "rollouts:lm", 0.625, 1, null);
        await Label(1, "signed", 0.5, -0.5, -1);

        Assert.Equal(
            [("person:p", "1 0 -1", null), ("rollouts:lm", "- - -", "0.625 1 -"), ("signed", "- - -", "0.75 0.25 0")],
            await Labels("p")
        );
    }

    [Fact(Timeout = 60_000)]
    public async Task The_whole_pool_decides_what_a_labellers_numbers_are_and_other_pools_do_not()
    {
        await Label(1, "file", 1, 0, -1);
        await Label(2, "file", 0.25, 0, 1);
        await Label(3, "file", 1, 0, null);

        Assert.Equal([("file", "- - -", "1 0 0")], await Labels("p"));
        Assert.Equal([("file", "1 0 -", null)], await Labels("q"));
    }

    [Fact(Timeout = 60_000)]
    public async Task A_verdict_without_steps_has_no_fractions()
    {
        await Label(1, "rollouts:lm");

        Assert.Equal([("rollouts:lm", "", null)], await Labels("p"));
    }

    /// <summary>Labels of the only candidate of the problem <c>k</c> as texts, null as <c>-</c>.</summary>
    private async Task<IEnumerable<(string, string?, string?)>> Labels(string pool)
    {
        var detail = await new ProblemViews(_dataset.Source).Detail(pool, "k", 0, 10, null, Token);
        return Assert.Single(detail!.Candidates).Labels.Select(l => (l.Labeller, Text(l.Steps), Text(l.Fractions)));
    }

    private static string? Text<T>(IReadOnlyList<T?>? values)
        where T : struct, IFormattable =>
        values is null
            ? null
            : string.Join(' ', values.Select(v => v is { } x ? FormattableString.Invariant($"{x}") : "-"));

    private async Task Label(long solution, string labeller, params double?[] values)
    {
        await using var connection = await _dataset.Source.OpenConnectionAsync(Token);
        await LabelCopy.WriteMissing(connection, labeller, [new(solution, StepLabel.Of(values), true)], Token);
    }
}
