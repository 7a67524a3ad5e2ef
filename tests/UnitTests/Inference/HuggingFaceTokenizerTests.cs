using System.Text;
using System.Text.Json.Nodes;
using System.Text.RegularExpressions;
using Platform.Inference;

namespace Platform.UnitTests.Inference;

public sealed class HuggingFaceTokenizerTests : IDisposable
{
    private const string Qwen =
        @"(?i:'s|'t|'re|'ve|'m|'ll|'d)|[^\r\n\p{L}\p{N}]?\p{L}+|\p{N}| ?[^\s\p{L}\p{N}]+[\r\n]*|\s*[\r\n]+|\s+(?!\S)|\s+";

    private static readonly string[] Merges =
    [
        "t h",
        "th e",
        "Ġ the",
        "1 0",
        "e r",
        "i n",
        "in g",
        "Ġ Ġ",
        "Ċ Ċ",
        "Ã ©",
        "Ġ a",
    ];

    private readonly string _path = Path.GetTempFileName();

    [Fact]
    public void Words_are_merged_as_the_obvious_loop_does()
    {
        var tokenizer = Load(File());
        var random = new Random(11);
        string[] parts = ["the", " the", "er", "ing", "1", "0", " ", "\n", "é", "数", "😀", "𝑥", "'s", "=", "a", "\t"];
        for (var i = 0; i < 500; i++)
        {
            var text = string.Concat(
                Enumerable.Range(0, random.Next(12)).Select(_ => parts[random.Next(parts.Length)])
            );
            Assert.Equal(Oracle(text), Encode(tokenizer, text));
        }
    }

    [Fact]
    public void Mathematical_italics_are_letters()
    {
        // "𝑥" is one word with the letter before it; as UTF-16 the expression would see no letter.
        var file = File();
        file["pre_tokenizer"] = JsonNode.Parse(
            """
            {"type":"Sequence","pretokenizers":[
                {"type":"Split","pattern":{"Regex":"\\p{L}+"},"behavior":"Isolated","invert":false},
                {"type":"ByteLevel","add_prefix_space":false,"trim_offsets":true,"use_regex":false}]}
            """
        );
        var merge = Bytes("a𝑥");
        var pieces = merge.Select(c => c.ToString()).ToList();
        for (var (i, left) = (1, pieces[0]); i < pieces.Count; left += pieces[i++])
        {
            file["model"]!["merges"]!.AsArray().Add($"{left} {pieces[i]}");
            file["model"]!["vocab"]![left + pieces[i]] = 500 + i;
        }
        Assert.Equal([500 + pieces.Count - 1], Encode(Load(file), "a𝑥"));
    }

    [Fact]
    public void Special_tokens_are_found_in_a_template_and_never_in_a_text()
    {
        var tokenizer = Load(File());
        Assert.Equal(
            [(267, ""), (null, "{step} x"), (268, ""), (269, "")],
            tokenizer.Cut("<|a|>{step} x<|ab|><t>").Select(c => (c.Special, c.Text))
        );
        Assert.Equal(Oracle("x<|a|>y"), Encode(tokenizer, "x<|a|>y"));
        Assert.Equal([.. Oracle("x"), 269, .. Oracle("y")], Encode(tokenizer, "x<t>y"));
    }

    [Fact]
    public void Composition_is_done_where_the_file_asks_for_it()
    {
        var file = File();
        Assert.NotEqual(Encode(Load(file), "é"), Encode(Load(file), "e\u0301"));
        file["normalizer"] = JsonNode.Parse("""{"type":"NFC"}""");
        Assert.Equal(Encode(Load(file), "é"), Encode(Load(file), "e\u0301"));
    }

    [Fact]
    public void Merges_may_be_pairs()
    {
        var file = File();
        var pairs = Merges.Select(m => new JsonArray([.. m.Split(' ').Select(p => (JsonNode)p)]));
        file["model"]!["merges"] = new JsonArray([.. pairs]);
        Assert.Equal(Oracle("the thing"), Encode(Load(file), "the thing"));
    }

    [Theory]
    [InlineData("model", """{"type":"Nonsense","vocab":{},"merges":[]}""")]
    [InlineData("model", """{"type":"BPE"}""")]
    [InlineData("normalizer", """{"type":"Nonsense"}""")]
    [InlineData("pre_tokenizer", "17")]
    public void What_is_no_tokenizer_is_refused_when_it_is_loaded(string field, string value)
    {
        var file = File();
        file[field] = JsonNode.Parse(value);
        var error = Assert.Throws<InvalidDataException>(() => Load(file));
        Assert.StartsWith($"{_path} is not a tokenizer that can be used here: ", error.Message);
    }

    [Fact]
    public void SentencePiece_falls_back_to_bytes_and_a_space_is_part_of_its_word()
    {
        string[] pieces = ["<unk>", "<s>", "</s>", "▁", "a", "b", "▁a", "ab", "▁ab"];
        var vocabulary = new JsonObject();
        foreach (var piece in pieces)
        {
            vocabulary[piece] = vocabulary.Count;
        }

        for (var value = 0; value < 256; value++)
        {
            vocabulary[$"<0x{value:X2}>"] = vocabulary.Count;
        }

        var tokenizer = Load(
            new JsonObject
            {
                ["added_tokens"] = JsonNode.Parse(
                    """[{"id":1,"single_word":false,"lstrip":false,"rstrip":false,"normalized":false,"content":"<s>","special":true}]"""
                ),
                ["normalizer"] = JsonNode.Parse(
                    """
                    {"type":"Sequence","normalizers":[
                        {"type":"Prepend","prepend":"▁"},
                        {"type":"Replace","pattern":{"String":" "},"content":"▁"}]}
                    """
                ),
                ["pre_tokenizer"] = null,
                ["post_processor"] = JsonNode.Parse(
                    """
                    {"type":"TemplateProcessing",
                     "single":[{"SpecialToken":{"id":"<s>","type_id":0}},{"Sequence":{"id":"A","type_id":0}}],
                     "pair":[{"Sequence":{"id":"A","type_id":0}},{"Sequence":{"id":"B","type_id":1}}],
                     "special_tokens":{"<s>":{"id":"<s>","ids":[1],"tokens":["<s>"]}}}
                    """
                ),
                ["model"] = new JsonObject
                {
                    ["type"] = "BPE",
                    ["byte_fallback"] = true,
                    ["unk_token"] = "<unk>",
                    ["vocab"] = vocabulary,
                    ["merges"] = new JsonArray("▁ a", "a b", "▁ ab"),
                },
            }
        );

        // Equal to the published order of merges: the best-ranked pair first, so "▁ ab" from "▁a b" is not made.
        Assert.Equal([6, 5, 3, 9 + 0xC3, 9 + 0xA9], Encode(tokenizer, "ab é"));
        Assert.Equal(" ab é", tokenizer.Decode([1, 8, 3, 9 + 0xC3, 9 + 0xA9]));
        Assert.Equal([1], tokenizer.Begin);
        Assert.Equal([(1, ""), (null, "ab")], tokenizer.Cut("<s>ab").Select(c => (c.Special, c.Text)));
    }

    [Fact]
    public void Several_threads_get_the_ids_that_one_thread_gets()
    {
        var tokenizer = Load(File());
        string[] texts = [.. Enumerable.Range(0, 200).Select(i => $"the thing {i} é{new string('1', i)} <|a|>")];
        var expected = texts.Select(t => Encode(tokenizer, t)).ToArray();

        var got = new List<int>[texts.Length];
        Parallel.For(0, texts.Length, i => got[i] = Encode(tokenizer, texts[i]));

        Assert.Equal(expected, got);
    }

    public void Dispose() => System.IO.File.Delete(_path);

    private HuggingFaceTokenizer Load(JsonObject file)
    {
        System.IO.File.WriteAllText(_path, file.ToJsonString());
        return HuggingFaceTokenizer.Load(_path);
    }

    private static List<int> Encode(Tokenizer tokenizer, string text)
    {
        var ids = new List<int>();
        tokenizer.Encode(text, ids);
        return ids;
    }

    private static JsonObject File() =>
        new()
        {
            ["added_tokens"] = JsonNode.Parse(
                """
                [{"id":267,"single_word":false,"lstrip":false,"rstrip":false,"normalized":false,"content":"<|a|>","special":true},{"id":268,"single_word":false,"lstrip":false,"rstrip":false,"normalized":false,"content":"<|ab|>","special":true},
                 {"id":269,"single_word":false,"lstrip":false,"rstrip":false,"normalized":false,"content":"<t>","special":false}]
                """
            ),
            ["normalizer"] = null,
            ["pre_tokenizer"] = new JsonObject
            {
                ["type"] = "Sequence",
                ["pretokenizers"] = new JsonArray(
                    new JsonObject
                    {
                        ["type"] = "Split",
                        ["pattern"] = new JsonObject { ["Regex"] = Qwen },
                        ["behavior"] = "Isolated",
                        ["invert"] = false,
                    },
                    new JsonObject
                    {
                        ["type"] = "ByteLevel",
                        ["add_prefix_space"] = false,
                        ["trim_offsets"] = true,
                        ["use_regex"] = false,
                    }
                ),
            },
            ["model"] = new JsonObject
            {
                ["type"] = "BPE",
                ["vocab"] = new JsonObject(Vocabulary().Select(v => KeyValuePair.Create(v.Key, (JsonNode?)v.Value))),
                ["merges"] = new JsonArray([.. Merges.Select(m => (JsonNode)m)]),
            },
        };

    private static Dictionary<string, int> Vocabulary()
    {
        var tokens = Enumerable
            .Range(0, 256)
            .Select(b => Letter((byte)b).ToString())
            .Concat(Merges.Select(m => m.Replace(" ", "")));
        return tokens.Select((token, id) => (token, id)).ToDictionary(t => t.token, t => t.id);
    }

    /// <summary>
    /// Splits each word into bytes, then repeatedly merges the best-ranked pair everywhere until there is none.
    /// </summary>
    private static List<int> Oracle(string text)
    {
        var vocabulary = Vocabulary();
        var ids = new List<int>();
        foreach (Match word in Regex.Matches(text.Replace("𝑥", "ж"), Qwen))
        {
            var pieces = Bytes(word.Value.Replace("ж", "𝑥")).Select(c => c.ToString()).ToList();
            foreach (var (left, right) in Ranked(pieces))
            {
                for (var i = 0; i + 1 < pieces.Count; i++)
                {
                    if (pieces[i] == left && pieces[i + 1] == right)
                    {
                        pieces[i] += right;
                        pieces.RemoveAt(i + 1);
                    }
                }
            }

            ids.AddRange(pieces.Select(p => vocabulary[p]));
        }
        return ids;
    }

    private static IEnumerable<(string Left, string Right)> Ranked(List<string> pieces)
    {
        while (Merges.Select(m => m.Split(' ')).FirstOrDefault(m => Stands(pieces, m)) is { } merge)
        {
            yield return (merge[0], merge[1]);
        }
    }

    private static bool Stands(List<string> pieces, string[] merge) =>
        Enumerable.Range(0, Math.Max(0, pieces.Count - 1)).Any(i => pieces[i] == merge[0] && pieces[i + 1] == merge[1]);

    private static string Bytes(string text) => string.Concat(Encoding.UTF8.GetBytes(text).Select(Letter));

    /// <summary>GPT-2's letters for bytes: printable ones stand for themselves, the others follow from U+0100.</summary>
    private static char Letter(byte value)
    {
        static bool Prints(int b) => b is >= '!' and <= '~' or >= 0xA1 and <= 0xAC or >= 0xAE;
        return (char)(Prints(value) ? value : 256 + Enumerable.Range(0, value).Count(b => !Prints(b)));
    }
}
