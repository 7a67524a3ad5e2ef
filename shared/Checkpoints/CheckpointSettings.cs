using System.Text.Json;
using Platform.Inference;
using Platform.Networks.Llama;

namespace Platform.Checkpoints;

/// <summary>
/// What a checkpoint's JSON files say beside the network: <c>architectures</c> and end tokens of <c>config.json</c> and
/// <c>generation_config.json</c>, special tokens and the chat template of <c>tokenizer_config.json</c>.
/// </summary>
/// <param name="Architecture">The first of <c>architectures</c>; empty: none.</param>
/// <param name="EndIds">Ids that end a text.</param>
/// <param name="PadId">Id that pads rows; null: not named.</param>
/// <param name="BeginToken">Text of the token that begins a text; null: not named.</param>
/// <param name="EndToken">Text of the end token; null: not named.</param>
/// <param name="PadToken">Text of the padding token; null: not named.</param>
/// <param name="ChatTemplate">The chat template (Jinja); null: none.</param>
internal sealed record CheckpointSettings(
    string Architecture,
    IReadOnlyList<int> EndIds,
    int? PadId,
    string? BeginToken,
    string? EndToken,
    string? PadToken,
    string? ChatTemplate
)
{
    private const string TokenizerFile = "tokenizer_config.json";
    private const string TemplateFile = "chat_template.jinja";

    /// <exception cref="InvalidDataException">A file is not JSON.</exception>
    public static CheckpointSettings Read(string directory)
    {
        var config = Parse(directory, LlamaConfig.FileName);
        var generation = Parse(directory, "generation_config.json");
        var tokenizer = Parse(directory, TokenizerFile);
        string template = Path.Combine(directory, TemplateFile);
        return new(
            Get(config, "architectures") is { ValueKind: JsonValueKind.Array } names && names.GetArrayLength() > 0
                ? names[0].GetString() ?? ""
                : "",
            [.. Ids(Get(generation, "eos_token_id")).Concat(Ids(Get(config, "eos_token_id"))).Distinct()],
            Ids(Get(config, "pad_token_id")).Cast<int?>().FirstOrDefault(),
            Token(tokenizer, "bos_token"),
            Token(tokenizer, "eos_token"),
            Token(tokenizer, "pad_token"),
            File.Exists(template) ? File.ReadAllText(template) : Template(Get(tokenizer, "chat_template"))
        );
    }

    /// <summary>Ids that end a solution.</summary>
    /// <exception cref="InvalidDataException">No file names one.</exception>
    public IReadOnlyList<int> End(Tokenizer tokenizer)
    {
        IReadOnlyList<int> named = EndToken is null ? [] : IdOf(tokenizer, EndToken);
        int[] ids = [.. named.Concat(EndIds).Distinct()];
        return ids.Length > 0
            ? ids
            : throw new InvalidDataException(
                $"no end token is named: set eos_token in {TokenizerFile} or eos_token_id in {LlamaConfig.FileName}."
            );
    }

    /// <summary>The id that pads rows on the right, where nothing attends to it.</summary>
    public int Pad(Tokenizer tokenizer) =>
        PadToken is { } token && IdOf(tokenizer, token) is [var id] ? id : PadId ?? EndIds.FirstOrDefault();

    private static IReadOnlyList<int> IdOf(Tokenizer tokenizer, string token) =>
        tokenizer.Cut(token) is [{ Special: { } id }] ? [id] : [];

    private static JsonElement? Parse(string directory, string file)
    {
        string path = Path.Combine(directory, file);
        if (!File.Exists(path))
        {
            return null;
        }

        try
        {
            using var document = JsonDocument.Parse(File.ReadAllBytes(path));
            return document.RootElement.Clone();
        }
        catch (JsonException e)
        {
            throw new InvalidDataException($"{path} is not JSON: {e.Message}", e);
        }
    }

    private static JsonElement? Get(JsonElement? element, string name) =>
        element is { ValueKind: JsonValueKind.Object } parent && parent.TryGetProperty(name, out var value)
            ? value
            : null;

    private static IEnumerable<int> Ids(JsonElement? value) =>
        value switch
        {
            { ValueKind: JsonValueKind.Number } id => [id.GetInt32()],
            { ValueKind: JsonValueKind.Array } ids => ids.EnumerateArray().Select(id => id.GetInt32()),
            _ => [],
        };

    /// <summary>A template is a text, or the one called default in a list of templates with names.</summary>
    private static string? Template(JsonElement? value) =>
        value switch
        {
            { ValueKind: JsonValueKind.String } text => text.GetString(),
            { ValueKind: JsonValueKind.Array } named => named
                .EnumerateArray()
                .Where(template => Token(template, "name") == "default")
                .Select(template => Token(template, "template"))
                .FirstOrDefault(),
            _ => null,
        };

    /// <summary>A token is a text, or an object with its text as <c>content</c>.</summary>
    private static string? Token(JsonElement? file, string name) =>
        Get(file, name) switch
        {
            { ValueKind: JsonValueKind.String } text => text.GetString(),
            { ValueKind: JsonValueKind.Object } token => Get(token, "content")?.GetString(),
            _ => null,
        };
}
