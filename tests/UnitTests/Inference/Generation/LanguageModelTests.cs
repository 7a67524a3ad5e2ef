using System.Text.Json.Nodes;
using Platform.Checkpoints;
using Platform.Inference;
using Platform.Inference.Generation;
using Platform.Tests;

namespace Platform.UnitTests.Inference.Generation;

public sealed class LanguageModelTests
{
    private static readonly LanguageModelOptions Cpu = new(Provider.Cpu, 1);

    [Fact]
    public void A_graph_made_by_hand_says_the_alphabet()
    {
        using var bigram = new BigramDecoder();
        using var model = LanguageModel.Load(bigram.Folder, Cpu);
        Assert.Equal(["ghijklmnopqrstuvwxyz", "xyz", "z"], Greedy(model, "f", "vw", "aaay"));
        Assert.Equal("bigram", model.Name);
    }

    [Theory]
    [InlineData("name", "\"a b\"", "'name' must be letters, digits, '.', '_' and '-'")]
    [InlineData("maximumTokens", "1", "'maximumTokens' must be at least 2")]
    [InlineData("prompt", "[{\"text\":\"Q\"}]", "'prompt' must hold {statement} once")]
    [InlineData("prompt", "null", "'prompt' is missing")]
    [InlineData("end", "[]", "'end' must hold the token ids that end a solution")]
    [InlineData("cache", "{\"layers\":0,\"heads\":1,\"headSize\":1}", "'cache' must give 'layers', 'heads'")]
    [InlineData("half", "[{\"type\":\"float16\"}]", "'half' must give 'type' (float16 or bfloat16) and 'model'")]
    [InlineData("nGram", "0", "'nGram' must be at least 1")]
    [InlineData("golden", "null", "'golden' must give 'statement', 'completion' and 'tokens'")]
    [InlineData("tokenizer", "{\"kind\":\"words\",\"pad\":0}", "'tokenizer.kind' must be bytes, pieces or huggingFace")]
    [InlineData("model", "\"other.onnx\"", "other.onnx is missing: the manifest names it as the model.")]
    [InlineData("nGram", "3", "has no input 'past_input_ids' (it has input_ids, attention_mask, position_ids")]
    [InlineData(
        "cache",
        "{\"layers\":2,\"heads\":1,\"headSize\":1}",
        "has no input 'past_key_values.1.key' (it has input_ids"
    )]
    [InlineData(
        "cache",
        "{\"layers\":1,\"heads\":4,\"headSize\":8}",
        "'past_key_values.0.key' has the shape [-1, 1, -1, 1], but the manifest says [batch, 4 heads, past, 8]"
    )]
    [InlineData(
        "golden",
        "{\"statement\":\"abc\",\"completion\":\"xyz\",\"tokens\":3}",
        "the golden completion of bigram does not come out on Cpu: expected 'xyz', got 'def'"
    )]
    public void What_does_not_fit_is_said_when_it_is_loaded(string field, string value, string sentence)
    {
        using var bigram = new BigramDecoder();
        bigram.Manifest[field] = JsonNode.Parse(value);
        bigram.Save();
        var error = Assert.Throws<InvalidDataException>(() => LanguageModel.Load(bigram.Folder, Cpu));
        Assert.Contains(sentence, error.Message);
        Assert.Contains(bigram.Folder, error.Message);
    }

    [Fact]
    public void A_graph_that_does_not_carry_on_from_its_cache_is_refused()
    {
        using var bigram = new BigramDecoder((graph, logits) => logits * graph.ToReal(graph.Extent("past")) + logits);
        var error = Assert.Throws<InvalidDataException>(() => LanguageModel.Load(bigram.Folder, Cpu));
        Assert.Contains("the decoder of bigram does not carry on from its cache", error.Message);
    }

    [Fact]
    public void A_graph_with_an_input_that_nobody_feeds_is_refused()
    {
        using var bigram = new BigramDecoder((graph, logits) => logits + graph.Input("noise"));
        var error = Assert.Throws<InvalidDataException>(() => LanguageModel.Load(bigram.Folder, Cpu));
        Assert.Contains("asks for the input 'noise', which a decoder here does not get", error.Message);
    }

    [Fact]
    public void A_graph_that_cannot_take_padding_runs_rows_of_one_length_together()
    {
        // It knows what to say only where the first token of the cache is attended.
        using var bigram = new BigramDecoder(
            (graph, logits) =>
            {
                var mask = graph.Inputs.Single(i => i.Name == "attention_mask");
                return logits * graph.Reshape(graph.ToReal(graph.Slice(mask, 1, 0, 1, 1)), "batch", 1, 1);
            }
        );
        using var model = LanguageModel.Load(bigram.Folder, Cpu);
        Assert.False(model.Decoder.Pads);
        Assert.Equal(["xyz", "stuvwxyz", "z", "yz", "z"], Greedy(model, "uvw", "pqr", "y", "vwx", "uvwxy"));
    }

    [Fact]
    public void Logits_that_are_no_numbers_fail_the_sample_and_no_other()
    {
        // 0 / 0 where the batch is ten tokens long.
        using var bigram = new BigramDecoder(
            (graph, logits) =>
            {
                var left = graph.ToReal(graph.Extent("total")) + -10;
                return logits / (left * left);
            }
        );
        using var model = LanguageModel.Load(bigram.Folder, Cpu);
        Assert.Equal(["z", "the model gave logits that are no numbers"], Greedy(model, "xy", "abcdef"));
    }

    [Theory]
    [InlineData(false)]
    [InlineData(true)]
    public void GenAIs_layout_is_read_with_its_own_names(bool renamed)
    {
        using var bigram = new BigramDecoder(names: renamed ? ("k_0", "v_0", "nk_0", "nv_0") : null);
        File.Delete(Path.Combine(bigram.Folder, "language-model.json"));
        File.Move(Path.Combine(bigram.Folder, "model.onnx"), Path.Combine(bigram.Folder, "decoder.onnx"));
        var config = Config();
        if (renamed)
        {
            config["model"]!["decoder"]!["inputs"] = JsonNode.Parse(
                """{"past_key_names":"k_%d","past_value_names":"v_%d"}"""
            );
            config["model"]!["decoder"]!["outputs"] = JsonNode.Parse(
                """{"present_key_names":"nk_%d","present_value_names":"nv_%d"}"""
            );
            config["model"]!["eos_token_id"] = new JsonArray(0, (int)'n');
        }
        Write(bigram.Folder, config);
        using var model = LanguageModel.Load(bigram.Folder, Cpu with { Prompt = "<|begin|>{statement}" });
        Assert.Equal([1, 'a', 'b'], model.Prompt("ab"));
        Assert.Equal(30, model.MaximumTokens);
        Assert.Equal(Path.GetFileName(bigram.Folder), model.Name);
        Assert.Equal([renamed ? "ijklm" : "ijklmnopqrstuvwxyz", "z"], Greedy(model, "abh", "xy"));
    }

    [Fact]
    public void A_cache_that_GenAI_shares_is_written_in_place()
    {
        using var tiny = TinyCheckpoint.Write("""{"head_dim":8}""", new Dictionary<string, long[]>());
        var folder = Directory.CreateTempSubdirectory("genai-").FullName;
        var checkpoint = Checkpoint.Open(tiny.Directory);
        foreach (var file in checkpoint.Files)
        {
            File.Copy(file, Path.Combine(folder, Path.GetFileName(file)));
        }

        checkpoint.Write(folder, "tiny", "auto", "{statement}");
        string expected;
        using (var model = LanguageModel.Load(folder, Cpu))
        {
            expected = Proof.Complete(model, new("What is 2 + 3?", "", 12));
        }

        File.Delete(Path.Combine(folder, "language-model.json"));
        File.WriteAllText(
            Path.Combine(folder, "genai_config.json"),
            """
            {"model": {"eos_token_id": 257, "context_length": 4096, "type": "llama", "vocab_size": 300,
                       "decoder": {"filename": "model.onnx", "head_size": 8, "num_attention_heads": 4, "num_key_value_heads": 2,
                                   "num_hidden_layers": 2}},
             "search": {"past_present_share_buffer": true}}
            """
        );
        using (var model = LanguageModel.Load(folder, Cpu with { Prompt = "{statement}" }))
        {
            Assert.True(model.Decoder.InPlace);
            Assert.Equal(expected, Proof.Complete(model, new("What is 2 + 3?", "", 12)));
        }
        Directory.Delete(folder, recursive: true);
    }

    [Theory]
    [InlineData(false)]
    [InlineData(true)]
    public void A_graph_that_does_not_write_in_place_has_a_cache_that_grows(bool genAi)
    {
        using var bigram = new BigramDecoder();
        if (genAi)
        {
            File.Delete(Path.Combine(bigram.Folder, "language-model.json"));
            File.Move(Path.Combine(bigram.Folder, "model.onnx"), Path.Combine(bigram.Folder, "decoder.onnx"));
            var config = Config();
            config["search"]!["past_present_share_buffer"] = true;
            Write(bigram.Folder, config);
        }
        else
        {
            bigram.Manifest["cache"]!["inPlace"] = true;
            bigram.Save();
        }
        // The self-test needs a prompt of four tokens at least.
        using var model = LanguageModel.Load(bigram.Folder, Cpu with { Prompt = "{statement}" });
        Assert.False(model.Decoder.InPlace);
        Assert.Equal(["xyz", "z"], Greedy(model, "vw", "xy"));
    }

    [Fact]
    public void A_tokenizer_that_begins_texts_begins_GenAIs_prompts_once()
    {
        using var bigram = new BigramDecoder();
        File.Delete(Path.Combine(bigram.Folder, "language-model.json"));
        File.Move(Path.Combine(bigram.Folder, "model.onnx"), Path.Combine(bigram.Folder, "decoder.onnx"));
        Write(bigram.Folder, Config(), begins: true);
        using var bare = LanguageModel.Load(bigram.Folder, Cpu with { Prompt = "{statement}" });
        Assert.Equal([1, 'a'], bare.Prompt("a"));
        using var said = LanguageModel.Load(bigram.Folder, Cpu with { Prompt = "<|begin|>{statement}" });
        Assert.Equal([1, 'a'], said.Prompt("a"));
    }

    [Theory]
    [InlineData("head_size", "genai_config.json does not say 'model.decoder.head_size'.")]
    [InlineData("filename", "genai_config.json does not say 'model.decoder.filename'.")]
    public void What_GenAIs_configuration_lacks_is_named(string field, string sentence)
    {
        using var bigram = new BigramDecoder();
        File.Delete(Path.Combine(bigram.Folder, "language-model.json"));
        var config = Config();
        config["model"]!["decoder"]!.AsObject().Remove(field);
        Write(bigram.Folder, config);
        var error = Assert.Throws<InvalidDataException>(() => LanguageModel.Load(bigram.Folder, Cpu));
        Assert.EndsWith(sentence, error.Message);
    }

    [Fact]
    public void A_folder_that_is_no_language_model_is_named()
    {
        var folder = Directory.CreateTempSubdirectory("empty-").FullName;
        var error = Assert.Throws<InvalidDataException>(() => LanguageModel.Load(folder, Cpu));
        Assert.Equal(
            $"{folder} is not a language model: it holds neither language-model.json nor genai_config.json.",
            error.Message
        );
        Directory.Delete(folder);
    }

    private static List<string> Greedy(LanguageModel model, params string[] statements)
    {
        var texts = new string[statements.Length];
        var loop = new DecodeLoop(model, 8);
        foreach (var (i, statement) in statements.Index())
        {
            loop.Add(
                new(model.Prompt(statement), 0, 0, 1, 100, []),
                text => texts[i] = text.Failure ?? text.Text,
                TestContext.Current.CancellationToken
            );
        }

        while (loop.Step()) { }
        return [.. texts];
    }

    private static JsonNode Config() =>
        JsonNode.Parse(
            """
            {
              "model": {
                "bos_token_id": 1, "eos_token_id": 0, "pad_token_id": 0, "context_length": 40, "type": "llama",
                "vocab_size": 128,
                "decoder": {
                  "filename": "decoder.onnx", "head_size": 1, "num_attention_heads": 2, "num_key_value_heads": 1,
                  "num_hidden_layers": 1
                }
              },
              "search": {"max_length": 30, "do_sample": true, "temperature": 0.6, "top_p": 0.9}
            }
            """
        )!;

    private static void Write(string folder, JsonNode config, bool begins = false)
    {
        File.WriteAllText(Path.Combine(folder, "genai_config.json"), config.ToJsonString());
        var vocabulary = new JsonObject(
            Enumerable.Range('!', 94).Select(c => KeyValuePair.Create($"{(char)c}", (JsonNode?)c))
        );
        var after = """
            {"type":"TemplateProcessing","single":[{"SpecialToken":{"id":"<|begin|>","type_id":0}},
             {"Sequence":{"id":"A","type_id":0}}]}
            """;
        var tokenizer = new JsonObject
        {
            ["added_tokens"] = JsonNode.Parse(
                """[{"id":1,"single_word":false,"lstrip":false,"rstrip":false,"normalized":false,"content":"<|begin|>","special":true}]"""
            ),
            ["normalizer"] = null,
            ["pre_tokenizer"] = JsonNode.Parse("""{"type":"ByteLevel","add_prefix_space":false,"trim_offsets":true}"""),
            ["post_processor"] = begins ? JsonNode.Parse(after) : null,
            ["model"] = new JsonObject
            {
                ["type"] = "BPE",
                ["vocab"] = vocabulary,
                ["merges"] = new JsonArray(),
            },
        };
        File.WriteAllText(Path.Combine(folder, "tokenizer.json"), tokenizer.ToJsonString());
    }
}
