using System.Text.Json;
using Platform.Contracts;
using Platform.Dataset.Quality;
using Platform.Dataset.Rounds;
using Platform.Dataset.Settings;

namespace Platform.UnitTests.Dataset.Rounds;

/// <summary>Hidden controls and the screening.</summary>
public sealed class ControlsTests(PostgresServer server)
{
    private static readonly DatasetOptions Screened = new()
    {
        FilesPath = "/nonexistent",
        ScreeningPool = "gold",
        ScreeningQuestions = 4,
        ScreeningBar = 0.75,
    };

    private static CancellationToken Token => TestContext.Current.CancellationToken;

    [Fact(Timeout = 120_000)]
    public async Task A_share_of_each_labellers_tasks_are_controls_that_look_like_the_others()
    {
        await using var people = await PeopleUnderTest.Start(server, solutions: 20, gold: 10);
        var round = await people.Round(""","controls":0.2,"overlap":2""");
        var shapes = new HashSet<string>();
        List<int> controls = [];
        foreach (string name in (string[])["ann", "bob"])
        {
            List<int> solutions = [];
            while (await people.Take(name) is { } task)
            {
                // The same task again, and the same fields whatever it is.
                Assert.Equal(task.Id, (await people.Take(name))!.Id);
                shapes.Add(Shape(task, round));
                int solution = PeopleUnderTest.SolutionOf(task);
                solutions.Add(solution);
                await people.Finish(task, name, name == "bob" && solution % 2 == 0 ? 0 : 2);
            }

            Assert.Equal(solutions.Count, solutions.Distinct().Count());
            Assert.Equal(20, solutions.Count(s => s < PeopleUnderTest.FirstGold));
            // One of each five; the place of the last one may be after the last task of the round.
            controls.Add(solutions.Count(s => s >= PeopleUnderTest.FirstGold));
            Assert.InRange(controls[^1], 4, 5);
        }

        Assert.Single(shapes);
        await people.Dataset.Move();
        var status = Assert.Single(await people.Get<RoundViews>().List(round, Token));
        Assert.Equal(("completed", 40, 40), (status.State, status.Tasks, status.Finished));
        Assert.Equal([20, 20], status.Labellers.Select(l => l.Finished));
        Assert.Equal(controls, status.Labellers.Select(l => l.Controls));
        Assert.Equal(controls[0], status.Labellers[0].Agreed);
        int agreed = await people.Dataset.Value<int>(
            "select count(*)::int from dataset.labelling_tasks where kind = 'control' and labeller = 'person:bob' and solution_id % 2 = 1"
        );
        Assert.Equal(agreed, status.Labellers[1].Agreed);
        // The answers to controls are no labels.
        Assert.Equal(
            0,
            await people.Dataset.Value<int>("select count(*)::int from dataset.labels where solution_id > 100")
        );
        var summary = (await people.Get<LabellerRecords>().List(Token))[0];
        Assert.Equal(
            ("person:ann", 20, controls[0], controls[0]),
            (summary.Labeller, summary.Tasks, summary.Controls, summary.Agreed)
        );
    }

    [Fact(Timeout = 120_000)]
    public async Task A_control_can_be_ended_after_its_round_has_completed()
    {
        await using var people = await PeopleUnderTest.Start(server, solutions: 6, gold: 3);
        var round = await people.Round(""","controls":0.5""");
        string name = Enumerable
            .Range(0, 1000)
            .Select(i => $"l{i}")
            .First(n => ControlSchedule.IsControl(round, Labellers.OfPerson(n), 0, 0.5));
        var task = (await people.Take(name))!;
        Assert.InRange(PeopleUnderTest.SolutionOf(task), PeopleUnderTest.FirstGold, 1000);
        await people.Rate(task, name, 0, 1);
        await people.FinishAll("other", _ => 0);
        await people.Dataset.Move();
        Assert.Equal("completed", (await people.Get<RoundViews>().List(round, Token))[0].State);

        Assert.Equal(task.Id, (await people.Take(name))!.Id);
        await people.Finish(task, name, 1);

        Assert.Null(await people.Take(name));
        Assert.Equal(1, (await people.Get<RoundViews>().List(round, Token))[0].Labellers[0].Agreed);
    }

    [Fact]
    public void One_task_of_each_block_is_a_control_whatever_the_labeller()
    {
        var round = Guid.NewGuid();
        foreach (double share in (double[])[0.01, 0.07, 0.1, 0.3, 0.5])
        {
            for (int labeller = 0; labeller < 20; labeller++)
            {
                int controls = 0;
                for (int task = 0; task < 1000; task++)
                {
                    controls += ControlSchedule.IsControl(round, $"{labeller}", task, share) ? 1 : 0;
                    Assert.InRange(controls, ((task + 1) * share) - 1.01, ((task + 1) * share) + 1.01);
                }
            }
        }

        Assert.False(ControlSchedule.IsControl(round, "ann", 0, 0));
    }

    [Theory(Timeout = 120_000)]
    [InlineData(3, true)]
    [InlineData(2, false)]
    public async Task Who_agrees_with_three_of_four_questions_gets_real_tasks(int right, bool admitted)
    {
        await using var people = await PeopleUnderTest.Start(server, solutions: 2, gold: 8, options: Screened);
        await people.Round();
        for (int question = 1; question <= 4; question++)
        {
            var task = (await people.Take("ann"))!;
            Assert.Equal(new ScreeningPlace(question, 4), task.Screening);
            Assert.Null(task.Labelling);
            await people.Finish(task, "ann", question <= right ? 1 : 0);
        }

        var taken = await people.Get<RoundTasks>().Take("person:ann", null, Token);
        Assert.Equal(admitted, taken.Task is { Screening: null });
        Assert.Equal(admitted ? null : 403, taken.Refusal?.Status);
        var screening = (await people.Get<LabellerRecords>().List(Token)).Single().Screening;
        Assert.Equal(new ScreeningResult(1, 4, right, admitted), screening);
        if (admitted)
        {
            return;
        }

        Assert.Contains("2 of the 4 questions", taken.Refusal!.Detail);
        await people.Get<LabellerRecords>().ScreenAgain("person:ann", Token);
        for (int question = 0; question < 4; question++)
        {
            var task = (await people.Take("ann"))!;
            // The second time with questions that were not asked before.
            Assert.InRange(PeopleUnderTest.SolutionOf(task), PeopleUnderTest.FirstGold + 4, 1000);
            await people.Finish(task, "ann", 2);
        }

        Assert.Null((await people.Take("ann"))!.Screening);
    }

    [Fact(Timeout = 120_000)]
    public async Task A_screening_with_too_few_questions_says_so()
    {
        await using var people = await PeopleUnderTest.Start(server, solutions: 2, gold: 1, options: Screened);
        await people.Round();
        await people.Finish((await people.Take("ann"))!, "ann", 1);

        var taken = await people.Get<RoundTasks>().Take("person:ann", null, Token);

        Assert.Contains("needs 4 gold solutions, and pool 'gold' has 1", taken.Refusal!.Detail);
    }

    [Fact]
    public void The_bar_is_not_raised_by_rounding()
    {
        Assert.Equal(23, Screening.Needed(new() { FilesPath = "" }));
        Assert.Equal(
            7,
            Screening.Needed(
                new()
                {
                    FilesPath = "",
                    ScreeningQuestions = 10,
                    ScreeningBar = 0.7,
                }
            )
        );
        Assert.Equal(30, Screening.Needed(new() { FilesPath = "", ScreeningBar = 1 }));
    }

    /// <summary>The JSON of a task without what differs between any two tasks.</summary>
    private static string Shape(LabellingTask task, Guid round)
    {
        Assert.Equal(round, task.Labelling);
        Assert.Equal('4', task.Id.ToString()[14]);
        return JsonSerializer.Serialize(task with { Id = Guid.Empty, Problem = "", Steps = [], LeaseUntil = default });
    }
}
