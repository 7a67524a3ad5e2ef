using System.Text.Json;
using System.Text.Json.Nodes;
using Platform.Inference;
using Platform.Tests;

namespace Platform.UnitTests.Inference;

/// <summary>
/// Ids and texts produced by Hugging Face's own implementation; TokenizerReference/make.mjs created the file and explains
/// how.
/// </summary>
public sealed class TokenizerReferenceTests
{
    private static readonly JsonNode Reference = JsonNode.Parse(
        File.ReadAllText(Checkout.At("tests/UnitTests/Inference/TokenizerReference/reference.json"))
    )!;

    public static TheoryData<string> Variants => [.. Reference["variants"]!.AsArray().Select(v => (string)v!["name"]!)];

    [Theory]
    [MemberData(nameof(Variants))]
    public void Twenty_texts_have_the_ids_of_the_reference(string variant)
    {
        var (tokenizer, cases) = Load(variant);
        Assert.Equal(20, cases.Count);
        foreach (var (text, ids, _) in cases)
        {
            var got = new List<int>();
            tokenizer.Encode(text, got);
            Assert.True(ids.SequenceEqual(got), $"'{text}': [{string.Join(", ", got)}]");
        }
    }

    [Theory]
    [MemberData(nameof(Variants))]
    public void Twenty_texts_come_back_as_the_reference_gives_them(string variant)
    {
        var (tokenizer, cases) = Load(variant);
        var begin = tokenizer.Cut("<|begin|>")[0].Special!.Value;
        foreach (var (_, ids, decoded) in cases)
        {
            Assert.Equal(decoded, tokenizer.Decode([begin, .. ids]));
        }
    }

    [Theory]
    [MemberData(nameof(Variants))]
    public void Any_text_comes_back_composed_where_the_file_asks_for_it(string variant)
    {
        var (tokenizer, random) = (Load(variant).Tokenizer, new Random(8));
        for (var i = 0; i < 500; i++)
        {
            var text = AnyUnicode.Text(random);
            var back = RoundTrip(tokenizer, text);
            if (variant != "like Qwen")
            {
                Assert.Equal(text, back);
            }

            Assert.Equal(back, RoundTrip(tokenizer, back));
        }
        Assert.Equal(variant == "like Qwen" ? "\u00e9" : "e\u0301", RoundTrip(tokenizer, "e\u0301"));
    }

    private static string RoundTrip(Tokenizer tokenizer, string text)
    {
        var ids = new List<int>();
        tokenizer.Encode(text, ids);
        return tokenizer.Decode(ids);
    }

    private static (Tokenizer Tokenizer, List<Case> Cases) Load(string name)
    {
        var variant = Reference["variants"]!.AsArray().Single(v => (string)v!["name"]! == name)!;
        var file = new JsonObject
        {
            ["added_tokens"] = Reference["added_tokens"]!.DeepClone(),
            ["normalizer"] = variant["normalizer"]?.DeepClone(),
            ["pre_tokenizer"] = variant["pre_tokenizer"]!.DeepClone(),
            ["model"] = new JsonObject
            {
                ["type"] = "BPE",
                ["vocab"] = Reference["vocab"]!.DeepClone(),
                ["merges"] = Reference["merges"]!.DeepClone(),
            },
        };
        var path = Path.GetTempFileName();
        File.WriteAllText(path, file.ToJsonString());
        try
        {
            return (
                HuggingFaceTokenizer.Load(path),
                variant["cases"].Deserialize<List<Case>>(JsonSerializerOptions.Web)!
            );
        }
        finally
        {
            File.Delete(path);
        }
    }

    private sealed record Case(string Text, int[] Ids, string Decoded);
}
