using System.Text.Json;
using Platform.Contracts;
using Platform.Tests;

namespace Platform.UnitTests.Dataset.Exports;

/// <summary>What is imported from a format is exported in it again: the same objects in the same order.</summary>
public sealed class RoundTripTests(PostgresServer server) : IAsyncLifetime
{
    private DatasetUnderTest dataset = null!;

    public async ValueTask InitializeAsync() => dataset = await DatasetUnderTest.Start(server, _ => { });

    public ValueTask DisposeAsync() => dataset.DisposeAsync();

    public static TheoryData<string, string> Samples =>
        new()
        {
            {
                "prm800k",
                """
                    {"labeler":"a","timestamp":"2022-07-30T23:23:32.118856","generation":null,"is_quality_control_question":false,"is_initial_screening_question":false,"question":{"problem":"p","ground_truth_answer":"5","note":[1,{"x":null}]},"label":{"steps":[{"completions":[{"text":"a1","rating":-1,"flagged":true,"error_reason":"r"},{"text":"a","rating":1,"flagged":null}],"human_completion":null,"chosen_completion":1},{"completions":[{"text":"b1","rating":-1,"flagged":false}],"human_completion":{"text":"b","rating":null,"source":"human","flagged":false},"chosen_completion":null},{"completions":[{"text":"c"}],"human_completion":"text alone","chosen_completion":0}],"total_time":293250,"finish_reason":"solution"},"unknown":{"kept":true}}
                    {"labeler":"b","timestamp":null,"generation":6,"is_quality_control_question":true,"is_initial_screening_question":false,"question":{"problem":"q","ground_truth_solution":"s","ground_truth_answer":null,"pre_generated_steps":["a","b","c"],"pre_generated_answer":"7","pre_generated_verifier_score":0.0011546110201324836},"label":{"steps":[{"completions":[{"text":"a","rating":1,"flagged":null}],"human_completion":null,"chosen_completion":0},{"completions":[{"text":"b","rating":-1,"flagged":null},{"text":"x","rating":0,"flagged":null}],"human_completion":null,"chosen_completion":null}],"total_time":1,"finish_reason":"found_error"}}
                    {"labeler":"a","timestamp":null,"generation":-1,"is_quality_control_question":false,"is_initial_screening_question":true,"question":{"problem":"p","ground_truth_answer":"5","pre_generated_steps":["other"]},"label":{"steps":[{"completions":[{"text":"a","rating":null}],"chosen_completion":0},{"completions":null,"human_completion":null,"chosen_completion":null}],"total_time":7,"finish_reason":"give_up"}}
                    {"question":{"problem":"r"},"label":{"steps":[{"completions":[],"human_completion":null,"chosen_completion":null}]}}
                    """
            },
            {
                "openai-scored",
                """
                    {"problem":"p","answer":"7i","is_correct":true,"subject":"Algebra","level":2,"unique_id":"test/1.json","steps":["a","b"],"rating_probs":[{"-1":0.1,"0":0.2,"1":0.7},{"-1":0.593068042770836,"1":0.387681464904673,"0":0.01925049232449113}],"orm_score":0.6326445937156677,"prm_score":0.09157553704097245,"ground_truth_answer":"7i","run":3}
                    {"problem":"p","answer":null,"is_correct":false,"subject":"Algebra","level":2,"unique_id":"test/1.json","steps":["c"],"orm_score":0.5,"ground_truth_answer":"7i"}
                    """
            },
            {
                "processbench",
                """
                    [{"id":"a-0","generator":"m","problem":"p","steps":["a","b","c"],"final_answer_correct":false,"label":1},
                     {"id":"a-1","generator":"n","problem":"p","steps":["a","b"],"final_answer_correct":true,"label":-1,"extra":{"k":"v"}}]
                    """
            },
            {
                "prmbench",
                """
                    {"idx":"x_1","question":"p","original_question":"p","modified_question":"p'","original_process":["a","b"],"modified_process":["a","c","d"],"modified_steps":[2],"error_steps":[2,3],"reason":"r","classification":"redundency"}
                    {"idx":"x_2","question":"q","original_process":["a"],"modified_process":["a"],"modified_steps":[],"error_steps":[],"reason":null,"classification":"circular"}
                    """
            },
            {
                "rlhflow",
                """
                    {"conversations":[{"role":"user","content":"p? Step 1: a"},{"role":"assistant","content":"+"},{"role":"user","content":"Step 2: b"},{"role":"assistant","content":"-"}]}
                    {"conversations":[{"role":"user","content":"p?  Step 1: a"},{"role":"assistant","content":" -"},{"role":"user","content":"cut"}],"source":"s"}
                    {"problem":"q?","conversations":[{"role":"user","content":"q? first"},{"role":"assistant","content":"+"}]}
                    """
            },
            {
                "math-shepherd",
                """
                    {"input":"2 + 3? Step 1: 2 + 3 = 5 ки\nStep 2: The answer is: 5 ки","label":"2 + 3? Step 1: 2 + 3 = 5 +\nStep 2: The answer is: 5 -","task":"GSM8K"}
                    {"input":"2 + 3? Step 1: 2 + 3 = 6  ки\nStep 2: cut","label":"2 + 3? Step 1: 2 + 3 = 6  0.250\nStep 2: cut","task":"GSM8K","id":4}
                    """
            },
            {
                "trl",
                """
                    {"prompt":"p","completions":["a","b"],"labels":[true,false]}
                    {"prompt":"p","completions":["c","d"],"labels":[0,null],"source":"s"}
                    """
            },
            {
                "pool",
                """
                    {"id":"k","problem":"p","answer":"5","subject":"s","level":"2","solutions":[{"sample":0,"steps":["a","b"],"answer":"5","correct":true,"labels":[1,0],"model":"m","scores":{"imported-rm":{"kind":"process","classes":["negative","positive"],"probabilities":[[0.25,0.75],[0.5,0.5]]}}},{"sample":3,"steps":["c"],"reasoning":"r","finished":false,"labels":[-1]}]}
                    {"id":"l","problem":"q","solutions":[]}
                    """
            },
        };

    [Theory(Timeout = 60_000)]
    [MemberData(nameof(Samples))]
    public async Task Own_samples(string format, string text)
    {
        var imported = await dataset.Import(text);
        Assert.Empty(imported.Errors);
        Assert.Equal(format, imported.Format);

        var exported = await dataset.Exported(new() { Format = format });

        ExportUnderTest.Same(text, exported);
        Assert.Empty((await dataset.Import(exported, "again")).Errors);
        ExportUnderTest.Same(exported, await dataset.Exported(new() { Format = format }, "again"));
    }

    private const string MrBen = """
        {
          "0a": [
            {"Question_UUID":"0a","Subject":"college_math","Question":"p","Options":"A: 4 \nB: 8 ","Ground_Truth_Analysis":"","Ground_Truth_Answer":"A","Ground_Truth_Answer_Modified":"B","Sampled_Model":"m","Model_Solution_Steps":["a","","c"],"Model_Solution_Correctness":"incorrect","Model_Solution_First_Error_Step":"3","Model_Solution_Error_Reason":["x","y"],"Model_Solution_Rectified_First_Error_Step":["z"]},
            {"Question_UUID":"0a","Subject":"college_math","Question":"p","Options":"A: 4 \nB: 8 ","Ground_Truth_Analysis":"","Ground_Truth_Answer":"A","Ground_Truth_Answer_Modified":"B","Sampled_Model":"n","Model_Solution_Steps":"one\ntwo","Model_Solution_Correctness":"correct","Model_Solution_First_Error_Step":"N/A","Model_Solution_Error_Reason":"N/A","Model_Solution_Rectified_First_Error_Step":"N/A"}
          ],
          "0b": [{"Question_UUID":"0b","Question":"q","Options":null,"Model_Solution_Steps":["a"],"Model_Solution_First_Error_Step":1}]
        }
        """;

    [Fact(Timeout = 60_000)]
    public async Task Mr_ben_is_an_object_of_questions()
    {
        var imported = await dataset.Import(MrBen);
        Assert.Empty(imported.Errors);
        Assert.Equal(("mr-ben", 2, 3), (imported.Format, imported.Problems, imported.Solutions));

        var exported = await dataset.Exported(new() { Format = "mr-ben" });

        Assert.True(JsonElement.DeepEquals(JsonElement.Parse(MrBen), JsonElement.Parse(exported)), exported);
        Assert.Equal(
            ["1 1 -1", "1 1", "-1"],
            await dataset.Values<string>(
                """
                select string_agg(v.value::text, ' ' order by v.step) from dataset.labels l
                join dataset.step_labels v on v.label_id = l.id group by l.id order by l.id
                """
            )
        );
    }

    [Theory(Timeout = 120_000)]
    [InlineData("prm800k", "prm800k/phase1_train.jsonl", 942, 49_494 + 2_341)]
    [InlineData("prm800k", "prm800k/raw_lines.jsonl", 6, null)]
    [InlineData("prm800k", "prm800k/raw_phase2_line.json", 1, null)]
    [InlineData("openai-scored", "prm800k/scored_sample.json", 1, null)]
    [InlineData("processbench", "processbench/gsm8k.json", 400, null)]
    [InlineData("processbench", "processbench/math.json", 1000, null)]
    [InlineData("math-shepherd", "other/math_shepherd_samples.jsonl", 7, null)]
    public async Task Real_files(string format, string name, int records, int? completions)
    {
        var text = await File.ReadAllTextAsync(RealData.File(name), TestContext.Current.CancellationToken);
        Assert.Empty((await dataset.Import(text)).Errors);
        if (completions is { } rated)
        {
            // Every completion has a label, and so has the labeller's own.
            Assert.Equal(rated, await dataset.Value<long>("select count(*) from dataset.step_labels"));
        }

        var (file, summary) = await dataset.Export(new() { Format = format });

        var whole = text.TrimStart().StartsWith('{') && name.EndsWith(".json", StringComparison.Ordinal);
        ExportUnderTest.Same(whole ? $"[{text}]" : text, System.Text.Encoding.UTF8.GetString(file));
        Assert.Equal(records, summary.Records);
    }

    [Fact(Timeout = 120_000)]
    public async Task Mr_ben_mathematics()
    {
        var text = await File.ReadAllTextAsync(
            RealData.File("ood/mr_ben_math.json"),
            TestContext.Current.CancellationToken
        );
        var imported = await dataset.Import(text);
        Assert.Equal((306, 918, 0), (imported.Problems, imported.Solutions, imported.ErrorCount));

        var exported = await dataset.Exported(new() { Format = "mr-ben" });

        Assert.True(JsonElement.DeepEquals(JsonElement.Parse(text), JsonElement.Parse(exported)));
    }

    [Theory(Timeout = 60_000)]
    [InlineData("processbench")]
    [InlineData("trl")]
    [InlineData("rlhflow")]
    [InlineData("math-shepherd")]
    [InlineData("mr-ben")]
    [InlineData("prmbench")]
    [InlineData("prm800k")]
    public async Task Solutions_of_other_formats_can_be_written(string format)
    {
        await dataset.Import(
            """
            {"id":"k","problem":"p","answer":"5","solutions":[{"steps":["a","b"],"correct":true,"labels":[1,1],"model":"m"},{"steps":["c","d"],"correct":false,"labels":[1,-1]}]}
            """
        );
        var text = await dataset.Exported(new() { Format = format, Neutral = null });

        var imported = await dataset.Import(text, "again");

        Assert.Empty(imported.Errors);
        Assert.Equal((format, 2), (imported.Format, imported.Solutions));
        Assert.Equal(
            ["1 1", "1 -1"],
            await dataset.Values<string>(
                """
                select string_agg(v.value::text, ' ' order by v.step) from dataset.pools q
                join dataset.problems p on p.pool_id = q.id join dataset.solutions s on s.problem_id = p.id
                join dataset.labels l on l.solution_id = s.id join dataset.step_labels v on v.label_id = l.id
                where q.name = 'again' group by s.id order by s.id
                """
            )
        );
    }

    [Fact(Timeout = 60_000)]
    public async Task Labels_of_others_become_lines_of_prm800k()
    {
        await dataset.Import("""{"id":"k","problem":"p","answer":"5","solutions":[{"steps":["a","b","c"]}]}""");
        await dataset.Execute(
            """
            insert into dataset.labels (id, solution_id, labeller, generation, outcome, seconds)
            select 1000 + g, s.id, 'person:ann', g, null, 1.5 from dataset.solutions s, generate_series(0, 1) g;
            insert into dataset.step_labels (label_id, step, alternative, value, unsure, flagged, text)
            values (1000, 0, 0, 1, false, false, null), (1000, 1, 0, -1, false, true, null), (1000, 1, 1, 0, false, false, 'b1'),
                (1001, 0, 0, -1, false, false, null);
            """
        );

        var text = await dataset.Exported(new ExportOptions { Format = "prm800k", Labeller = "person" });

        ExportUnderTest.Same(
            """
            {"labeler":"person:ann","timestamp":null,"generation":0,"is_quality_control_question":false,"is_initial_screening_question":false,"question":{"problem":"p","ground_truth_answer":"5","pre_generated_steps":["a","b","c"],"pre_generated_answer":null,"pre_generated_verifier_score":null},"label":{"steps":[{"completions":[{"text":"a","rating":1,"flagged":false}],"human_completion":null,"chosen_completion":0},{"completions":[{"text":"b","rating":-1,"flagged":true},{"text":"b1","rating":0,"flagged":false}],"human_completion":null,"chosen_completion":null}],"total_time":1500,"finish_reason":"found_error"}}
            {"labeler":"person:ann","timestamp":null,"generation":1,"is_quality_control_question":false,"is_initial_screening_question":false,"question":{"problem":"p","ground_truth_answer":"5","pre_generated_steps":["a","b","c"],"pre_generated_answer":null,"pre_generated_verifier_score":null},"label":{"steps":[{"completions":[{"text":"a","rating":-1,"flagged":false}],"human_completion":null,"chosen_completion":null}],"total_time":1500,"finish_reason":"found_error"}}
            """,
            text
        );
    }
}
