using Microsoft.Extensions.DependencyInjection;
using Microsoft.Extensions.Options;
using Platform.Contracts;
using Platform.Dataset.Jobs;
using Platform.Dataset.Labellings;
using Platform.Dataset.Models;
using Platform.Dataset.Rounds;
using Platform.Dataset.Selections;
using Platform.Dataset.Settings;
using Platform.Dataset.Trainings;

namespace Platform.UnitTests.Dataset.Rounds;

/// <summary>Labelling rounds from submission to end on a real Postgres; the test is the labellers.</summary>
public sealed class RoundTasksTests(PostgresServer server) : IAsyncLifetime
{
    private readonly string _files = Directory.CreateTempSubdirectory("rounds-").FullName;
    private DatasetUnderTest _dataset = null!;

    private static CancellationToken Token => TestContext.Current.CancellationToken;

    private RoundTasks Tasks => _dataset.Services.GetRequiredService<RoundTasks>();

    private TaskRatings Ratings => _dataset.Services.GetRequiredService<TaskRatings>();

    private TaskEnds Ends => _dataset.Services.GetRequiredService<TaskEnds>();

    private RoundViews Views => _dataset.Services.GetRequiredService<RoundViews>();

    public async ValueTask InitializeAsync()
    {
        var store = new FileStore(Options.Create(new DatasetOptions { FilesPath = _files }));
        _dataset = await DatasetUnderTest.Start(
            server,
            services =>
                services
                    .AddSingleton(store)
                    .AddScoped<ModelRegistry>()
                    .AddSingleton<Platform.Dataset.Work.ScoreItems>()
                    .AddTrainings()
                    .AddSelections()
                    .AddLabellings(),
            bus => bus.AddLabellings()
        );
        await _dataset.Execute(
            """
            insert into dataset.pools (id, name, format, revision, created) values (1, 'p', 'pool', 0, now());
            insert into dataset.problems (id, pool_id, key, ordinal, statement, truth)
            values (1, 1, 'a', 0, 'What is 1 + 1?', '2'), (2, 1, 'b', 1, 'And 2?', null);
            insert into dataset.solutions (id, problem_id, sample, steps, finished, answer, answer_key, correct, grader) values
                (1, 1, 0, '{one,two,three}', true, '3', '3', false, 'g/1'), (2, 1, 1, '{a,b}', true, '2', '2', true, 'g/1'),
                (3, 2, 0, '{x}', true, '4', '4', null, null);
            """
        );
    }

    public async ValueTask DisposeAsync()
    {
        await _dataset.DisposeAsync();
        Directory.Delete(_files, recursive: true);
    }

    [Fact(Timeout = 120_000)]
    public async Task A_round_completes_when_every_solution_is_labelled_or_given_up()
    {
        var id = await Round();
        var first = (await Take("ann"))!;
        Assert.Equal((id, "What is 1 + 1?", "2"), (first.Labelling, first.Problem, first.Answer));
        Assert.Equal(["one", "two", "three"], first.Steps);
        Assert.Equal("running", (await Views.List(id, Token))[0].State);

        Assert.Null(await Ratings.Rate(first.Id, 0, "person:ann", 1, Token));
        Assert.Null(await Ratings.Rate(first.Id, 1, "person:ann", 0, Token));
        Assert.Null(await Ratings.Rate(first.Id, 1, "person:ann", -1, Token));
        Assert.Equal([new(0, 1), new StepRating(1, -1)], (await Take("ann"))!.Ratings);
        Assert.Null(await Ends.End(first.Id, new("ann", "finished", Seconds: 40), Token));
        var second = (await Take("ann"))!;
        Assert.Null(await Ratings.Rate(second.Id, 0, "person:ann", null, Token));
        Assert.Null(await Ratings.Rate(second.Id, 1, "person:ann", 1, Token));
        Assert.Null(await Ends.End(second.Id, new("ann", "finished"), Token));
        await _dataset.Move();
        Assert.Equal("running", (await Views.List(id, Token))[0].State);
        var third = (await Take("bob"))!;
        Assert.Null(await Ends.End(third.Id, new("bob", "gave-up", "too hard"), Token));
        Assert.Null(await Take("bob"));
        await _dataset.Move();

        var round = Assert.Single(await Views.List(id, Token));
        Assert.Equal(
            ("completed", 3, 2, 1, 0, 0),
            (round.State, round.Tasks, round.Finished, round.GaveUp, round.Open, round.Held)
        );
        Assert.Equal(
            [new("person:ann", 2, 0, 0, 4, 2, 40), new RoundLabeller("person:bob", 0, 1, 0, 0, 1, 0)],
            round.Labellers
        );
        var result = (await Labelling(id)).Result!;
        Assert.Equal((3, 1), (result.Solutions, result.Unknown));
        Assert.Equal(new LabelCounts("person:ann", 2, 2, 2, 0, 1, 2, 0), Assert.Single(result.Labellers));
        Assert.Equal(
            ["0:1:False", "1:-1:False", "2::False", "0::True", "1:1:False"],
            await _dataset.Values<string>(
                """
                select v.step || ':' || coalesce(v.value::text, '') || ':' || initcap(v.unsure::text)
                from dataset.step_labels v join dataset.labels l on l.id = v.label_id order by l.solution_id, v.step
                """
            )
        );
        var training = _dataset.Services.GetRequiredService<TrainingSets>();
        foreach (string labeller in (string[])["person:ann", "person"])
        {
            var set = await training.Look(new(Objective.Process, ["p"], labeller, null, [], [], false), Token);
            Assert.Equal([("person:ann", 2)], set.Supervisors!.Select(s => (s.Key, s.Value)));
        }
    }

    [Fact(Timeout = 120_000)]
    public async Task Two_labellers_never_hold_the_same_task_and_each_gets_the_own_one_again()
    {
        await Round();
        var tasks = await Task.WhenAll(Enumerable.Range(0, 6).Select(i => Take($"labeller-{i}")));

        var taken = tasks.OfType<LabellingTask>().ToList();
        Assert.Equal(3, taken.Count);
        Assert.Equal(3, taken.DistinctBy(t => t.Id).Count());
        var index = Array.FindIndex(tasks, t => t is not null);
        Assert.Equal(tasks[index]!.Id, (await Take($"labeller-{index}"))!.Id);
    }

    [Fact(Timeout = 120_000)]
    public async Task An_abandoned_task_goes_to_another_labeller_without_the_ratings_of_the_first()
    {
        await Round();
        var task = (await Take("ann"))!;
        await Ratings.Rate(task.Id, 0, "person:ann", -1, Token);
        await _dataset.Execute("update dataset.labelling_tasks set lease_until = now() - interval '1 second'");

        var same = (await Take("bob"))!;
        Assert.Equal(task.Id, same.Id);
        Assert.Empty(same.Ratings);
        Assert.Contains("another labeller", (await Ratings.Rate(task.Id, 0, "person:ann", 1, Token))!.Detail);
        Assert.Equal(409, (await Ends.End(task.Id, new("ann", "finished"), Token))!.Status);
        Assert.NotEqual(task.Id, (await Take("ann"))!.Id);
    }

    [Fact(Timeout = 120_000)]
    public async Task What_cannot_be_stored_is_refused_with_how_to_mend_it()
    {
        await Round();
        var task = (await Take("ann"))!;

        Assert.Contains("3 steps", (await Ratings.Rate(task.Id, 3, "person:ann", 1, Token))!.Detail);
        Assert.Equal(404, (await Ratings.Rate(Guid.NewGuid(), 0, "person:ann", 1, Token))!.Status);
        await Ratings.Rate(task.Id, 0, "person:ann", 1, Token);
        Assert.Contains("step 1 has no rating", (await Ends.End(task.Id, new("ann", "finished"), Token))!.Detail);
        Assert.Equal(0, await _dataset.Value<int>("select count(*)::int from dataset.labels"));
    }

    [Fact(Timeout = 120_000)]
    public async Task A_repeated_end_writes_nothing_twice()
    {
        var id = await Round();
        var task = (await Take("ann"))!;
        await Ratings.Rate(task.Id, 0, "person:ann", -1, Token);
        var ends = await Task.WhenAll(
            Enumerable.Range(0, 4).Select(_ => Ends.End(task.Id, new("ann", "finished"), Token))
        );

        Assert.All(ends, Assert.Null);
        Assert.Equal(409, (await Ends.End(task.Id, new("ann", "gave-up", "no"), Token))!.Status);
        Assert.Equal(409, (await Ratings.Rate(task.Id, 0, "person:ann", 1, Token))!.Status);
        Assert.Equal(1, await _dataset.Value<int>("select count(*)::int from dataset.labels"));
        Assert.Equal(
            1,
            await _dataset.Value<int>("select added from dataset.labelling_counts where job_id = @id", new { id })
        );
    }

    [Fact(Timeout = 120_000)]
    public async Task A_cancelled_round_takes_no_more_ratings()
    {
        var id = await Round();
        var task = (await Take("ann"))!;
        await using (var connection = await _dataset.Source.OpenConnectionAsync(Token))
        {
            await JobRecords.Cancel(connection, id, Token);
        }

        Assert.Equal(409, (await Ratings.Rate(task.Id, 0, "person:ann", 1, Token))!.Status);
        Assert.Null(await Take("ann"));
        Assert.Equal("cancelled", (await Views.List(id, Token))[0].State);
    }

    [Fact(Timeout = 120_000)]
    public async Task A_repeated_round_asks_only_for_what_no_person_has_labelled()
    {
        await Round();
        var task = (await Take("ann"))!;
        await Ratings.Rate(task.Id, 0, "person:ann", -1, Token);
        await Ends.End(task.Id, new("ann", "finished"), Token);

        var again = await Round();

        Assert.Equal(2, (await Views.List(again, Token))[0].Tasks);
    }

    private async Task<LabellingTask?> Take(string name) =>
        (await Tasks.Take(Labellers.OfPerson(name), null, Token)).Task;

    private async Task<LabellingStatus> Labelling(Guid id) =>
        (await _dataset.Services.GetRequiredService<LabellingViews>().List(id, Token))[0];

    private async Task<Guid> Round()
    {
        var answer = await _dataset.Submit<LabellingKind>("""{"pool":"p","by":"people"}""");
        await _dataset.Move();
        return Assert.IsType<LabellingAccepted>(answer).LabellingId;
    }
}
