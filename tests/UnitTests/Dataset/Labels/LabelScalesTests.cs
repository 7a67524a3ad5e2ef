using Platform.Contracts;
using Platform.Dataset.Labels;

namespace Platform.UnitTests.Dataset.Labels;

/// <summary>What the numbers of labellers are, by a real Postgres.</summary>
public sealed class LabelScalesTests(PostgresServer server) : IAsyncLifetime
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
                (1, 1, 'k', 0, '1 + 1?', '2'), (2, 2, 'k', 0, '1 + 1?', '2');
            insert into dataset.solutions (id, problem_id, sample, steps, finished) values
                (1, 1, 0, '{a,b}', true), (2, 1, 1, '{a,b}', true), (3, 1, 2, '{a,b}', false), (4, 2, 0, '{a,b}', true);
            """
        );
    }

    public ValueTask DisposeAsync() => _dataset.DisposeAsync();

    [Fact(Timeout = 60_000)]
    public async Task One_number_of_a_labeller_decides_for_all_of_its_labels_in_a_pool()
    {
        await Label(1, "ratings", 1, -1);
        await Label(2, "ratings", 0, null);
        await Label(1, "fractions", 1, 0);
        await Label(2, "fractions", 0.25, null);
        await Label(1, "signed", 0.5, -0.5);
        await Label(1, "nothing", null, null);
        await Label(4, "ratings", 0.5, 0);

        Assert.Equal(
            [("fractions", LabelScale.Fractions), ("ratings", LabelScale.Ratings), ("signed", LabelScale.Signed)],
            await Scales(1)
        );
        Assert.Equal([("ratings", LabelScale.Fractions)], await Scales(2));
    }

    [Fact(Timeout = 60_000)]
    public async Task Rollouts_give_fractions_even_if_all_are_0_or_1()
    {
        await Label(1, "rollouts:lm", 1, 0);
        await Label(1, "rollouts", 1, 0);

        Assert.Equal([("rollouts", LabelScale.Ratings), ("rollouts:lm", LabelScale.Fractions)], await Scales(1));
    }

    [Fact(Timeout = 60_000)]
    public async Task A_name_stands_for_itself_and_for_all_that_begin_with_it()
    {
        await Label(1, "rollouts:lm", 1, 0);
        await Label(2, "rollouts:lm", 1, 0);
        await Label(3, "rollouts:other", 1, 0);
        await Label(1, "rolloutsx", 1, 0);

        await using var connection = await _dataset.Source.OpenConnectionAsync(Token);
        var found = await LabelScales.Of(connection, 1, "rollouts", Token);
        Assert.Equal([("rollouts:lm", 2), ("rollouts:other", 0)], found.Select(l => (l.Labeller, l.Finished)));
    }

    [Theory]
    [InlineData(-1, LabelScale.Signed, 0)]
    [InlineData(0.5, LabelScale.Signed, 0.75)]
    [InlineData(-1, LabelScale.Fractions, 0)]
    [InlineData(0.5, LabelScale.Fractions, 0.5)]
    public void Numbers_become_fractions(double value, LabelScale scale, double fraction) =>
        Assert.Equal(fraction, LabelScales.Fraction(value, scale));

    private async Task<IEnumerable<(string, LabelScale)>> Scales(long pool)
    {
        await using var connection = await _dataset.Source.OpenConnectionAsync(Token);
        return (await LabelScales.Of(connection, pool, null, Token))
            .Select(l => (l.Labeller, l.Scale))
            .OrderBy(l => l.Labeller, StringComparer.Ordinal);
    }

    private async Task Label(long solution, string labeller, params double?[] values)
    {
        await using var connection = await _dataset.Source.OpenConnectionAsync(Token);
        await LabelCopy.WriteMissing(connection, labeller, [new(solution, StepLabel.Of(values), null)], Token);
    }
}
