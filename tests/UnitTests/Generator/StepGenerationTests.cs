using Platform.Contracts;
using Platform.Generator;
using Platform.Tests;
using Platform.UnitTests.Inference.Generation;

namespace Platform.UnitTests.Generator;

public sealed class StepGenerationTests(TrainedLanguageModel trained) : IClassFixture<TrainedLanguageModel>
{
    private const string Statement = "What is 4 + 1 + 2?";

    [Theory]
    [InlineData(Batching.Waiting)]
    [InlineData(Batching.Chunk)]
    public async Task Greedy_steps_one_by_one_are_the_greedy_solution(Batching batching)
    {
        await using var generator = new TestGenerator(o => (o.LanguageModel, o.Batching) = (trained.Folder, batching));
        var sampling = new Sampling(0);
        var whole = Assert.Single((await generator.Generate(Statement, 1, 0, sampling)).Solutions);
        List<string> steps = [];
        GeneratedSteps draw;
        do
        {
            var generated = await generator.Generate(new GenerateSteps(Statement, [new([.. steps], 1, 5)], sampling));
            Assert.Null(generated.Failure);
            draw = Assert.Single(generated.Draws);
            steps.Add(Assert.Single(draw.Steps));
            Assert.True(draw.Tokens > 0);
        } while (draw.End == StepEnd.Step);

        Assert.Equal(whole.Steps, steps);
        Assert.Equal(StepEnd.Solution, draw.End);
        Assert.StartsWith("# Answer\n", steps[^1]);
    }

    [Fact]
    public async Task Draws_have_their_places_and_seeds_and_are_equal_when_repeated()
    {
        await using var generator = new TestGenerator(o =>
            (o.LanguageModel, o.Batching, o.BatchSize) = (trained.Folder, Batching.Chunk, 3)
        );
        var first = (await generator.Generate(new GenerateSteps(Statement, [new([], 1, 0)], new(0)))).Draws[0].Steps;
        var command = new GenerateSteps(Statement, [new([], 3, 10), new(first, 2, 100), new([], 2, 7, true)], new(1.5));
        var generated = await generator.Generate(command);
        Assert.Null(generated.Failure);
        Assert.Equal(
            [(0, 0), (0, 1), (0, 2), (1, 0), (1, 1), (2, 0), (2, 1)],
            generated.Draws.Select(d => (d.Expansion, d.Draw))
        );
        Assert.Equal([10, 11, 12, 100, 101, 7, 8], generated.Draws.Select(d => d.Source.Seed));
        Assert.All(generated.Draws.Take(5), d => Assert.True(d.Steps.Count <= 1));
        Assert.All(generated.Draws.Skip(5), d => Assert.NotEqual(StepEnd.Step, d.End));
        Assert.Equal(Texts(generated), Texts(await generator.Generate(command)));
        var alone = await generator.Generate(new GenerateSteps(Statement, [new([], 2, 7, true)], new(1.5)));
        Assert.Equal(Texts(generated).Skip(5).Select(t => t[1..]), Texts(alone).Select(t => t[1..]));
    }

    [Fact]
    public async Task A_limit_cuts_a_step_off()
    {
        await using var generator = new TestGenerator(o => o.LanguageModel = trained.Folder);
        var generated = await generator.Generate(new GenerateSteps(Statement, [new([], 1, 0)], new(0, MaxTokens: 2)));
        Assert.Equal((StepEnd.Limit, 2), (generated.Draws[0].End, generated.Draws[0].Tokens));
    }

    [Fact]
    public async Task A_chat_server_continues_an_assistant_turn_and_stops_at_the_end_of_the_line()
    {
        await using var bench = await SamplerBench.Start();
        bench.Server.Text = (prefix, seed, _) => prefix.Length > 20 ? "# Answer" : $"Step {seed}.";
        var generated = await bench.Generate(
            new GenerateSteps("2 + 2?", [new(["First."], 2, 30), new([], 1, 9)], new(0.5, MinP: 0.1))
        );
        Assert.Null(generated.Failure);
        Assert.Equal(["Step 30.", "Step 31.", "Step 9."], generated.Draws.Select(d => Assert.Single(d.Steps)));
        Assert.All(generated.Draws, d => Assert.Equal((StepEnd.Step, 1), (d.End, d.Tokens)));
        var request = bench.Server.Requests.Single(r => r.Seed == 31);
        Assert.Equal("First.\n", request.Prompt);
        Assert.True((bool)request.Body["continue_final_message"]!);
        Assert.Equal(["\n"], request.Body["stop"]!.AsArray().Select(s => (string)s!));
        Assert.Equal(0.1, (double)request.Body["min_p"]!);
    }

    [Fact]
    public async Task An_answer_block_is_asked_for_to_its_end()
    {
        await using var bench = await SamplerBench.Start();
        bench.Options.Api = CompletionApi.Completions;
        bench.Server.Text = (prompt, _, _) =>
            prompt.EndsWith("# Answer\n", StringComparison.Ordinal) ? "4" : "# Answer";
        var generated = await bench.Generate(new GenerateSteps("2 + 2?", [new(["a"], 1, 0)], new()));
        var draw = Assert.Single(generated.Draws);
        Assert.Equal("# Answer\n4", Assert.Single(draw.Steps));
        Assert.Equal((StepEnd.Solution, 2), (draw.End, draw.Tokens));
        Assert.Null(bench.Server.Requests.Last().Body["stop"]);
    }

    [Theory]
    [InlineData("""{"index":0,"text":"a","finish_reason":"stop","stop_reason":null}""", StepEnd.Solution)]
    [InlineData("""{"index":0,"text":"a","finish_reason":"stop","stop_reason":151643}""", StepEnd.Solution)]
    [InlineData("""{"index":0,"text":"a","finish_reason":"stop","stop_reason":"\n"}""", StepEnd.Step)]
    [InlineData("""{"index":0,"text":"a","finish_reason":"eos_token"}""", StepEnd.Solution)]
    [InlineData("""{"index":0,"text":"a","finish_reason":"stop_sequence"}""", StepEnd.Step)]
    [InlineData("""{"index":0,"text":"","finish_reason":"stop"}""", StepEnd.Solution)]
    [InlineData("""{"index":0,"text":"a","finish_reason":"length"}""", StepEnd.Limit)]
    public async Task Servers_say_in_their_own_ways_who_ended_a_text(string choice, StepEnd end)
    {
        await using var bench = await SamplerBench.Start();
        bench.Options.Api = CompletionApi.Completions;
        bench.Server.Instead.Enqueue(
            OpenAiServer.Say($$$"""{"model":"m","choices":[{{{choice}}}],"usage":{"completion_tokens":3}}""")
        );
        var generated = await bench.Generate(new GenerateSteps("2 + 2?", [new([], 1, 0)], new()));
        Assert.Null(generated.Failure);
        Assert.Equal((end, 3), (generated.Draws[0].End, generated.Draws[0].Tokens));
    }

    [Fact]
    public async Task A_server_that_does_not_count_tokens_or_cannot_continue_a_turn_is_told_so()
    {
        await using var bench = await SamplerBench.Start();
        bench.Server.Instead.Enqueue(
            OpenAiServer.Say("""{"choices":[{"message":{"content":"a"},"finish_reason":"stop"}]}""")
        );
        var command = new GenerateSteps("2 + 2?", [new(["a"], 1, 0)], new());
        Assert.Contains("usage.completion_tokens", (await bench.Generate(command)).Failure);
        bench.Server.Instead.Enqueue(
            OpenAiServer.Refuse(
                400,
                """{"error":{"message":"Unrecognized request argument supplied: continue_final_message"}}"""
            )
        );
        var refused = await bench.Generate(command);
        Assert.Empty(refused.Draws);
        Assert.Contains("Generator:Omit=continue_final_message", refused.Failure);
        Assert.Contains("Generator:Api=completions", refused.Failure);
    }

    private static IEnumerable<string> Texts(StepsGenerated generated) =>
        generated.Draws.Select(d => $"{d.Expansion} {d.Draw} {string.Join('|', d.Steps)} {d.End} {d.Tokens}");
}
