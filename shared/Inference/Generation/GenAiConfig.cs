using System.Text.Json;
using Platform.Contracts;

namespace Platform.Inference.Generation;

/// <summary>
/// A language model in ONNX Runtime GenAI's layout: <c>genai_config.json</c>, the decoder that it names,
/// <c>tokenizer.json</c>. Names and sizes that the file leaves out take GenAI's own defaults. Only <c>max_length</c>
/// and <c>past_present_share_buffer</c> of its <c>search</c> section are used: the caller says how to sample.
/// </summary>
internal sealed record GenAiConfig(DecoderGraph Graph, int MaximumTokens, IReadOnlyList<int> End)
{
    public const string FileName = "genai_config.json";

    /// <exception cref="InvalidDataException">The file cannot be used; the message says why.</exception>
    public static GenAiConfig Read(string directory)
    {
        var path = Path.Combine(directory, FileName);
        try
        {
            using var file = JsonDocument.Parse(File.ReadAllBytes(path));
            return Read(file.RootElement, directory);
        }
        catch (Exception e) when (e is JsonException or InvalidOperationException or FormatException)
        {
            throw new InvalidDataException($"{path} cannot be read: {e.Message}", e);
        }
        catch (KeyNotFoundException e)
        {
            throw new InvalidDataException($"{path} {e.Message}", e);
        }
    }

    private static GenAiConfig Read(JsonElement file, string directory)
    {
        var model = Need(file, "model", "model");
        var decoder = Need(model, "decoder", "model.decoder");
        if (decoder.TryGetProperty("pipeline", out _) || model.TryGetProperty("encoder", out _))
        {
            throw new KeyNotFoundException("describes a pipeline or an encoder: one decoder graph can be run here.");
        }

        var layers = Size("num_hidden_layers");
        var heads = Find(decoder, "num_key_value_heads") ?? Size("num_attention_heads");
        var (inputs, outputs) = (Section(decoder, "inputs"), Section(decoder, "outputs"));
        var search = Section(file, "search");
        var graph = new DecoderGraph(
            Path.Combine(directory, Need(decoder, "filename", "model.decoder.filename").GetString()!),
            Name(inputs, "input_ids", "input_ids"),
            Name(inputs, "attention_mask", "attention_mask"),
            Name(inputs, "position_ids", "position_ids"),
            null,
            1,
            Name(outputs, "logits", "logits"),
            DecoderGraph.Layers(
                Name(inputs, "past_key_names", "past_key_values.%d.key"),
                Name(inputs, "past_value_names", "past_key_values.%d.value"),
                layers
            ),
            DecoderGraph.Layers(
                Name(outputs, "present_key_names", "present.%d.key"),
                Name(outputs, "present_value_names", "present.%d.value"),
                layers
            ),
            new KeyValueCache(layers, heads, Size("head_size"), Shares(search))
        );
        var longest = Need(model, "context_length", "model.context_length").GetInt32();
        if (search is { } section && Find(section, "max_length") is > 1 and { } length)
        {
            longest = Math.Min(longest, length);
        }

        return new(graph, longest, Ids(Need(model, "eos_token_id", "model.eos_token_id")));

        int Size(string name) => Need(decoder, name, $"model.decoder.{name}").GetInt32();
    }

    private static JsonElement Need(JsonElement element, string name, string path) =>
        element.TryGetProperty(name, out var value) ? value : throw new KeyNotFoundException($"does not say '{path}'.");

    private static bool Shares(JsonElement? search) =>
        search is { } section
        && section.TryGetProperty("past_present_share_buffer", out var value)
        && value.GetBoolean();

    private static JsonElement? Section(JsonElement element, string name) =>
        element.TryGetProperty(name, out var value) ? value : null;

    private static int? Find(JsonElement element, string name) =>
        element.TryGetProperty(name, out var value) ? value.GetInt32() : null;

    private static string Name(JsonElement? section, string name, string usual) =>
        section is { } names && names.TryGetProperty(name, out var value) ? value.GetString()! : usual;

    private static int[] Ids(JsonElement value) =>
        value.ValueKind == JsonValueKind.Array
            ? [.. value.EnumerateArray().Select(id => id.GetInt32())]
            : [value.GetInt32()];
}
