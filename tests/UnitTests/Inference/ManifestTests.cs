using System.Text;
using System.Text.Json.Nodes;
using Platform.Inference;
using Platform.Tests;

namespace Platform.UnitTests.Inference;

public sealed class ManifestTests
{
    [Theory]
    [InlineData("name", "\"a b\"", "'name' must be letters, digits, '.', '_' and '-'")]
    [InlineData("kind", "\"prm\"", "'kind' must be process or outcome")]
    [InlineData("classes", "[\"good\",\"bad\"]", "'classes' holds 'good': classes are negative, neutral, positive")]
    [InlineData("classes", "[\"negative\"]", "'classes' must hold positive")]
    [InlineData("classes", "[\"positive\",\"positive\"]", "'classes' names one class twice")]
    [InlineData("maximumTokens", "0", "'maximumTokens' must be at least 1")]
    [InlineData("output", "\"\"", "'output' must name the graph's output")]
    [InlineData("read", "\"there\"", "'read' must be separator, stepEnd, beforeLabel, last or pooled")]
    [InlineData("read", "\"last\"", "'read' is last, which is one score a solution, but 'kind' is process")]
    [InlineData("tokenizer.kind", "\"words\"", "'tokenizer.kind' must be bytes, pieces or huggingFace")]
    [InlineData("tokenizer.vocabulary", "null", "'tokenizer.vocabulary' must be the number of ids")]
    [InlineData("template", "null", "'template' is missing")]
    [InlineData(
        "template.separator",
        "[]",
        "'read' is separator: 'template.separator' and 'template.lastSeparator' must hold"
    )]
    [InlineData("template.prefix", "[{\"text\":\"Q:\"}]", "'template.prefix' must hold {statement} once")]
    [InlineData("template.step", "[{\"text\":\"{step}{step}\"}]", "'template.step' must hold {step} once")]
    [InlineData("template.suffix", "[{}]", "'template.suffix': a piece has either 'text' or 'ids'")]
    [InlineData("head.kind", "\"tanh\"", "'head.kind' must be softmax, probabilities, sigmoid or labelTokens")]
    [InlineData("head.kind", "\"labelTokens\"", "'head.kind' is labelTokens, which needs at least two 'classes'")]
    [InlineData("golden", "null", "'golden' must give 'statement', 'steps' and 'expected'")]
    [InlineData(
        "half",
        "[{\"type\":\"int8\",\"model\":\"model.int8.onnx\"}]",
        "'half' must give 'type' (float16 or bfloat16)"
    )]
    [InlineData("golden.expected", "[[0.5]]", "'golden.expected' must hold 4 row(s) of 1 value(s), one a class")]
    [InlineData("golden.tolerance", "0", "'golden.tolerance' must be above 0")]
    public void What_is_wrong_is_said_with_its_field(string field, string value, string sentence)
    {
        var error = Assert.Throws<InvalidDataException>(() => Parse(field, value));
        Assert.Equal($"here.json: {sentence}", error.Message[..Math.Min(error.Message.Length, sentence.Length + 11)]);
    }

    [Theory]
    [InlineData("maximumTokens", "\"many\"", "here.json: 'maximumTokens' at line 1 cannot be read")]
    [InlineData("template.step", "[{\"text\":5}]", "here.json: 'template.step[0].text' at line 1 cannot be read")]
    [InlineData("maximumToken", "5", "here.json: 'maximumToken' at line 1 cannot be read")]
    [InlineData("tokenizer.vocab", "5", "here.json: 'tokenizer.vocab' at line 1 cannot be read")]
    public void What_cannot_be_read_or_is_not_known_is_named(string field, string value, string sentence)
    {
        var error = Assert.Throws<InvalidDataException>(() => Parse(field, value));
        Assert.StartsWith(sentence, error.Message);
    }

    [Theory]
    [InlineData("offset", "-1", "'tokenizer.offset' must not be negative")]
    [InlineData("largestNumber", "-1", "'tokenizer.largestNumber' must be 0 to 1000000")]
    [InlineData("pieces", "[\"x\",\"\"]", "'tokenizer.pieces' holds ''")]
    [InlineData("pieces", "[\"x2\"]", "'tokenizer.pieces' holds 'x2': a piece is a text without digits")]
    [InlineData("pieces", "[\"x\",null]", "'tokenizer.pieces' holds null")]
    [InlineData("pieces", "[\"x\",\"y\",\"x\"]", "'tokenizer.pieces' holds 'x' twice")]
    public void A_tokenizer_of_pieces_needs_pieces_that_can_be_found(string field, string value, string sentence)
    {
        var manifest = Shipped();
        manifest["tokenizer"] = JsonNode.Parse(
            """{"kind":"pieces","pad":0,"offset":3,"largestNumber":9,"pieces":["ab"]}"""
        );
        Parse(manifest);
        manifest["tokenizer"]![field] = JsonNode.Parse(value);
        var error = Assert.Throws<InvalidDataException>(() => Parse(manifest));
        Assert.StartsWith($"here.json: {sentence}", error.Message);
    }

    [Fact]
    public void Every_class_of_a_label_token_head_needs_its_token()
    {
        var manifest = Shipped();
        manifest["classes"] = new JsonArray("positive", "negative");
        manifest["head"] = JsonNode.Parse("""{"kind":"labelTokens","labelTokens":{"positive":5}}""");
        manifest["golden"]!["expected"] = JsonNode.Parse("[[1,0],[1,0],[1,0],[1,0]]");
        var error = Assert.Throws<InvalidDataException>(() => Parse(manifest));
        Assert.Equal("here.json: 'head.labelTokens.negative' must be the token id of that class.", error.Message);
    }

    [Fact]
    public void A_folder_without_a_manifest_is_no_reward_model()
    {
        var error = Assert.Throws<InvalidDataException>(() => Manifest.Read(Checkout.At("samples")));
        Assert.EndsWith("samples is not a reward model: it holds no reward-model.json.", error.Message);
    }

    [Fact]
    public void Everything_that_is_wrong_is_said_at_once()
    {
        var error = Assert.Throws<InvalidDataException>(() => Manifest.Parse("{}"u8, "here.json"));
        foreach (
            var field in new[]
            {
                "name",
                "kind",
                "classes",
                "maximumTokens",
                "tokenizer.kind",
                "template",
                "read",
                "head.kind",
                "golden",
            }
        )
        {
            Assert.Contains($"'{field}'", error.Message);
        }
    }

    private static JsonObject Shipped() =>
        JsonNode.Parse(File.ReadAllText(Checkout.At("tests/Models/prm-bootstrap/reward-model.json")))!.AsObject();

    private static void Parse(string field, string value)
    {
        var manifest = Shipped();
        var path = field.Split('.');
        var parent = path[..^1].Aggregate((JsonNode)manifest, (node, name) => node[name]!);
        parent[path[^1]] = JsonNode.Parse(value);
        Parse(manifest);
    }

    private static void Parse(JsonObject manifest) =>
        Manifest.Parse(Encoding.UTF8.GetBytes(manifest.ToJsonString()), "here.json");
}
