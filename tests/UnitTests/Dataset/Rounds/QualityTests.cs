using Platform.Contracts;
using Platform.Dataset.Quality;
using Platform.Dataset.Rounds;
using Platform.Dataset.Trainings;
using Platform.UnitTests.Dataset.Exports;

namespace Platform.UnitTests.Dataset.Rounds;

/// <summary>Agreement, exclusion, adjudication and gold.</summary>
public sealed class QualityTests(PostgresServer server)
{
    private static CancellationToken Token => TestContext.Current.CancellationToken;

    [Fact(Timeout = 120_000)]
    public async Task Agreement_is_counted_over_what_two_people_have_rated()
    {
        await using var people = await PeopleUnderTest.Start(server, solutions: 3);
        var round = await people.Round(""","overlap":2""");
        await people.FinishAll("ann", s => s == 3 ? -1 : 1);
        await people.FinishAll("bob", s => s == 1 ? 1 : 2);

        var agreement = (await people.Get<AgreementViews>().Of(round, Token))!;

        // Solution 1: +- and +-; 2: +- and ++-; 3: +++ and ++-.
        Assert.Equal(
            (3, 7, 2, 0),
            (agreement.Solutions, agreement.Steps, agreement.Disagreements, agreement.Adjudicated)
        );
        var pair = Assert.Single(agreement.Pairs);
        Assert.Equal(
            ("person:ann", "person:bob", 3, 1, 7, 5),
            (pair.First, pair.Second, pair.Solutions, pair.SameFirstError, pair.Steps, pair.SameRating)
        );
        // Of 7 steps ann rates 5 good and 2 bad, bob as well: chance 29/49, observed 35/49.
        Assert.Equal(6.0 / 20, pair.CohenKappa!.Value, 1e-12);
        Assert.Equal(6.0 / 20, agreement.FleissKappa!.Value, 1e-12);
        Assert.Null(await people.Get<AgreementViews>().Of(Guid.NewGuid(), Token));
    }

    [Fact(Timeout = 120_000)]
    public async Task Excluded_work_is_left_out_everywhere_until_the_exclusion_is_undone()
    {
        await using var people = await PeopleUnderTest.Start(server, solutions: 3);
        var round = await people.Round(""","overlap":2""");
        await people.FinishAll("ann", _ => 1);
        await people.FinishAll("bob", _ => 2);
        var labellers = people.Get<LabellerRecords>();
        var before = await Seen(people, round);
        Assert.Equal((3, 3, 3, 1), before);
        long revision = await Revision(people);

        Assert.True(await labellers.Exclude("person:bob", true, "guesses", Token));
        Assert.False(await labellers.Exclude("person:bob", true, "again", Token));
        Assert.Equal((3, 0, 0, 0), await Seen(people, round));
        Assert.True(await Revision(people) > revision);
        Assert.Equal(403, (await people.Get<RoundTasks>().Take("person:bob", null, Token)).Refusal!.Status);
        var summary = (await labellers.List(Token)).Single(l => l.Labeller == "person:bob");
        Assert.Equal("guesses", summary.Reason);
        Assert.NotNull(summary.Excluded);
        Assert.True((await people.Get<RoundViews>().List(round, Token))[0].Labellers[1].Excluded);

        // What bob has labelled counts as not labelled.
        var again = await people.Round(""","overlap":2""");
        Assert.Equal(3, (await people.Get<RoundViews>().List(again, Token))[0].Tasks);

        Assert.True(await labellers.Exclude("person:bob", false, null, Token));
        Assert.Equal(before, await Seen(people, round));
        Assert.Null((await labellers.List(Token)).Single(l => l.Labeller == "person:bob").Excluded);
    }

    [Fact(Timeout = 120_000)]
    public async Task An_adjudicators_decision_comes_before_the_labels_that_it_decides_between()
    {
        await using var people = await PeopleUnderTest.Start(server, solutions: 3);
        var round = await people.Round(""","overlap":2""");
        await people.FinishAll("ann", s => s == 1 ? 0 : 1);
        await people.FinishAll("zoe", s => s == 3 ? 1 : 2);
        var adjudications = people.Get<Adjudications>();

        // Not by somebody who has labelled it.
        Assert.Null(await adjudications.Take("person:ann", null, Token));
        var first = (await adjudications.Take("person:judge", null, Token))!;
        Assert.Equal(("p", "1", 0), (first.Pool, first.Key, first.Generation));
        Assert.Equal(["person:ann", "person:zoe"], first.Labels.Select(l => l.Labeller));
        Assert.Equal(
            [
                [-1, null, null],
                [1, 1, -1],
            ],
            first.Labels.Select(l => l.Steps)
        );
        Assert.Equal(first.Task.Id, (await adjudications.Take("person:judge", round, Token))!.Task.Id);
        var second = (await adjudications.Take("person:other", null, Token))!;
        Assert.Equal("2", second.Key);
        await people.Finish(first.Task, "judge", 0);
        Assert.Null(await adjudications.Take("person:judge", null, Token));

        var agreement = (await people.Get<AgreementViews>().Of(round, Token))!;
        Assert.Equal((2, 1), (agreement.Disagreements, agreement.Adjudicated));
        Assert.Equal(["person:ann", "person:zoe"], agreement.Pairs.SelectMany(p => new[] { p.First, p.Second }));
        // 'person' would be zoe, the last by name.
        var set = await people
            .Get<TrainingSets>()
            .Look(new(Objective.Process, ["p"], "person", null, [], [], false), Token);
        Assert.Equal(
            [("person:judge", 1), ("person:zoe", 2)],
            set.Supervisors!.OrderBy(s => s.Key).Select(s => (s.Key, s.Value))
        );
        Assert.Equal(
            1,
            await people.Dataset.Value<int>(
                "select count(*)::int from dataset.labels where adjudicated and labeller = 'person:judge'"
            )
        );
    }

    [Fact(Timeout = 120_000)]
    public async Task Gold_is_marked_all_or_nothing_and_removed_by_an_empty_set()
    {
        await using var people = await PeopleUnderTest.Start(server, solutions: 2, gold: 2);
        var gold = people.Get<GoldRecords>();

        Assert.Equal(
            new GoldResult("p", 2, 0, 0, 2),
            (await gold.Mark("p", [new("1", 0, [2, 1, 2]), new("2", 0, [-1])], Token))!.Value.Result
        );
        Assert.Equal(
            [
                [1, 2],
                [-1],
            ],
            (await gold.List("p", Token))!.Select(g => g.FirstErrors)
        );
        Assert.Equal(
            new GoldResult("p", 0, 1, 1, 1),
            (await gold.Mark("p", [new("1", 0, []), new("2", 0, [0])], Token))!.Value.Result
        );
        var (result, reasons) = (
            await gold.Mark("p", [new("1", 0, [1]), new("1", 0, [1]), new("2", 0, [3]), new("9", 0, [0])], Token)
        )!.Value;
        Assert.Null(result);
        Assert.Equal(3, reasons.Count);
        Assert.Contains("marked twice", reasons[0]);
        Assert.Contains("mark 3 (2, sample 0): the solution has 3 steps", reasons[1]);
        Assert.Contains("no such solution", reasons[2]);
        Assert.Single((await gold.List("p", Token))!);
        Assert.Null(await gold.List("q", Token));
        Assert.Null(await gold.Mark("q", [], Token));
    }

    [Fact(Timeout = 120_000)]
    public async Task Gold_is_taken_from_complete_labels_and_several_labellers_make_a_set()
    {
        await using var people = await PeopleUnderTest.Start(server, solutions: 4);
        await people.Round(""","overlap":2""");
        await people.FinishAll("ann", s => s == 4 ? -1 : 1);
        await people.FinishAll(
            "bob",
            s =>
                s == 1 ? 2
                : s == 4 ? -1
                : 1
        );
        // An open step before the first bad one: nobody can tell whether it is the first.
        await people.Dataset.Execute(
            """
            update dataset.step_labels v set value = null from dataset.labels l
            where l.id = v.label_id and l.solution_id = 3 and v.step = 0
            """
        );
        var gold = people.Get<GoldRecords>();

        Assert.Equal(new GoldResult("p", 3, 0, 0, 3), await gold.Take("p", "person", Token));
        Assert.Equal(
            [("1", "1 2"), ("2", "1"), ("4", "-1")],
            (await gold.List("p", Token))!.Select(g => (g.Key, string.Join(' ', g.FirstErrors)))
        );
        Assert.Equal(0, (await gold.Take("p", "person:ann", Token))!.Added);
    }

    /// <summary>Labels of ann and of bob in an export, in a training set of bob's, and pairs of the agreement.</summary>
    private static async Task<(int Ann, int Bob, int Trained, int Pairs)> Seen(PeopleUnderTest people, Guid round)
    {
        var counts = new List<int>();
        foreach (string name in (string[])["ann", "bob"])
        {
            string file = await people.Dataset.Exported(new() { Labeller = $"person:{name}" });
            counts.Add(file.Split("\"labels\"").Length - 1);
        }

        int trained = (
            await people
                .Get<TrainingSets>()
                .Count(new(Objective.Process, ["p"], "person:bob", null, [], [], false), Token)
        )[0];
        var agreement = (await people.Get<AgreementViews>().Of(round, Token))!;
        return (counts[0], counts[1], trained, agreement.Pairs.Count);
    }

    private static Task<long> Revision(PeopleUnderTest people) =>
        people.Dataset.Value<long>("select revision::bigint from dataset.pools where name = 'p'");
}
