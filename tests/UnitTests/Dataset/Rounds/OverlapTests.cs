using Platform.Contracts;
using Platform.Dataset.Labellings;
using Platform.Dataset.Quality;
using Platform.Dataset.Rounds;

namespace Platform.UnitTests.Dataset.Rounds;

/// <summary>Who gets which task of a round.</summary>
public sealed class OverlapTests(PostgresServer server)
{
    private static CancellationToken Token => TestContext.Current.CancellationToken;

    [Fact(Timeout = 120_000)]
    public async Task With_an_overlap_of_two_each_solution_goes_to_two_different_people()
    {
        await using var people = await PeopleUnderTest.Start(server, solutions: 6);
        var round = await people.Round(""","overlap":2""");
        var done = await Task.WhenAll(((string[])["ann", "bob", "cleo"]).Select(n => people.FinishAll(n, s => s % 3)));
        await people.Dataset.Move();

        Assert.All(done, d => Assert.Equal(d.Count, d.Distinct().Count()));
        Assert.All(done.SelectMany(d => d).GroupBy(s => s), g => Assert.Equal(2, g.Count()));
        Assert.Equal(12, done.Sum(d => d.Count));
        var status = Assert.Single(await people.Get<RoundViews>().List(round, Token));
        Assert.Equal(("completed", 12, 12, 2), (status.State, status.Tasks, status.Finished, status.Overlap));
        var result = (await people.Get<LabellingViews>().List(round, Token))[0].Result!;
        Assert.Equal((6, 0), (result.Solutions, result.Unknown));
        Assert.Equal(12, result.Labellers.Sum(l => l.Solutions));
    }

    [Fact(Timeout = 120_000)]
    public async Task Without_an_overlap_nobody_gets_a_solution_that_another_has_had()
    {
        await using var people = await PeopleUnderTest.Start(server, solutions: 8);
        await people.Round();
        var done = await Task.WhenAll(Enumerable.Range(0, 4).Select(i => people.FinishAll($"l{i}", _ => 0)));

        Assert.Equal(Enumerable.Range(1, 8), done.SelectMany(d => d).Order());
    }

    [Fact(Timeout = 120_000)]
    public async Task Two_requests_of_one_labeller_give_one_task()
    {
        await using var people = await PeopleUnderTest.Start(server, solutions: 4);
        await people.Round(""","overlap":2""");
        var tasks = await Task.WhenAll(Enumerable.Range(0, 8).Select(_ => people.Take("ann")));

        Assert.Single(tasks.Select(t => t!.Id).Distinct());
    }

    [Fact(Timeout = 120_000)]
    public async Task Only_those_who_are_named_get_tasks()
    {
        await using var people = await PeopleUnderTest.Start(server);
        var round = await people.Round(""","labellers":["ann","bob"],"overlap":2,"generation":4""");

        Assert.Null(await people.Take("cleo"));
        Assert.NotNull(await people.Take("ann"));
        var status = Assert.Single(await people.Get<RoundViews>().List(round, Token));
        Assert.Equal(["ann", "bob"], status.Invited);
        Assert.Equal(4, status.Generation);
    }

    [Fact(Timeout = 120_000)]
    public async Task A_repeated_round_asks_only_for_the_people_that_are_missing()
    {
        await using var people = await PeopleUnderTest.Start(server, solutions: 3);
        await people.Round();
        var first = (await people.Take("ann"))!;
        await people.Finish(first, "ann", 1);

        var second = await people.Round(""","overlap":2""");

        Assert.Equal(5, (await people.Get<RoundViews>().List(second, Token))[0].Tasks);
        Assert.DoesNotContain(PeopleUnderTest.SolutionOf(first), await people.FinishAll("ann", _ => 0));
        Assert.Contains(PeopleUnderTest.SolutionOf(first), await people.FinishAll("bob", _ => 0));
    }

    [Fact(Timeout = 120_000)]
    public async Task A_rating_is_taken_back_and_the_step_must_be_rated_again()
    {
        await using var people = await PeopleUnderTest.Start(server);
        await people.Round();
        var task = (await people.Take("ann"))!;
        await people.Rate(task, "ann", 0, -1);
        for (int repeated = 0; repeated < 2; repeated++)
        {
            Assert.Null(await people.Get<TaskRatings>().Unrate(task.Id, 0, "person:ann", Token));
        }

        Assert.Empty((await people.Take("ann"))!.Ratings);
        Assert.Equal(400, (await people.Get<TaskEnds>().End(task.Id, new("ann", "finished"), Token))!.Status);
        Assert.Equal(409, (await people.Get<TaskRatings>().Unrate(task.Id, 0, "person:bob", Token))!.Status);
        Assert.Contains("3 steps", (await people.Get<TaskRatings>().Unrate(task.Id, 3, "person:ann", Token))!.Detail);
    }

    [Fact(Timeout = 120_000)]
    public async Task The_day_counts_what_has_ended()
    {
        await using var people = await PeopleUnderTest.Start(server);
        await people.Round();
        await people.Finish((await people.Take("ann"))!, "ann", 1);
        await people.Finish((await people.Take("ann"))!, "ann", -1);
        await people.Rate((await people.Take("ann"))!, "ann", 0, 1);

        Assert.Equal(new LabellerDay(2, 5, 2), await people.Get<LabellerRecords>().Day("person:ann", Token));
        Assert.Equal(new LabellerDay(0, 0, 0), await people.Get<LabellerRecords>().Day("person:bob", Token));
    }
}
