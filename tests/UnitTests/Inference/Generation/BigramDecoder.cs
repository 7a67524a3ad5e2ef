using System.Text.Json;
using System.Text.Json.Nodes;
using Platform.Networks.Graphs;

namespace Platform.UnitTests.Inference.Generation;

/// <summary>
/// A decoder whose text is known without running it: the next byte after b is b + 1, after 'z' the end. It also reads its KV
/// cache: each token's value is 1, and the logits are uninformative unless as many tokens are attended as there are
/// positions.
/// </summary>
internal sealed class BigramDecoder : IDisposable
{
    public const int Vocabulary = 128;

    public string Folder { get; } = Directory.CreateTempSubdirectory("bigram-").FullName;

    /// <param name="tuned">Changes the graph's outputs before it is written.</param>
    /// <param name="names">Names of the input and output keys and values, as templates.</param>
    public BigramDecoder(
        Func<Graph, Tensor, Tensor>? tuned = null,
        (string Key, string Value, string PresentKey, string PresentValue)? names = null
    )
    {
        var (key, value, presentKey, presentValue) =
            names ?? ("past_key_values.0.key", "past_key_values.0.value", "present.0.key", "present.0.value");
        var graph = new Graph();
        var ids = graph.Input("input_ids", ElementType.Int64, "batch", "sequence");
        var mask = graph.Input("attention_mask", ElementType.Int64, "batch", "total");
        var positions = graph.Input("position_ids", ElementType.Int64, "batch", "sequence");
        var table = new float[Vocabulary * Vocabulary];
        for (var id = 0; id < Vocabulary; id++)
        {
            table[id * Vocabulary + (id is >= 'z' or 0 ? 0 : id + 1)] = 10;
        }

        var logits = graph.Gather(graph.Numbers(table, Vocabulary, Vocabulary), ids);
        var ones = graph.Reshape(graph.ToReal(positions) * 0 + 1, "batch", 1, "sequence", 1);
        var values = graph.Concat(2, "total", graph.Input(value, "batch", 1, "past", 1), ones);
        var keys = graph.Concat(2, "total", graph.Input(key, "batch", 1, "past", 1), ones);
        // Attended values of the cache minus positions: 0 at the last token of a row that is right.
        var attended = graph.Sum(graph.Reshape(values, "batch", "total") * graph.ToReal(mask), true, 1);
        var surplus = attended - graph.ToReal(positions) + -1;
        var certain = graph.Reshape(graph.Exp(surplus * surplus * -50), "batch", "sequence", 1);
        logits = logits * certain;
        graph.Output("logits", tuned is null ? logits : tuned(graph, logits));
        graph.Output(presentKey, keys);
        graph.Output(presentValue, values);
        File.WriteAllBytes(Path.Combine(Folder, "model.onnx"), OnnxFile.Write(graph, "bigram"));
        Save();
    }

    public JsonObject Manifest { get; } =
        JsonNode
            .Parse(
                """
                {
                  "name": "bigram",
                  "maximumTokens": 40,
                  "tokenizer": {"kind": "bytes", "vocabulary": 128, "pad": 0, "reserved": [0]},
                  "prompt": [{"text": "Q:{statement}"}],
                  "end": [0],
                  "cache": {"layers": 1, "heads": 1, "headSize": 1},
                  "nGram": 1,
                  "golden": {"statement": "abc", "completion": "def", "tokens": 3}
                }
                """
            )!
            .AsObject();

    public void Save() =>
        File.WriteAllText(
            Path.Combine(Folder, "language-model.json"),
            Manifest.ToJsonString(JsonSerializerOptions.Web)
        );

    public void Dispose() => Directory.Delete(Folder, recursive: true);
}
