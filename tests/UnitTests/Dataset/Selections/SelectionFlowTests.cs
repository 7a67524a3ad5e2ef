using System.Runtime.InteropServices;
using System.Text.Json;
using Microsoft.Extensions.DependencyInjection;
using Microsoft.Extensions.Options;
using Platform.Contracts;
using Platform.Dataset.Evaluations;
using Platform.Dataset.Labellings;
using Platform.Dataset.Models;
using Platform.Dataset.Selections;
using Platform.Dataset.Settings;
using Platform.Dataset.Trainings;

namespace Platform.UnitTests.Dataset.Selections;

/// <summary>Selections and labellings from submission to end on a real Postgres; the test is selector and scorer.</summary>
public sealed class SelectionFlowTests(PostgresServer server) : IAsyncLifetime
{
    private readonly string _files = Directory.CreateTempSubdirectory("selections-").FullName;
    private DatasetUnderTest _dataset = null!;

    private static CancellationToken Token => TestContext.Current.CancellationToken;

    private SelectionViews Views => _dataset.Services.GetRequiredService<SelectionViews>();

    private SelectionStore Store => _dataset.Services.GetRequiredService<SelectionStore>();

    public async ValueTask InitializeAsync()
    {
        var store = new FileStore(Options.Create(new DatasetOptions { FilesPath = _files }));
        _dataset = await DatasetUnderTest.Start(
            server,
            services =>
                services
                    .AddSingleton(store)
                    .AddScoped<ModelRegistry>()
                    .AddEvaluations()
                    .AddTrainings()
                    .AddSelections()
                    .AddLabellings(),
            bus =>
            {
                bus.AddEvaluations();
                bus.AddSelections();
                bus.AddLabellings();
            }
        );
        await _dataset.Execute(
            """
            insert into dataset.pools (id, name, format, revision, created)
            values (1, 'p', 'pool', 0, now()), (2, 'test', 'pool', 0, now());
            insert into dataset.problems (id, pool_id, key, ordinal, statement, truth)
            values (1, 1, 'a', 0, 'What  is 1 + 1?', '2'), (2, 1, 'b', 1, 'And 2?', '4'), (3, 2, 'x', 0, 'And  2? ', '4');
            insert into dataset.models (id, name, version, kind, classes, registered) values
                (1, 'm', '0123456789abcdef', 'process', '{negative,positive}', now());
            insert into dataset.solutions (id, problem_id, sample, steps, finished, answer, answer_key, correct, grader) values
                (1, 1, 0, '{a,"b  c"}', true, '3', '3', false, 'g/1'), (2, 1, 1, '{"a b",c}', true, '3', '3', false, 'g/1'),
                (3, 1, 2, '{d,e}', true, '2', '2', true, 'g/1'), (4, 1, 3, '{f}', false, null, null, false, 'g/1'),
                (5, 2, 0, '{a}', true, '5', '5', false, 'g/1');
            """
        );
    }

    public async ValueTask DisposeAsync()
    {
        await _dataset.DisposeAsync();
        Directory.Delete(_files, recursive: true);
    }

    [Fact(Timeout = 120_000)]
    public async Task A_selection_is_scored_described_in_columns_and_frozen_once()
    {
        var id = await Submit("""{"pool":"p","models":["m"],"policy":"mixed","perProblem":2,"exclude":["test"]}""");
        await _dataset.Move();
        Assert.Equal(
            ["score:{1,2,3}", "score:{5}"],
            await _dataset.Values<string>(
                "select kind || ':' || solution_ids::text from dataset.work_items where job_id = @id order by id",
                new { id }
            )
        );

        await Score(id);
        var reader = _dataset.Services.GetRequiredService<SelectionColumnReader>();
        var header = (await reader.Header(id, Token))!;
        var problems = new List<SelectionColumns>();
        await foreach (var problem in reader.Problems(id, header.Request, Token))
        {
            problems.Add(problem);
        }

        Assert.Equal((2, 0L), (header.Problems, header.PoolRevision));
        Assert.Equal([("a", false), ("b", true)], problems.Select(p => (p.Key, p.Excluded)));
        Assert.Equal([1L, 2, 3, 4], Longs(problems[0].Ids));
        Assert.Equal([1, 1, 1, 0], problems[0].Finished);
        Assert.Equal([0, 0, 1, 0], problems[0].Verdicts);
        Assert.Equal([0, 0, 0, 0], problems[0].Labelled);
        long[] texts = [.. Longs(problems[0].Texts)];
        Assert.Equal(texts[0], texts[1]);
        Assert.NotEqual(texts[0], texts[2]);
        Assert.NotNull(problems[0].Scores[0]);

        Assert.Contains("not solutions of the selection's pool", await Store.Put(id, Choice(1, 99), Token));
        Assert.Null(await Store.Put(id, Choice(3, 1), Token));
        var stored = (await Views.List(id, null, Token))[0];
        Assert.Null(await Store.Put(id, Choice(1), Token));
        await Chosen(id);

        var status = (await Views.List(id, null, Token))[0];
        Assert.Equal(("completed", 2, 0), (status.State, status.Selected, status.Generation));
        Assert.Equal(stored.Sha256, status.Sha256);
        Assert.True(status.Current);
        var files = _dataset.Services.GetRequiredService<FileStore>();
        var lines = (await File.ReadAllLinesAsync(files.Find(status.Sha256!)!, Token))
            .Select(l => JsonSerializer.Deserialize<SelectedLine>(l)!)
            .ToList();
        Assert.Equal(
            [(2, 0.5), (0, 0.5)],
            lines.Select(l => (l.Selection.Sample, l.Question.PreGeneratedVerifierScore))
        );
        Assert.Equal(("2", true), (lines[0].Question.GroundTruthAnswer, lines[0].Selection.Correct));
        Assert.True(await _dataset.Harness.Published.Any<SelectionCompleted>(Token));
    }

    [Fact(Timeout = 120_000)]
    public async Task A_selection_of_nothing_fails_with_what_was_left_out_and_takes_no_generation()
    {
        var id = await Submit("""{"pool":"p","models":["m"],"policy":"uniform","total":2}""");
        await _dataset.Move();
        await Score(id);
        var report = Report() with { LeftOut = [new("labelled already", 4)] };
        await Store.Put(id, new SelectionChoice([], report, 0), Token);
        await Chosen(id);

        var status = (await Views.List(id, null, Token))[0];
        Assert.Equal("failed", status.State);
        Assert.Contains("4 labelled already", Assert.Single(status.Reasons));
        var next = await Submit("""{"pool":"p","models":["m"],"policy":"uniform","total":2}""");
        Assert.Equal(0, (await Views.List(next, null, Token))[0].Generation);
    }

    [Fact(Timeout = 120_000)]
    public async Task Supervisors_label_a_selection_side_by_side_once_and_the_next_selection_skips_it()
    {
        var selection = await Select(3, 1);
        var views = _dataset.Services.GetRequiredService<LabellingViews>();

        var model = await Label($$"""{"by":"model:m","selection":"{{selection}}","threshold":0.5}""");
        var answer = await Label($$"""{"by":"answer","selection":"{{selection}}"}""");
        var again = await Label($$"""{"by":"answer","selection":"{{selection}}"}""");
        var oracle = await Label($$"""{"by":"oracle","selection":"{{selection}}"}""");

        Assert.Equal(
            new LabelCounts("model:m:0123456789ab:0.5", 2, 2, 4, 0, 0, 0, 2),
            Assert.Single((await views.List(model, Token))[0].Result!.Labellers)
        );
        Assert.Equal(
            new LabelCounts("answer:g/1", 2, 2, 0, 0, 0, 0, 1),
            Assert.Single((await views.List(answer, Token))[0].Result!.Labellers)
        );
        Assert.Equal(0, Assert.Single((await views.List(again, Token))[0].Result!.Labellers).Added);
        var unknown = (await views.List(oracle, Token))[0];
        Assert.Equal("failed", unknown.State);
        Assert.Contains(unknown.Reasons, r => r.Contains("no oracle knows the problem"));
        Assert.Equal(2, await Labelled("anyone"));
        Assert.Equal(2, await Labelled("answer"));
        Assert.Equal(2, await Labelled("model:m"));
        Assert.Equal(0, await Labelled("nobody"));
        var training = _dataset.Services.GetRequiredService<TrainingSets>();
        var set = await training.Look(new(Objective.Process, ["p"], "model:m", null, [selection], [], false), Token);
        Assert.Equal([("model:m:0123456789ab:0.5", 2)], set.Supervisors!.Select(s => (s.Key, s.Value)));
        var judged = await training.Look(new(Objective.Outcome, ["p"], null, "answer", [selection], [], false), Token);
        Assert.Equal([("answer:g/1", 2)], judged.Supervisors!.Select(s => (s.Key, s.Value)));
        var whole = await training.Look(new(Objective.Outcome, ["p"], null, null, [], [], false), Token);
        Assert.Equal(("g/1", 5), whole.Supervisors!.Select(s => (s.Key, s.Value)).Single());
    }

    [Fact(Timeout = 120_000)]
    public async Task A_cancelled_selection_ends_and_keeps_nothing_that_comes_later()
    {
        var id = await Submit("""{"pool":"p","models":["m"],"policy":"uniform","total":2}""");
        await _dataset.Move();
        await using (var connection = await _dataset.Source.OpenConnectionAsync(Token))
        {
            await Platform.Dataset.Jobs.JobRecords.Cancel(connection, id, Token);
        }

        Assert.Null(await Store.Put(id, Choice(1), Token));
        await _dataset.Move();

        var status = (await Views.List(id, null, Token))[0];
        Assert.Equal(("cancelled", null), (status.State, status.Sha256));
    }

    private async Task<Guid> Submit(string body)
    {
        var answer = await _dataset.Submit<SelectionKind>(body);
        return Assert.IsType<SelectionAccepted>(answer).SelectionId;
    }

    /// <summary>A completed selection of these solutions.</summary>
    private async Task<Guid> Select(params long[] solutions)
    {
        var id = await Submit("""{"pool":"p","models":["m"],"policy":"uniform","total":2}""");
        await _dataset.Move();
        await Score(id);
        await Store.Put(id, Choice(solutions), Token);
        await Chosen(id);
        return id;
    }

    /// <summary>A labelling, to its end.</summary>
    private async Task<Guid> Label(string body)
    {
        var id = Assert.IsType<LabellingAccepted>(await _dataset.Submit<LabellingKind>(body)).LabellingId;
        await _dataset.Move();
        await using (var connection = await _dataset.Source.OpenConnectionAsync(Token))
        {
            foreach (
                var item in await _dataset.Values<long>(
                    "select id from dataset.work_items where job_id = @id and kind = 'label'",
                    new { id }
                )
            )
            {
                await using var transaction = await connection.BeginTransactionAsync(Token);
                var result = await ChunkLabels.Write(connection, item, Token);
                // A repeated delivery adds nothing.
                await ChunkLabels.Write(connection, item, Token);
                await transaction.CommitAsync(Token);
                await _dataset.Execute(
                    "update dataset.work_items set state = 'done', reason = @Failure where id = @item",
                    new { item, result.Failure }
                );
            }
        }

        await _dataset.Move();
        return id;
    }

    /// <summary>How many solutions of problem a the columns mark as labelled.</summary>
    private async Task<int> Labelled(string by)
    {
        var id = await Submit(
            $$"""{"pool":"p","models":["m"],"policy":"uniform","total":2,"skipLabelledBy":"{{by}}"}"""
        );
        var reader = _dataset.Services.GetRequiredService<SelectionColumnReader>();
        var header = (await reader.Header(id, Token))!;
        await foreach (var problem in reader.Problems(id, header.Request, Token))
        {
            return problem.Labelled.Sum(l => l);
        }

        return -1;
    }

    /// <summary>Gives every solution the probability 0.5 or more of being right, and moves on.</summary>
    private async Task Score(Guid id)
    {
        await _dataset.Execute(
            """
            insert into dataset.scores (model_id, solution_id, rows, probabilities)
            select 1, s.id, cardinality(s.steps), (
                select array_agg(p order by n, p) from generate_series(1, cardinality(s.steps)) n, unnest(array[0.3, 0.7]) p
            )
            from dataset.solutions s where s.finished on conflict do nothing;
            update dataset.work_items set state = 'done' where job_id = @id
            """,
            new { id }
        );
        await _dataset.Move();
    }

    /// <summary>Closes the item of the stage choose, as the selector's answer does, and moves on.</summary>
    private async Task Chosen(Guid id)
    {
        await _dataset.Execute(
            "update dataset.work_items set state = 'done' where job_id = @id and kind = 'choose'",
            new { id }
        );
        await _dataset.Move();
    }

    private static SelectionChoice Choice(params long[] solutions) =>
        new([.. solutions.Select((s, i) => new ChosenSolution(s, i + 1, "uniform", 0.5))], Report(), 0.1);

    private static SelectionReport Report()
    {
        var nothing = new SolutionProfile(0, 0, 0, null, null, null);
        return new(2, 1, 5, [], nothing, nothing, [], [], [], []);
    }

    private static long[] Longs(byte[] column) => MemoryMarshal.Cast<byte, long>(column).ToArray();
}
