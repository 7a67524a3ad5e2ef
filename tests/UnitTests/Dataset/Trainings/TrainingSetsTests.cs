using Microsoft.Extensions.DependencyInjection;
using Platform.Contracts;
using Platform.Dataset.Models;
using Platform.Dataset.Trainings;

namespace Platform.UnitTests.Dataset.Trainings;

/// <summary>What a training set holds, by a real Postgres.</summary>
public sealed class TrainingSetsTests(PostgresServer server) : IAsyncLifetime
{
    private DatasetUnderTest _dataset = null!;

    private static CancellationToken Token => TestContext.Current.CancellationToken;

    public async ValueTask InitializeAsync()
    {
        _dataset = await DatasetUnderTest.Start(
            server,
            services => services.AddSingleton<FileStore>().AddSingleton<TrainingSets>()
        );
        await _dataset.Execute(
            """
            insert into dataset.pools (id, name, format, revision, created) values (1, 'p', 'pool', 0, now());
            insert into dataset.problems (id, pool_id, key, ordinal, statement, truth) values (1, 1, 'k', 0, '1 + 1?', '2');
            insert into dataset.solutions (id, problem_id, sample, steps, finished, correct) values
                (1, 1, 0, '{right}', true, true), (2, 1, 1, '{wrong}', true, false), (3, 1, 2, '{unknown}', true, null),
                (4, 1, 3, '{}', true, null);
            """
        );
    }

    public ValueTask DisposeAsync() => _dataset.DisposeAsync();

    [Theory(Timeout = 60_000)]
    [InlineData(Objective.Language, false, 1)]
    [InlineData(Objective.Language, true, 3)]
    [InlineData(Objective.Outcome, true, 2)]
    [InlineData(Objective.Process, true, 0)]
    public async Task A_language_model_learns_from_what_is_right_or_from_everything(
        Objective train,
        bool everything,
        int examples
    )
    {
        var sets = _dataset.Services.GetRequiredService<TrainingSets>();
        var from = new TrainingSource(train, ["p"], null, null, [], everything);

        Assert.Equal([examples], await sets.Count(from, Token));
        Assert.Equal(examples, (await sets.Size(from, Token)).Examples);
        Assert.Equal(examples, (await sets.Look(from, Token)).Examples);
    }
}
