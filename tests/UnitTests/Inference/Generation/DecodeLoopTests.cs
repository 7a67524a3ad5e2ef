using Platform.Inference;
using Platform.Inference.Generation;

namespace Platform.UnitTests.Inference.Generation;

public abstract class DecodeLoopTests(TrainedLanguageModel trained)
{
    private static readonly CancellationToken Token = TestContext.Current.CancellationToken;

    protected static readonly string[] Statements =
    [
        "What is 1 + 2 + 3?",
        "7 + 7?",
        "What is 8 + 8 + 8? Say it in words, please.",
        "é",
        "What is 0 + 0 + 0?",
    ];

    protected LanguageModel Model => trained.Model;

    [Fact]
    public void Greedy_tokens_with_the_cache_are_those_of_reading_everything_anew()
    {
        foreach (var statement in Statements)
        {
            var got = Alone(Request(statement, temperature: 0));
            var ids = Model.Prompt(statement).ToList();
            var start = ids.Count;
            while (ids.Count < Model.MaximumTokens)
            {
                var next = NextToken.Greedy(Model.Decoder.Read([.. ids], Model.Decoder.Block()));
                ids.Add(next);
                if (Model.End.Contains(next))
                {
                    break;
                }
            }
            Assert.Equal(Model.Tokenizer.Decode(ids[start..]), got.Text);
            Assert.Equal(
                (ids.Count - start, Model.End.Contains(ids[^1]), null),
                (got.Tokens, got.Finished, got.Failure)
            );
        }
    }

    [Fact]
    public void It_has_learned_to_write_sums_and_to_end() =>
        Assert.Matches(
            @"^\d+ \+ \d+ = \d+\n\d+ \+ \d+ = \d+\n# Answer\n\d+\n$",
            Alone(Request("What is 1 + 2 + 3?", temperature: 0)).Text
        );

    [Theory]
    [InlineData(0)]
    [InlineData(0.7)]
    [InlineData(1)]
    public void A_batch_of_unequal_prompts_gives_what_each_gives_alone(double temperature)
    {
        var requests = Statements
            .SelectMany(s => Enumerable.Range(0, 6).Select(seed => Request(s, temperature, seed)))
            .ToList();
        var alone = requests.ConvertAll(Alone);
        foreach (var places in new[] { 2, 7, 32 })
        {
            Assert.Equal(alone, Together(places, requests));
        }
    }

    [Fact]
    public void Whoever_comes_while_others_are_under_way_gets_the_same()
    {
        var requests = Enumerable.Range(0, 20).Select(i => Request(Statements[i % 5], 1, i)).ToList();
        var got = new SampledText[requests.Count];
        var loop = new DecodeLoop(Model, 8);
        for (var i = 0; i < requests.Count; i++)
        {
            var place = i;
            loop.Add(requests[i], text => got[place] = text, Token);
            for (var steps = i % 3; steps > 0; steps--)
            {
                loop.Step();
            }
        }
        while (loop.Step()) { }
        Assert.Equal(requests.ConvertAll(Alone), got);
    }

    [Fact]
    public void The_same_requests_give_the_same_texts_and_other_seeds_others()
    {
        List<SampleRequest> Requests(int seed) =>
            [.. Enumerable.Range(seed, 12).Select(s => Request(Statements[0], 1.5, s))];
        var once = Together(8, Requests(100));
        Assert.Equal(once, Together(8, Requests(100)));
        Assert.NotEqual(once, Together(8, Requests(200)));
        Assert.True(once.Distinct().Count() > 6);
        Assert.Equal(once[5..], Together(8, Requests(105))[..7]);
    }

    [Fact]
    public void Problems_do_not_share_the_luck_of_a_seed()
    {
        // At a temperature this high every token is equally likely, whatever the prompt: only the draws differ.
        var texts = Statements.Select(s => Alone(Request(s, 1e9, seed: 1, tokens: 5)).Text);
        Assert.Equal(Statements.Length, texts.Distinct().Count());
    }

    [Fact]
    public void A_sample_ends_at_its_own_limit_or_the_models_unfinished()
    {
        var whole = Alone(Request(Statements[0], 0));
        var cut = Alone(Request(Statements[0], 0, tokens: 3));
        Assert.Equal((3, false), (cut.Tokens, cut.Finished));
        Assert.StartsWith(cut.Text, whole.Text);
        var prompt = Model.Prompt("x" + new string('+', Model.MaximumTokens - 8));
        var last = Alone(Request(Statements[0], 1e9) with { Prompt = prompt, MaximumTokens = 1000 });
        Assert.InRange(last.Tokens, 1, Model.MaximumTokens - prompt.Length);
    }

    [Fact]
    public void A_prompt_that_fills_the_model_fails_alone()
    {
        List<SampleRequest> requests =
        [
            Request(Statements[0], 0),
            Request(new string('+', 60), 0),
            Request(Statements[1], 0, tokens: 0),
        ];
        var got = Together(4, requests);
        Assert.Null(got[0].Failure);
        Assert.Equal("the prompt has 62 tokens, the model takes 48 with the solution", got[1].Failure);
        Assert.Equal("at least one token must be wanted", got[2].Failure);
    }

    [Theory]
    [InlineData("=")]
    [InlineData(" = ")]
    [InlineData("\n# Ans")]
    [InlineData("+ ")]
    public void A_stop_text_ends_a_sample_and_is_no_part_of_it(string stop)
    {
        var whole = Alone(Request(Statements[0], 0)).Text;
        var got = Alone(Request(Statements[0], 0) with { Stop = ["never", stop] });
        Assert.Equal((whole[..whole.IndexOf(stop, StringComparison.Ordinal)], true), (got.Text, got.Finished));
    }

    [Fact]
    public void Who_gives_up_leaves_and_hears_nothing()
    {
        using var gone = new CancellationTokenSource();
        var loop = new DecodeLoop(Model, 2);
        var got = new List<string>();
        for (var i = 0; i < 4; i++)
        {
            loop.Add(Request(Statements[0], 0), _ => got.Add("gone"), gone.Token);
        }

        loop.Add(Request(Statements[0], 0), text => got.Add(text.Text), Token);
        loop.Step();
        Assert.Equal(5, loop.Count);
        gone.Cancel();
        while (loop.Step()) { }
        Assert.Equal([Alone(Request(Statements[0], 0)).Text], got);
    }

    [Theory]
    [InlineData(3)]
    [InlineData(16)]
    public void Rows_join_and_leave_in_any_order(int places)
    {
        // Limits of 1 to 13 tokens: rows end at every step, at every place of the batch.
        var requests = Enumerable
            .Range(0, 60)
            .Select(i => Request(Statements[i % 5], 1, i, tokens: 1 + i * 7 % 13))
            .ToList();
        Assert.Equal(requests.ConvertAll(Alone), Together(places, requests));
    }

    protected SampleRequest Request(string statement, double temperature, long seed = 0, int tokens = 100) =>
        new(Model.Prompt(statement), seed, temperature, 1, tokens, []);

    private SampledText Alone(SampleRequest request) => Together(1, [request])[0];

    private List<SampledText> Together(int places, List<SampleRequest> requests)
    {
        var got = new SampledText[requests.Count];
        var loop = new DecodeLoop(Model, places);
        foreach (var (i, request) in requests.Index())
        {
            loop.Add(request, text => got[i] = text, Token);
        }

        while (loop.Step()) { }
        return [.. got];
    }
}
