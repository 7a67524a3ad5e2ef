using System.IO.Compression;
using System.Security.Cryptography;
using Platform.Contracts;
using Platform.Dataset.Exports;
using Platform.Dataset.Pools;

namespace Platform.UnitTests.Dataset.Exports;

/// <summary>Neutral labels, filters and layouts.</summary>
public sealed class ExportTests(PostgresServer server) : IAsyncLifetime
{
    private const string Neutral = """
        {"id":"k","problem":"p","answer":"5","solutions":[{"steps":["a","b"],"correct":true,"labels":[1,0]},{"steps":["c","d"],"correct":false,"labels":[-1]},{"steps":["e"],"correct":true}]}
        """;

    private DatasetUnderTest dataset = null!;

    public async ValueTask InitializeAsync() => dataset = await DatasetUnderTest.Start(server, _ => { });

    public ValueTask DisposeAsync() => dataset.DisposeAsync();

    [Theory(Timeout = 60_000)]
    [InlineData("trl")]
    [InlineData("math-shepherd")]
    [InlineData("rlhflow")]
    [InlineData("processbench")]
    [InlineData("mr-ben")]
    [InlineData("prmbench")]
    public async Task Two_classes_need_a_policy_for_neutral_labels(string format)
    {
        await dataset.Import(Neutral);

        var refused = await Assert.ThrowsAsync<ExportRefusedException>(() => dataset.Export(new() { Format = format }));

        Assert.Contains("positive, negative, or drop", refused.Message);
    }

    [Theory(Timeout = 60_000)]
    [InlineData("positive", "true,true;false", 1)]
    [InlineData("negative", "true,false;false", 1)]
    [InlineData("drop", "false", 0)]
    public async Task The_policy_decides_and_is_counted(string policy, string labels, int neutral)
    {
        await dataset.Import(Neutral);

        var (file, summary) = await dataset.Export(new() { Format = "trl", Neutral = policy });

        Assert.Equal(
            labels,
            string.Join(
                ';',
                ExportUnderTest
                    .Records(System.Text.Encoding.UTF8.GetString(file))
                    .Select(r => string.Join(',', r.GetProperty("labels").EnumerateArray().Select(l => l.GetRawText())))
            )
        );
        Assert.Equal((policy, neutral, 1), (summary.Neutral, summary.NeutralLabels, summary.UnlabelledSteps));
        Assert.Equal(1, summary.LeftOut["no step is labelled"]);
        Assert.Equal(policy == "drop" ? 1 : 0, summary.LeftOut.GetValueOrDefault("a label is neutral"));
        Assert.Equal(Convert.ToHexStringLower(SHA256.HashData(file)), summary.Sha256);
        Assert.Equal(file.Length, summary.Bytes);
    }

    [Fact(Timeout = 60_000)]
    public async Task A_neutral_step_is_the_first_wrong_one_only_by_policy()
    {
        await dataset.Import(
            """{"id":"k","problem":"p","solutions":[{"steps":["a","b","c"],"correct":false,"labels":[1,0,-1]}]}"""
        );
        Assert.Equal(2, await First("positive"));
        Assert.Equal(1, await First("negative"));

        async Task<int> First(string policy) =>
            ExportUnderTest
                .Records(await dataset.Exported(new() { Format = "processbench", Neutral = policy }))[0]
                .GetProperty("label")
                .GetInt32();
    }

    [Fact(Timeout = 60_000)]
    public async Task Filters_read_what_prm800k_says_of_a_labelling()
    {
        await dataset.Import(
            string.Join(
                '\n',
                Line("a", 0, "true", "false", "solution"),
                Line("a", 1, "false", "true", "found_error"),
                Line("b", 1, "false", "false", "give_up"),
                Line("b", null, "false", "false", "solution")
            )
        );
        Assert.Equal([1, 2, 3], await Lines(new() { Format = "prm800k", NotQualityControl = true }));
        Assert.Equal([0, 2, 3], await Lines(new() { Format = "prm800k", NotScreening = true }));
        Assert.Equal([1, 2], await Lines(new() { Format = "prm800k", FinishReason = ["found_error", "give_up"] }));
        Assert.Equal([1, 2], await Lines(new() { Format = "prm800k", Generation = [1] }));
        Assert.Equal([2, 3], await Lines(new() { Format = "prm800k", Annotator = ["b"] }));
        var (_, summary) = await dataset.Export(
            new()
            {
                Format = "prm800k",
                NotQualityControl = true,
                Generation = [1],
            }
        );
        Assert.Equal(["generation", "not-quality-control"], summary.Filters.Keys);
        Assert.Equal(1, summary.LeftOut["quality control"]);
        Assert.Equal(1, summary.LeftOut["generation"]);

        async Task<IEnumerable<int>> Lines(ExportOptions options) =>
            ExportUnderTest.Records(await dataset.Exported(options)).Select(r => r.GetProperty("n").GetInt32());
    }

    private int lines;

    private string Line(string labeler, int? generation, string control, string screening, string finish) =>
        $$$"""{"n":{{{lines++}}},"labeler":"{{{labeler}}}","generation":{{{(generation is { } g ? $"{g}" : "null")}}},"is_quality_control_question":{{{control}}},"is_initial_screening_question":{{{screening}}},"question":{"problem":"p"},"label":{"steps":[{"completions":[{"text":"a","rating":1}],"chosen_completion":0}],"finish_reason":"{{{finish}}}"}}""";

    [Fact(Timeout = 60_000)]
    public async Task Problems_of_another_pool_are_left_out_by_their_text()
    {
        await dataset.Import(
            """
            {"id":"k","problem":"What is $\\dfrac{1}{2}$ of\n 4?","solutions":[{"steps":["a"],"labels":[1]},{"steps":["b"],"labels":[1]}]}
            {"id":"l","problem":"Another","solutions":[{"steps":["a"],"labels":[1]}]}
            """
        );
        await dataset.Import("""{"id":"t","problem":"what is \\frac{1}{2} of 4?"}""", "test");

        var (_, summary) = await dataset.Export(new() { Format = "trl", NotIn = ["test"] });
        Assert.Equal(1, summary.Records);
        Assert.Equal(1, summary.Overlap["test"]);
        Assert.Equal(2, summary.LeftOut["in a pool of not-in"]);

        var refused = await Assert.ThrowsAsync<ExportRefusedException>(() =>
            dataset.Export(
                new()
                {
                    Format = "trl",
                    NotIn = ["test"],
                    RefuseOverlap = true,
                }
            )
        );
        Assert.Contains("'k' is in pool 'test'", refused.Message);
        await Assert.ThrowsAsync<UnknownPoolException>(() => dataset.Export(new() { NotIn = ["absent"] }));
    }

    [Theory]
    [InlineData(@"A $\left(1,\, 2\right)$", "a (1,2)", true)]
    [InlineData(@"Find \tfrac12", @"find \frac12", true)]
    [InlineData(@"Find \tfractal", @"find \fractal", false)]
    [InlineData("x = 1", "x = 2", false)]
    public void Editions_of_one_problem_have_the_same_text(string one, string other, bool same) =>
        Assert.Equal(same, ProblemSets.Normalised(one) == ProblemSets.Normalised(other));

    [Theory(Timeout = 60_000)]
    [InlineData("gsm8k", null, null)]
    [InlineData("prm800k", "positive", null)]
    [InlineData("trl", "other", null)]
    [InlineData("pool", null, "json")]
    [InlineData("trl", null, "csv")]
    public void Options_that_cannot_be_are_refused(string format, string? neutral, string? layout) =>
        Assert.Throws<ExportRefusedException>(() =>
            ExportRequest.Read(
                new()
                {
                    Format = format,
                    Neutral = neutral,
                    Layout = layout,
                }
            )
        );

    [Fact(Timeout = 60_000)]
    public async Task A_compressed_export_is_imported_as_it_is()
    {
        await dataset.Import(Neutral);
        var (file, _) = await dataset.Export(new() { Gzip = true });

        using var text = new StreamReader(new GZipStream(new MemoryStream(file), CompressionMode.Decompress));
        ExportUnderTest.Same(
            await dataset.Exported(new()),
            await text.ReadToEndAsync(TestContext.Current.CancellationToken)
        );
        Assert.Equal(3, (await dataset.Import(new MemoryStream(file), "again")).Solutions);
    }

    [Theory(Timeout = 60_000)]
    [InlineData("pool")]
    [InlineData("trl")]
    [InlineData("prm800k")]
    [InlineData("mr-ben")]
    public async Task Parquet_holds_the_same_records(string format)
    {
        await dataset.Import(Neutral);
        var policy = format is "trl" or "mr-ben" ? "positive" : null;
        var (file, summary) = await dataset.Export(
            new()
            {
                Format = format,
                Layout = "parquet",
                Neutral = policy,
            }
        );

        var again = await dataset.Import(new MemoryStream(file), "again");

        Assert.Empty(again.Errors);
        Assert.Equal(summary.Records, again.Solutions);
        Assert.Equal(
            ExportUnderTest
                .Records(
                    await dataset.Exported(
                        new()
                        {
                            Format = format,
                            Neutral = policy,
                            Layout = "lines",
                        }
                    )
                )
                .Count,
            ExportUnderTest
                .Records(
                    await dataset.Exported(
                        new()
                        {
                            Format = format,
                            Neutral = policy,
                            Layout = "lines",
                        },
                        "again"
                    )
                )
                .Count
        );
        Assert.Equal(("parquet", format), (summary.Layout, again.Format));
    }

    [Fact(Timeout = 60_000)]
    public async Task A_new_reward_model_takes_the_place_of_the_imported_one()
    {
        await dataset.Import(
            """{"problem":"p","answer":"1","is_correct":true,"unique_id":"u","steps":["a"],"rating_probs":[{"-1":0.1,"0":0.2,"1":0.7}],"prm_score":0.9,"ground_truth_answer":"1"}"""
        );
        await dataset.Execute(
            """
            insert into dataset.models (name, version, kind, classes, registered)
            values ('mine', 'v', 'process', '{negative,positive}', now());
            insert into dataset.scores (model_id, solution_id, rows, probabilities)
            select m.id, s.id, 1, '{0.75,0.25}' from dataset.models m, dataset.solutions s where m.name = 'mine';
            """
        );

        var line = ExportUnderTest.Records(
            await dataset.Exported(new() { Format = "openai-scored", Model = ["mine"] })
        )[0];

        Assert.Equal("""[{"-1":0.75,"0":0,"1":0.25}]""", line.GetProperty("rating_probs").GetRawText());
        Assert.Equal(0.25, line.GetProperty("prm_score").GetDouble());
    }
}
