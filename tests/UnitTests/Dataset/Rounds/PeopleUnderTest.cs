using Microsoft.Extensions.DependencyInjection;
using Microsoft.Extensions.Options;
using Platform.Contracts;
using Platform.Dataset.Labellings;
using Platform.Dataset.Models;
using Platform.Dataset.Quality;
using Platform.Dataset.Rounds;
using Platform.Dataset.Selections;
using Platform.Dataset.Settings;
using Platform.Dataset.Trainings;

namespace Platform.UnitTests.Dataset.Rounds;

/// <summary>
/// Dataset with two pools, <c>p</c> to label and <c>gold</c>, for tests that are the labellers. A solution has the steps
/// <c>SOLUTION/0</c>, <c>SOLUTION/1</c> and <c>SOLUTION/2</c>; solutions of <c>gold</c> have the ids from 101.
/// </summary>
internal sealed class PeopleUnderTest : IAsyncDisposable
{
    public const int Steps = 3;
    public const int FirstGold = 101;

    private readonly string _files;

    private PeopleUnderTest(DatasetUnderTest dataset, string files) => (Dataset, _files) = (dataset, files);

    public DatasetUnderTest Dataset { get; }

    private static CancellationToken Token => TestContext.Current.CancellationToken;

    /// <param name="server">The database server.</param>
    /// <param name="solutions">Solutions of the pool <c>p</c>, each of a problem of its own.</param>
    /// <param name="gold">Solutions of the pool <c>gold</c>; their acceptable first bad steps are 1 and 2.</param>
    /// <param name="options">Settings.</param>
    public static async Task<PeopleUnderTest> Start(
        PostgresServer server,
        int solutions = 4,
        int gold = 0,
        DatasetOptions? options = null
    )
    {
        string files = Directory.CreateTempSubdirectory("people-").FullName;
        var store = new FileStore(Options.Create(new DatasetOptions { FilesPath = files }));
        var dataset = await DatasetUnderTest.Start(
            server,
            services =>
            {
                services
                    .AddSingleton(store)
                    .AddScoped<ModelRegistry>()
                    .AddSingleton<Platform.Dataset.Work.ScoreItems>()
                    .AddTrainings()
                    .AddSelections()
                    .AddLabellings();
                if (options is not null)
                {
                    services.AddSingleton(Options.Create(options));
                }
            },
            bus => bus.AddLabellings()
        );
        await dataset.Execute(
            """
            insert into dataset.pools (id, name, format, revision, created)
            values (1, 'p', 'pool', 0, now()), (2, 'gold', 'pool', 0, now());
            """
        );
        await dataset.Execute(
            """
            with numbers as (
                select i as id, 1 as pool from generate_series(1, @solutions) i
                union all select @FirstGold + i, 2 from generate_series(0, @gold - 1) i
            ), problems as (
                insert into dataset.problems (id, pool_id, key, ordinal, statement, truth)
                select id, pool, id::text, id, 'Problem ' || id, '1' from numbers
            )
            insert into dataset.solutions (id, problem_id, sample, steps, finished, answer, answer_key, correct, grader)
            select id, id, 0, array[id || '/0', id || '/1', id || '/2'], true, '1', '1', true, 'g/1' from numbers;
            """,
            new
            {
                solutions,
                gold,
                FirstGold,
            }
        );
        var people = new PeopleUnderTest(dataset, files);
        if (gold > 0)
        {
            await people
                .Get<GoldRecords>()
                .Mark(
                    "gold",
                    [.. Enumerable.Range(FirstGold, gold).Select(i => new GoldMark($"{i}", 0, [1, 2]))],
                    Token
                );
        }

        return people;
    }

    public T Get<T>()
        where T : notnull => Dataset.Services.GetRequiredService<T>();

    /// <summary>Submits a labelling of the pool <c>p</c> by people, with further fields.</summary>
    public async Task<Guid> Round(string fields = "")
    {
        var answer = await Dataset.Submit<LabellingKind>($$"""{"pool":"p","by":"people"{{fields}}}""");
        await Dataset.Move();
        return Assert.IsType<LabellingAccepted>(answer).LabellingId;
    }

    /// <summary>The labeller's next task; null if there is none.</summary>
    public async Task<LabellingTask?> Take(string name)
    {
        var taken = await Get<RoundTasks>().Take(Labellers.OfPerson(name), null, Token);
        Assert.Null(taken.Refusal);
        return taken.Task;
    }

    /// <summary>The solution of a task, by its steps.</summary>
    public static int SolutionOf(LabellingTask task) =>
        int.Parse(task.Steps[0].Split('/')[0], System.Globalization.CultureInfo.InvariantCulture);

    /// <summary>Rates a task with this first bad step (-1: none) and ends it.</summary>
    public async Task Finish(LabellingTask task, string name, int firstBad)
    {
        for (int step = 0; step <= (firstBad < 0 ? Steps - 1 : firstBad); step++)
        {
            await Rate(task, name, step, step == firstBad ? -1 : 1);
        }

        Assert.Null(await Get<TaskEnds>().End(task.Id, new(name, TaskEnding.Finished, Seconds: 1), Token));
    }

    public async Task Rate(LabellingTask task, string name, int step, int? rating) =>
        Assert.Null(await Get<TaskRatings>().Rate(task.Id, step, Labellers.OfPerson(name), rating, Token));

    /// <summary>Finishes every task that the labeller gets, with the same first bad step; returns their solutions.</summary>
    public async Task<List<int>> FinishAll(string name, Func<int, int> firstBad)
    {
        List<int> solutions = [];
        while (await Take(name) is { } task)
        {
            int solution = SolutionOf(task);
            await Finish(task, name, firstBad(solution));
            solutions.Add(solution);
        }

        return solutions;
    }

    public async ValueTask DisposeAsync()
    {
        await Dataset.DisposeAsync();
        Directory.Delete(_files, recursive: true);
    }
}
