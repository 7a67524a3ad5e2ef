using Platform.Contracts;
using Platform.Dataset.Rounds;

namespace Platform.UnitTests.Dataset.Rounds;

/// <summary>Other completions of the first bad step.</summary>
public sealed class AlternativesTests(PostgresServer server)
{
    private static CancellationToken Token => TestContext.Current.CancellationToken;

    [Fact(Timeout = 120_000)]
    public async Task A_step_of_ones_own_is_stored_with_its_author_and_others_rate_it_without_seeing_whose_it_is()
    {
        await using var people = await PeopleUnderTest.Start(server, solutions: 1);
        await people.Round(""","overlap":2""");
        var alternatives = people.Get<Alternatives>();
        var task = (await people.Take("ann"))!;
        await people.Rate(task, "ann", 0, 1);
        await people.Rate(task, "ann", 1, -1);
        Assert.Null(await alternatives.WriteOwn(task.Id, 1, "person:ann", "draft", Token));
        Assert.Null(await alternatives.WriteOwn(task.Id, 1, "person:ann", "  a better step ", Token));
        Assert.Equal("a better step", (await alternatives.List(task.Id, 1, "person:ann", Token)).Alternatives!.OwnStep);
        Assert.Null(await people.Get<TaskEnds>().End(task.Id, new("ann", "finished"), Token));

        var other = (await people.Take("bob"))!;
        await people.Rate(other, "bob", 0, 1);
        await people.Rate(other, "bob", 1, -1);
        var listed = (await alternatives.List(other.Id, 1, "person:bob", Token)).Alternatives!;
        Assert.Equal(
            (new AlternativeRating("a better step", false, null), null),
            (Assert.Single(listed.Completions), listed.OwnStep)
        );
        Assert.Null(await alternatives.Rate(other.Id, 1, "person:bob", new("bob", "a better step", null), Token));
        Assert.True((await alternatives.List(other.Id, 1, "person:bob", Token)).Alternatives!.Completions[0].Rated);
        Assert.Null(await alternatives.Rate(other.Id, 1, "person:bob", new("bob", "a better step", 0), Token));
        Assert.Null(await people.Get<TaskEnds>().End(other.Id, new("bob", "finished"), Token));

        Assert.Equal(
            ["person:ann 1 1 1 a better step", "person:bob 1 1 0 a better step"],
            await people.Dataset.Values<string>(
                """
                select l.labeller || ' ' || v.step || ' ' || v.alternative || ' ' || v.value || ' ' || v.text
                from dataset.step_labels v join dataset.labels l on l.id = v.label_id
                where v.alternative > 0 order by l.labeller
                """
            )
        );
    }

    [Fact(Timeout = 120_000)]
    public async Task Only_the_first_bad_step_of_a_held_task_has_completions()
    {
        await using var people = await PeopleUnderTest.Start(server);
        await people.Round();
        var alternatives = people.Get<Alternatives>();
        var task = (await people.Take("ann"))!;
        await people.Rate(task, "ann", 0, 1);

        Assert.Contains("not rated bad", (await alternatives.List(task.Id, 0, "person:ann", Token)).Refusal!.Detail);
        Assert.Contains("not rated bad", (await alternatives.WriteOwn(task.Id, 1, "person:ann", "x", Token))!.Detail);
        Assert.Contains("3 steps", (await alternatives.WriteOwn(task.Id, 7, "person:ann", "x", Token))!.Detail);
        Assert.Equal(409, (await alternatives.WriteOwn(task.Id, 0, "person:bob", "x", Token))!.Status);
        await people.Rate(task, "ann", 1, -1);
        Assert.Contains(
            "no such completion",
            (await alternatives.Rate(task.Id, 1, "person:ann", new("ann", "made up", 1), Token))!.Detail
        );
        await alternatives.WriteOwn(task.Id, 1, "person:ann", "mine", Token);
        Assert.Null(await alternatives.WriteOwn(task.Id, 1, "person:ann", " ", Token));
        Assert.Null((await alternatives.List(task.Id, 1, "person:ann", Token)).Alternatives!.OwnStep);
        // Another step is the first bad one now: what was written for the old one is no label.
        await alternatives.WriteOwn(task.Id, 1, "person:ann", "mine", Token);
        await people.Rate(task, "ann", 0, -1);
        Assert.Null(await people.Get<TaskEnds>().End(task.Id, new("ann", "finished"), Token));
        Assert.Equal(
            0,
            await people.Dataset.Value<int>("select count(*)::int from dataset.step_labels where alternative > 0")
        );
    }
}
