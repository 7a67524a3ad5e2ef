using System.Text;
using System.Text.Json;
using Platform.Contracts;
using Platform.DatasetClient;
using Refit;

namespace Platform.FunctionalTests.Trainings;

public sealed class TrainingTests(SharedPlatform platform)
{
    private static CancellationToken Token => TestContext.Current.CancellationToken;

    [Fact]
    public async Task A_reward_model_is_trained_registered_and_judges_without_a_restart()
    {
        await platform.ImportSample("to-learn", problems: 6);
        var accepted = await platform.Broker.Listen("TrainingAccepted");
        var completed = await platform.Broker.Listen("TrainingCompleted");

        var id = await platform.Train(Objective.Process, "prm-tiny", "to-learn");
        var status = await platform.Trained(id);

        Assert.Equal((384, 64), (status.Examples!.Value, status.Model!.Length));
        Assert.Equal(status.Progress!.Steps, status.Progress.Step);
        Assert.Equal(status.Progress.Step, status.Curve[^1].Step);
        var set = await platform.Dataset.GetTrainingSetNow(id, Token);
        Assert.Equal((status.TrainingSet, 384), (set.Sha256, set.Examples));
        Assert.Equal([new(Labellers.File, 384)], set.Supervisors!);
        var model = await platform.Dataset.GetModel("prm-tiny", cancellationToken: Token);
        Assert.Equal((status.Model, "process"), (model.Version, model.Kind));
        var directory = Directory.CreateTempSubdirectory("trained-").FullName;
        await ModelDirectory.Fetch(platform.Dataset, status.Model, Path.Combine(directory, "model"), Token);
        var lineage = JsonSerializer.Deserialize<TrainingLineage>(
            await File.ReadAllTextAsync(Path.Combine(directory, "model", "training.json"), Token),
            JsonSerializerOptions.Web
        )!;
        Directory.Delete(directory, recursive: true);
        Assert.Equal((status.TrainingSet, TrainingJobs.Tiny), (lineage.TrainingSet, lineage.Recipe));
        Assert.Equal([new(Labellers.File, 384)], lineage.Supervisors!);
        Assert.Contains(await platform.Broker.Heard(accepted), m => m.GetProperty("trainingId").GetGuid() == id);
        Assert.Contains(await platform.Broker.Heard(completed), m => m.GetProperty("trainingId").GetGuid() == id);

        var report = await platform.Report(await platform.Submit("to-learn", ["prm-tiny"]));

        Assert.Contains(report.Strategies, s => s.Name == "prm.product");
        Assert.Empty(report.Failures);
        Assert.False(Directory.Exists(Path.Combine(platform.RunFolder, "trainings", $"{id}")));
    }

    [Fact]
    public async Task A_language_model_is_the_base_of_an_outcome_model_and_cannot_score()
    {
        await platform.ImportSample("to-speak", problems: 6);

        var language = await platform.Trained(await platform.Train(Objective.Language, "lm-tiny", "to-speak"));
        var id = await platform.Train(Objective.Outcome, "orm-tiny", "to-speak", origin: "lm-tiny");
        var outcome = await platform.Trained(id);

        var model = await platform.Dataset.GetModel("lm-tiny", "language", Token);
        Assert.Equal((language.Model, "language", 0), (model.Version, model.Kind, model.Classes.Count));
        Assert.Equal(language.Model, outcome.BaseVersion);
        Assert.True(language.Examples < outcome.Examples);
        var refused = await platform.End(await platform.Submit("to-speak", ["lm-tiny"]));
        Assert.Equal("rejected", refused.State);
        Assert.Contains("is a language model", refused.Reasons.Single());
        var report = await platform.Report(await platform.Submit("to-speak", ["orm-tiny"]));
        Assert.Contains(report.Strategies, s => s.Name == "orm");
    }

    [Fact]
    public async Task The_same_solutions_in_two_pools_make_the_same_set_and_the_same_model()
    {
        await platform.ImportSample("twin-1", problems: 3);
        await platform.ImportSample("twin-2", problems: 3);

        var first = await platform.Trained(await platform.Train(Objective.Process, "prm-twin", "twin-1"));
        var second = await platform.Trained(await platform.Train(Objective.Process, "prm-twin", "twin-2"));

        Assert.Equal(first.TrainingSet, second.TrainingSet);
        Assert.Equal(first.Model, second.Model);
        Assert.Single(await platform.Dataset.GetModels(Token), m => m.Name == "prm-twin");
        await using var lines = await platform.Dataset.GetTrainingSet(first.TrainingSet!, Token);
        var text = await new StreamReader(lines).ReadToEndAsync(Token);
        Assert.Equal(192, text.TrimEnd('\n').Split('\n').Length);
        Assert.StartsWith("{\"statement\":\"Tom has 10 cups", text);
        Assert.Contains("\"labels\":[1,-1,null,null,null],\"correct\":false,\"finished\":true}", text);
    }

    [Fact]
    public async Task A_training_is_cancelled_while_it_waits_and_while_it_runs()
    {
        await platform.ImportSample("to-cancel", problems: 6);
        var cancelled = await platform.Broker.Listen("TrainingCancelled");
        var endless = TrainingJobs.Tiny with { Epochs = 1000 };

        var running = await platform.Train(Objective.Process, "prm-endless", "to-cancel", endless);
        await platform.UntilTraining(running, t => t.Progress is { Step: > 0 });
        var waiting = await platform.Train(Objective.Process, "prm-waiting", "to-cancel");
        await platform.UntilTraining(waiting, t => t.State == "accepted" && t.TrainingSet is not null);

        Assert.Equal("cancelled", (await platform.Dataset.CancelJob(waiting, Token)).State);
        Assert.Equal("cancelling", (await platform.Dataset.CancelJob(running, Token)).State);
        var ended = await platform.UntilTraining(running, t => t.Ended is not null);

        Assert.Equal(("cancelled", null), (ended.State, ended.Model));
        var after = await platform.Train(Objective.Process, "prm-after", "to-cancel");
        await platform.Trained(after);
        var conflict = await Assert.ThrowsAnyAsync<ApiException>(() => platform.Dataset.CancelJob(after, Token));
        Assert.Contains("has ended (completed) and cannot be cancelled", conflict.Content);
        Assert.Equal("cancelled", (await platform.UntilTraining(waiting, _ => true)).State);
        Assert.DoesNotContain(await platform.Dataset.GetModels(Token), m => m.Name is "prm-endless" or "prm-waiting");
        var heard = (await platform.Broker.Heard(cancelled)).Select(m => m.GetProperty("trainingId").GetGuid());
        Assert.Equal(new[] { running, waiting }.Order(), heard.Distinct().Order());
    }

    [Fact]
    public async Task What_cannot_be_learned_from_fails_with_the_reason()
    {
        await platform.ImportSample("too-long", problems: 2);

        var id = await platform.Train(
            Objective.Process,
            "prm-none",
            "too-long",
            TrainingJobs.Tiny with
            {
                Context = 8,
            }
        );
        var failed = await platform.UntilTraining(id, t => t.Ended is not null);

        Assert.Equal("failed", failed.State);
        Assert.Contains("no example of the training set can be used", failed.Reasons.Single());
    }

    [Theory]
    [InlineData("not json at all", "not JSON")]
    [InlineData("\0\u0001\u0002", "not JSON")]
    [InlineData(
        """{"train":"judge","name":"a/b","pools":"x","recipe":{"layers":0}}""",
        "train: must be",
        "name: 'a/b'",
        "pools: must be",
        "recipe.layers: must be a whole number from 1 to 64"
    )]
    [InlineData(
        """{"train":"process","name":"n","pools":["nowhere"],"base":"nothing"}""",
        "there is no pool 'nowhere'",
        "there is no model 'nothing'"
    )]
    public async Task Whatever_cannot_be_done_is_answered_with_every_reason(string body, params string[] reasons)
    {
        var rejected = await platform.Broker.Listen("TrainingRejected");

        await platform.SubmitTraining(Encoding.UTF8.GetBytes(body));

        var answers = await platform.Poll("The answer", _ => platform.Broker.Heard(rejected), a => a.Count > 0);
        var said = string.Join('\n', answers[0].GetProperty("reasons").EnumerateArray().Select(r => r.GetString()));
        Assert.All(reasons, r => Assert.Contains(r, said));
        var kept = await platform.Dataset.GetTraining(answers[0].GetProperty("trainingId").GetGuid(), Token);
        Assert.Equal("rejected", kept.State);
        Assert.Equal(0, await platform.Broker.Messages("training-jobs_error"));
        Assert.Equal(0, await platform.Broker.Messages("training-jobs_skipped"));
    }

    [Fact]
    public async Task Labels_that_nobody_gave_are_a_reason_that_names_who_has_labelled()
    {
        await platform.ImportSample("unlabelled", problems: 1);
        var id = Guid.CreateVersion7();

        await platform.SubmitTraining(
            Encoding.UTF8.GetBytes(
                $$"""{"trainingId":"{{id}}","train":"process","name":"n","pools":["unlabelled"],"labeller":"me"}"""
            )
        );

        var rejected = await platform.UntilTraining(id, t => t.Ended is not null);
        Assert.Matches(
            "^labeller: no step in 'unlabelled' is rated by 'me'. There are [0-9]+ solutions: [0-9]+ graded, [0-9]+ right. "
                + "Labels: file rated steps of [0-9]+ solutions and judged 0 whole solutions.",
            rejected.Reasons.Single()
        );
    }

    [Fact]
    public async Task A_repeated_submission_changes_nothing()
    {
        await platform.ImportSample("repeated-training", problems: 2);
        var job = new TrainRewardModel(
            Guid.CreateVersion7(),
            Objective.Process,
            "prm-repeated",
            ["repeated-training"],
            Recipe: TrainingJobs.Tiny
        );
        var body = JsonSerializer.SerializeToUtf8Bytes(job, JsonSerializerOptions.Web);
        var rejected = await platform.Broker.Listen("TrainingRejected");

        foreach (var _ in new int[3])
        {
            await platform.SubmitTraining(body);
        }

        await platform.Trained(job.TrainingId!.Value);
        await platform.SubmitTraining(
            JsonSerializer.SerializeToUtf8Bytes(job with { Name = "another" }, JsonSerializerOptions.Web)
        );

        var answers = await platform.Poll("The answer", _ => platform.Broker.Heard(rejected), a => a.Count > 0);
        Assert.Contains("belongs to another submission", answers[0].GetProperty("reasons")[0].GetString());
        Assert.Single(await platform.Dataset.GetTrainings(Token), t => t.Name is "prm-repeated" or "another");
    }
}
