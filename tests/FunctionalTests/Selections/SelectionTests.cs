using System.Text;
using Platform.Contracts;
using Platform.FunctionalTests.Trainings;
using Refit;

namespace Platform.FunctionalTests.Selections;

public sealed class SelectionTests(SharedPlatform platform)
{
    private const int Problems = 6;
    private static readonly string[] Model = ["prm-maths"];

    [Fact]
    public async Task A_selection_from_the_queue_is_scored_chosen_frozen_and_announced()
    {
        var token = TestContext.Current.CancellationToken;
        await platform.ImportSample("to-select", Problems);
        var accepted = await platform.Broker.Listen("SelectionAccepted");
        var completed = await platform.Broker.Listen("SelectionCompleted");

        var id = await platform.Select(
            new(
                null,
                "to-select",
                Model,
                SelectionPolicy.Mixed,
                PerProblem: 5,
                RightShare: 0.2,
                SkipLabelledBy: "nobody"
            )
        );
        var status = await platform.Selected(id);
        var lines = await platform.Lines(id);

        Assert.Equal((0, Problems), (status.Generation, status.Report!.Problems));
        Assert.Contains(status.Stages, s => s is { Stage: "score", Failed: 0, Total: > 0 });
        Assert.Equal((status.Selected, status.Report.Selected.Solutions), (lines.Count, lines.Count));
        Assert.All(lines.GroupBy(l => l.Selection.Key), g => Assert.InRange(g.Count(), 1, 5));
        Assert.All(lines, l => Assert.InRange(l.Question.PreGeneratedVerifierScore, 0, 1));
        Assert.All(lines.Where(l => l.Selection.Reason == "convincing-wrong"), l => Assert.False(l.Selection.Correct));
        Assert.All(lines.Where(l => l.Selection.Reason == "injected"), l => Assert.True(l.Selection.Correct));
        Assert.Contains("Solutions of to-select to label", await platform.Dataset.GetSelectionHtml(id, token));
        Assert.Contains(await platform.Broker.Heard(accepted), m => m.GetProperty("selectionId").GetGuid() == id);
        var announced = Assert.Single(
            await platform.Broker.Heard(completed),
            m => m.GetProperty("selectionId").GetGuid() == id
        );
        Assert.Equal(status.Sha256, announced.GetProperty("sha256").GetString());
    }

    [Fact]
    public async Task A_killed_selector_and_a_repeated_submission_give_the_same_rows()
    {
        await platform.ImportSample("selected-twice", Problems);
        var request = new SubmitSelection(
            Guid.CreateVersion7(),
            "selected-twice",
            Model,
            SelectionPolicy.Uniform,
            PerProblem: 3,
            SkipLabelledBy: "nobody",
            Generation: 7,
            Seed: 11
        );
        await platform.Dataset.PauseDispatcher(TestContext.Current.CancellationToken);
        var disturbed = await platform.Select(request);
        await platform.Select(request);
        platform.Kill("selector");
        await platform.Dataset.ResumeDispatcher(TestContext.Current.CancellationToken);
        await platform.Poll(
            "The stage choose",
            c => platform.Dataset.GetJob(disturbed, c),
            j => j.Stage == "choose" || j.Ended is not null
        );
        platform.Kill("selector");

        var first = await platform.Selected(disturbed);
        var calm = await platform.Selected(await platform.Select(request with { SelectionId = null }));

        Assert.Equal(first.Sha256, calm.Sha256);
        Assert.Equal(3 * Problems, first.Selected);
        Assert.Equal(first.Selected, Assert.Single(calm.Report!.Overlaps!).Shared);
    }

    [Fact]
    public async Task A_frozen_choice_is_kept()
    {
        var token = TestContext.Current.CancellationToken;
        await platform.ImportSample("frozen", problems: 2);
        var id = await platform.Select(
            new(null, "frozen", Model, SelectionPolicy.ConvincingWrong, Total: 4, SkipLabelledBy: "nobody")
        );
        var before = await platform.Selected(id);

        await platform.Dataset.PutChoice(id, new SelectionChoice([], before.Report!, 0), token);

        var after = await platform.Dataset.GetSelection(id, token);
        Assert.Equal((before.Sha256, before.Selected), (after.Sha256, after.Selected));
        Assert.Equal(before.Selected, (await platform.Lines(id)).Count);
    }

    [Theory]
    [InlineData("not json", "not JSON")]
    [InlineData("""{"pool":"x","models":["m"],"policy":"best"}""", "policy: must be", "perProblem: missing")]
    [InlineData(
        """{"pool":"nowhere","models":["nothing","lm-maths"],"policy":"mixed","total":3,"exclude":["nobody"]}""",
        "there is no pool 'nowhere'",
        "there is no reward model 'nothing'",
        "'lm-maths' is a language model",
        "exclude: there is no pool 'nobody'"
    )]
    public async Task Whatever_cannot_be_selected_is_answered_with_every_reason(string body, params string[] reasons)
    {
        var rejected = await platform.Broker.Listen("SelectionRejected");
        var message = Guid.NewGuid();

        await platform.Broker.Submit(Encoding.UTF8.GetBytes(body), queue: "selection-jobs", message: message);

        var status = await platform.SelectionEnd(message);
        Assert.Equal("rejected", status.State);
        Assert.All(reasons, r => Assert.Contains(status.Reasons, s => s.Contains(r)));
        Assert.Contains(await platform.Broker.Heard(rejected), m => m.GetProperty("selectionId").GetGuid() == message);
    }

    [Fact]
    public async Task Supervisors_label_a_selection_side_by_side_and_a_training_learns_from_one_of_them()
    {
        var token = TestContext.Current.CancellationToken;
        await platform.ImportSample("side-by-side", problems: 20);
        var id = await platform.Select(
            new(null, "side-by-side", Model, SelectionPolicy.Uniform, PerProblem: 8, SkipLabelledBy: "nobody")
        );
        var selection = await platform.Selected(id);

        var model = await platform.Labelled(await platform.Label(new(null, "model:prm-maths", id, Threshold: 0.5)));
        var answer = await platform.Labelled(await platform.Label(new(null, "answer", id)));
        var again = await platform.Labelled(await platform.Label(new(null, "answer", id)));

        Assert.Equal((selection.Selected, 0), (model.Solutions, model.Unknown));
        Assert.Equal(model.Solutions, Assert.Single(model.Labellers).Added);
        Assert.Equal(0, Assert.Single(again.Labellers).Added);
        Assert.Matches("^model:prm-maths:[0-9a-f]{12}:0.5$", Assert.Single(model.Labellers).Labeller);
        Assert.True(model.Labellers[0].Positive > 0);
        Assert.StartsWith("answer:", Assert.Single(answer.Labellers).Labeller);
        Assert.Equal(0, answer.Labellers[0].Positive);

        var training = Guid.CreateVersion7();
        await platform.SubmitTraining(
            System.Text.Json.JsonSerializer.SerializeToUtf8Bytes(
                new TrainRewardModel(
                    training,
                    Objective.Process,
                    "prm-supervised",
                    ["side-by-side"],
                    "model:prm-maths",
                    Recipe: TrainingJobs.Tiny,
                    Selections: [id]
                ),
                System.Text.Json.JsonSerializerOptions.Web
            )
        );
        var trained = await platform.Trained(training);
        Assert.Equal(selection.Selected, trained.Examples);
        Assert.Equal(
            [(model.Labellers[0].Labeller, trained.Examples!.Value)],
            trained.Supervisors!.Select(s => (s.Key, s.Value))
        );

        var next = await platform.Selected(
            await platform.Select(
                new(null, "side-by-side", Model, SelectionPolicy.Uniform, PerProblem: 8, SkipLabelledBy: "answer")
            )
        );
        Assert.Equal(1, next.Generation);
        Assert.Empty(next.Report!.Overlaps!);
        Assert.Contains(next.Report.LeftOut, l => l.Reason == "labelled already" && l.Solutions >= selection.Selected);
        await Assert.ThrowsAnyAsync<ApiException>(() => platform.Dataset.GetLabelling(Guid.NewGuid(), token));
    }

    [Fact]
    public async Task The_oracle_labels_a_pool_as_a_job()
    {
        const string lines = """
            {"id":"a","problem":"Ann has 12. Tom has twice as many as Ann. Eve has 4. How many has Tom?","answer":"24","solutions":[{"steps":["Ann = 12","Tom = 12 * 2 = 24","# Answer\n24"]},{"steps":["Tom = 12 + 2 = 14","# Answer\n14"]}]}
            {"id":"c","problem":"What is love?","answer":"1","solutions":[{"steps":["Baby","# Answer\n1"]}]}
            """;
        await platform.Import("to-label", new MemoryStream(Encoding.UTF8.GetBytes(lines)));

        var result = await platform.Labelled(await platform.Label(new(null, "oracle", Pool: "to-label")));

        Assert.Equal((3, 1), (result.Solutions, result.Unknown));
        var counts = Assert.Single(result.Labellers);
        Assert.Equal(("oracle:synthetic-1", 2, 2, 1), (counts.Labeller, counts.Solutions, counts.Added, counts.Right));
    }

    [Fact]
    public async Task Whatever_cannot_be_labelled_is_answered_with_every_reason()
    {
        var missing = await platform.LabellingEnd(
            await platform.Label(new(null, "model:orm-maths", Guid.NewGuid(), Threshold: 0.1))
        );
        var nobody = await platform.LabellingEnd(await platform.Label(new(null, "somebody", Pool: "nowhere")));

        Assert.Equal(("rejected", "rejected"), (missing.State, nobody.State));
        Assert.Contains(missing.Reasons, r => r.Contains("there is no selection"));
        Assert.Contains(missing.Reasons, r => r.Contains("'orm-maths' is an outcome model"));
        Assert.Contains(nobody.Reasons, r => r.Contains("'somebody' is no supervisor"));
        Assert.Contains(nobody.Reasons, r => r.Contains("there is no pool 'nowhere'"));
    }

    [Fact]
    public async Task Problems_of_an_excluded_pool_are_not_selected()
    {
        await platform.ImportSample("with-leak", problems: 4);
        await platform.ImportSample("test-set", problems: 3);

        var selection = await platform.Selected(
            await platform.Select(
                new(
                    null,
                    "with-leak",
                    Model,
                    SelectionPolicy.Uniform,
                    PerProblem: 2,
                    SkipLabelledBy: "nobody",
                    Exclude: ["test-set"]
                )
            )
        );

        Assert.Equal((1, 2), (selection.Report!.ProblemsSelected, selection.Selected));
        Assert.Contains(new LeftOutSolutions("excluded problem", 3 * 64), selection.Report.LeftOut);
    }
}
