using System.Text.Json;
using Microsoft.Extensions.DependencyInjection;
using Platform.Contracts;
using Platform.Dataset.Labels;
using Platform.Dataset.Models;
using Platform.Dataset.Trainings;
using Platform.UnitTests.Dataset.Exports;

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
            insert into dataset.pools (id, name, format, revision, created) values (1001, 'p', 'pool', 0, now());
            insert into dataset.problems (id, pool_id, key, ordinal, statement, truth) values (1001, 1001, 'k', 0, '1 + 1?', '2');
            insert into dataset.solutions (id, problem_id, sample, steps, finished, correct) values
                (1001, 1001, 0, '{right}', true, true), (1002, 1001, 1, '{wrong}', true, false),
                (1003, 1001, 2, '{unknown}', true, null), (1004, 1001, 3, '{}', true, null);
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
        var from = new TrainingSource(train, ["p"], null, null, [], [], everything);

        Assert.Equal([examples], await sets.Count(from, Token));
        Assert.Equal(examples, (await sets.Size(from, Token)).Examples);
        Assert.Equal(examples, (await sets.Look(from, Token)).Examples);
    }

    [Fact(Timeout = 60_000)]
    public async Task A_process_model_learns_from_every_rated_completion_up_to_the_first_wrong_step()
    {
        const string line =
            """{"is_quality_control_question":CONTROL,"is_initial_screening_question":false,"question":{"problem":"PROBLEM"},"label":{"steps":[{"completions":[{"text":"a1","rating":-1},{"text":"a","rating":1},{"text":"a2","rating":null}],"chosen_completion":1},{"completions":[{"text":"b","rating":-1},{"text":"b1","rating":0}],"chosen_completion":0},{"completions":[{"text":"c","rating":1},{"text":"c1","rating":1}],"chosen_completion":0}],"finish_reason":"solution"}}""";
        await _dataset.Import(
            line.Replace("PROBLEM", "p").Replace("CONTROL", "false")
                + "\n"
                + line.Replace("PROBLEM", "q").Replace("CONTROL", "true"),
            "rated"
        );
        var sets = _dataset.Services.GetRequiredService<TrainingSets>();
        var all = new TrainingSource(Objective.Process, ["rated"], null, null, [], [], false);

        Assert.Equal([3], await sets.Count(all, Token));
        Assert.Equal(
            [
                """{"statement":"p","steps":["a","b","c"],"labels":[1,-1,1],"finished":true}""",
                """{"statement":"p","steps":["a1"],"labels":[-1],"finished":false}""",
                """{"statement":"p","steps":["a","b1"],"labels":[null,0],"finished":false}""",
            ],
            await Lines(sets, all)
        );
        Assert.Equal(2, (await sets.Count(all with { Train = Objective.Language, Unchecked = true }, Token))[0]);
    }

    [Fact(Timeout = 60_000)]
    public async Task A_process_model_learns_from_fractions_as_they_are()
    {
        await Label(1001, "math-shepherd", 0.25);
        await Label(1002, "math-shepherd", 0);
        await Label(1003, "math-shepherd", [null]);
        await Label(1001, "signed", 0.5);
        await Label(1002, "signed", -0.5);
        await Label(1001, "rollouts:lm", 1);
        await Label(1002, "rollouts:lm", 0);

        Assert.Equal(
            [
                [0.25],
                [0],
            ],
            await Fractions("math-shepherd")
        );
        Assert.Equal(
            [
                [0.75],
                [0.25],
            ],
            await Fractions("signed")
        );
        Assert.Equal(
            [
                [1],
                [0],
            ],
            await Fractions("rollouts")
        );
        var material = await _dataset.Services.GetRequiredService<TrainingSets>().Material(["p"], Token);
        Assert.Equal(
            [("math-shepherd", 2), ("rollouts:lm", 2), ("signed", 2)],
            material.Labellers.Select(l => (l.Labeller, l.Steps))
        );

        async Task<IReadOnlyList<IReadOnlyList<double?>>> Fractions(string labeller)
        {
            var sets = _dataset.Services.GetRequiredService<TrainingSets>();
            var from = new TrainingSource(Objective.Process, ["p"], labeller, null, [], [], false);
            var lines = await Lines(sets, from);
            Assert.Equal([lines.Count], await sets.Count(from, Token));
            Assert.Equal(lines.Count, (await sets.Size(from, Token)).Examples);
            Assert.All(lines, l => Assert.DoesNotContain("labels", l));
            return
            [
                .. lines.Select(l =>
                    JsonSerializer.Deserialize<TrainingExample>(l, JsonSerializerOptions.Web)!.Fractions!
                ),
            ];
        }
    }

    [Fact(Timeout = 60_000)]
    public async Task Lines_with_fractions_have_no_labels_and_null_where_a_step_is_unrated()
    {
        await _dataset.Execute("update dataset.solutions set steps = '{a,b,c}' where id = 1001");
        await Label(1001, "rollouts:lm", 0.5, null, 0);
        var sets = _dataset.Services.GetRequiredService<TrainingSets>();
        var from = new TrainingSource(Objective.Process, ["p"], "rollouts:lm", null, [], [], false);

        Assert.Equal(
            """{"statement":"1 + 1?","steps":["a","b","c"],"correct":true,"finished":true,"fractions":[0.5,null,0]}""",
            Assert.Single(await Lines(sets, from))
        );
        Assert.Equal([new("rollouts:lm", 1)], (await sets.Look(from, Token)).Supervisors);
    }

    [Fact(Timeout = 60_000)]
    public async Task Alternatives_of_a_labeller_of_fractions_are_not_learned_from()
    {
        await using (var connection = await _dataset.Source.OpenConnectionAsync(Token))
        {
            await LabelCopy.WriteMissing(
                connection,
                "rollouts:lm",
                [new(1001, [new(0, 0, 1), new(0, 1, 0, Text: "other")], null)],
                Token
            );
        }

        var sets = _dataset.Services.GetRequiredService<TrainingSets>();
        var from = new TrainingSource(Objective.Process, ["p"], "rollouts", null, [], [], false);
        Assert.Single(await Lines(sets, from));
    }

    [Fact(Timeout = 60_000)]
    public async Task To_a_language_model_fractions_are_no_evidence()
    {
        // Ratings would make 1003 right and 1001 wrong.
        await Label(1001, "signed", -1);
        await Label(1002, "signed", -0.5);
        await Label(1003, "signed", 1);
        var sets = _dataset.Services.GetRequiredService<TrainingSets>();
        var from = new TrainingSource(Objective.Language, ["p"], "signed", null, [], [], false);

        Assert.Equal(
            """{"statement":"1 + 1?","steps":["right"],"correct":true,"finished":true}""",
            Assert.Single(await Lines(sets, from))
        );
    }

    [Fact(Timeout = 60_000)]
    public async Task Problems_of_a_test_set_are_left_out_by_their_text_and_counted()
    {
        await _dataset.Execute(
            """
            insert into dataset.pools (id, name, format, revision, created) values (1002, 'test', 'pool', 0, now());
            insert into dataset.problems (id, pool_id, key, ordinal, statement, truth) values
                (1002, 1002, 'a', 0, '$1+1$?', '2'), (1003, 1002, 'b', 1, '1 + 2?', '3'),
                (1004, 1001, 'l', 1, '2 + 2?', '4');
            insert into dataset.solutions (id, problem_id, sample, steps, finished, correct) values
                (1005, 1004, 0, '{right}', true, true);
            """
        );
        var sets = _dataset.Services.GetRequiredService<TrainingSets>();
        var from = new TrainingSource(Objective.Outcome, ["p"], null, null, [], ["test"], false);

        Assert.Equal([1], await sets.Count(from, Token));
        Assert.Equal(1, (await sets.Size(from, Token)).Examples);
        Assert.Equal([new("test", 1)], (await sets.Look(from, Token)).LeftOut!);
        Assert.StartsWith("""{"statement":"2 + 2?",""", Assert.Single(await Lines(sets, from)));
    }

    private async Task Label(long solution, string labeller, params double?[] values)
    {
        await using var connection = await _dataset.Source.OpenConnectionAsync(Token);
        await LabelCopy.WriteMissing(connection, labeller, [new(solution, StepLabel.Of(values), null)], Token);
    }

    private static async Task<IReadOnlyList<string>> Lines(TrainingSets sets, TrainingSource source)
    {
        var text = new MemoryStream();
        await sets.Write(source, text, [], Token);
        return System.Text.Encoding.UTF8.GetString(text.ToArray()).Split('\n', StringSplitOptions.RemoveEmptyEntries);
    }
}
