using System.Text.Json;
using System.Text.RegularExpressions;
using Microsoft.ML.Tokenizers;

namespace Platform.Inference;

/// <summary>
/// Byte-level BPE as described by Hugging Face's <c>tokenizer.json</c> (GPT-2, Qwen, Llama 3 and similar).
/// Microsoft.ML.Tokenizers does the merging. Other kinds, such as SentencePiece, are rejected when the file is read.
/// </summary>
public sealed class BytePairTokenizer : Tokenizer
{
    /// <summary>GPT-2's regular expression, which <c>ByteLevel</c> applies unless <c>use_regex</c> is false.</summary>
    private const string Gpt2 = @"'s|'t|'re|'ve|'m|'ll|'d| ?\p{L}+| ?\p{N}+| ?[^\s\p{L}\p{N}]+|\s+(?!\S)|\s+";

    private readonly BpeTokenizer _merger;
    private readonly bool _compose;
    private readonly Dictionary<string, int> _special = [];
    private readonly Dictionary<string, int> _added = [];
    private readonly Regex? _specials;
    private readonly Regex? _addeds;
    private readonly Dictionary<int, byte[]> _bytes = [];

    private BytePairTokenizer(JsonElement file)
    {
        var model = file.GetProperty("model");
        Refuse(Text(model, "type") is not ("BPE" or null), $"model of type {Text(model, "type")}");
        Refuse(Flag(model, "byte_fallback"), "byte fallback (a SentencePiece model)");
        _compose = Composes(file.GetProperty("normalizer"));
        foreach (var token in model.GetProperty("vocab").EnumerateObject())
            _bytes[token.Value.GetInt32()] = ByteLetters.Bytes(token.Name);
        foreach (var token in file.GetProperty("added_tokens").EnumerateArray())
        {
            var (content, id) = (Text(token, "content")!, token.GetProperty("id").GetInt32());
            _special[content] = id;
            if (!Flag(token, "special"))
                _added[content] = id;
            _bytes[id] = Flag(token, "special") ? [] : ByteLetters.Bytes(content);
        }
        (_specials, _addeds) = (AnyOf(_special.Keys), AnyOf(_added.Keys));
        Begin = file.TryGetProperty("post_processor", out var after) ? [.. Beginning(after)] : [];
        _merger = BpeTokenizer.Create(
            new BpeOptions(
                model
                    .GetProperty("vocab")
                    .EnumerateObject()
                    .Select(p => KeyValuePair.Create(p.Name, p.Value.GetInt32()))
            )
            {
                Merges = model.GetProperty("merges").EnumerateArray().Select(Merge).ToList(),
                ByteLevel = true,
                PreTokenizer = new PreTokenizerChain(Rules(file.GetProperty("pre_tokenizer")).ToArray()),
            }
        );
    }

    /// <exception cref="InvalidDataException">The file is missing or broken, or is not a byte-level BPE.</exception>
    public static BytePairTokenizer Load(string path)
    {
        if (!File.Exists(path))
            throw new InvalidDataException($"{path} is missing: the manifest names it as its tokenizer.");
        try
        {
            using var file = JsonDocument.Parse(File.ReadAllBytes(path));
            return new BytePairTokenizer(file.RootElement);
        }
        catch (Exception e)
            when (e is JsonException or KeyNotFoundException or InvalidOperationException or NotSupportedException)
        {
            throw new InvalidDataException($"{path} is not a tokenizer that can be used here: {e.Message}", e);
        }
    }

    public override IReadOnlyList<int> Begin { get; }

    public override void Encode(string text, List<int> ids)
    {
        foreach (var (id, part) in Split(text, _addeds, _added))
            if (id is { } known)
                ids.Add(known);
            else if (part.Length > 0)
                ids.AddRange(_merger.EncodeToIds(_compose ? Composition.Compose(part) : part));
    }

    public override IReadOnlyList<(int? Special, string Text)> Cut(string template) =>
        [.. Split(template, _specials, _special)];

    public override ReadOnlySpan<byte> BytesOf(int id) => _bytes.GetValueOrDefault(id);

    private static IEnumerable<(int? Id, string Text)> Split(string text, Regex? tokens, Dictionary<string, int> known)
    {
        var start = 0;
        foreach (var match in tokens?.Matches(text) ?? Enumerable.Empty<Match>())
        {
            if (match.Index > start)
                yield return (null, text[start..match.Index]);
            yield return (known[match.Value], "");
            start = match.Index + match.Length;
        }
        if (start < text.Length)
            yield return (null, text[start..]);
    }

    private static Regex? AnyOf(IEnumerable<string> tokens)
    {
        var longestFirst = tokens.OrderByDescending(t => t.Length).Select(Regex.Escape).ToList();
        return longestFirst.Count == 0
            ? null
            : new Regex(string.Join('|', longestFirst), RegexOptions.CultureInvariant);
    }

    private static string Merge(JsonElement merge) =>
        merge.ValueKind == JsonValueKind.String ? merge.GetString()! : $"{merge[0].GetString()} {merge[1].GetString()}";

    private static bool Composes(JsonElement normalizer)
    {
        if (normalizer.ValueKind == JsonValueKind.Null)
            return false;
        var type = Text(normalizer, "type");
        if (type == "Sequence")
            return normalizer.GetProperty("normalizers").EnumerateArray().ToList().Exists(Composes);
        Refuse(type != "NFC", $"normalizer of type {type}");
        return true;
    }

    private static IEnumerable<string> Rules(JsonElement step)
    {
        switch (Text(step, "type"))
        {
            case "Sequence":
                return step.GetProperty("pretokenizers").EnumerateArray().SelectMany(Rules);
            case "ByteLevel":
                Refuse(Flag(step, "add_prefix_space"), "pre-tokenizer that adds a space before the text");
                return !step.TryGetProperty("use_regex", out _) || Flag(step, "use_regex") ? [Gpt2] : [];
            case "Split":
                Refuse(Text(step, "behavior") != "Isolated", $"split with behaviour {Text(step, "behavior")}");
                Refuse(Flag(step, "invert"), "inverted split");
                var pattern = step.GetProperty("pattern");
                return [Text(pattern, "Regex") ?? Regex.Escape(Text(pattern, "String")!)];
            case "Digits":
                return [Flag(step, "individual_digits") ? @"\p{N}" : @"\p{N}+"];
            default:
                throw new NotSupportedException($"pre-tokenizer of type {Text(step, "type")}");
        }
    }

    /// <summary>Special tokens before the text in a template for single texts.</summary>
    private IEnumerable<int> Beginning(JsonElement step)
    {
        if (step.ValueKind != JsonValueKind.Object)
            return [];
        if (Text(step, "type") == "Sequence")
            return step.GetProperty("processors").EnumerateArray().SelectMany(Beginning);
        return Text(step, "type") != "TemplateProcessing"
            ? []
            : step.GetProperty("single")
                .EnumerateArray()
                .TakeWhile(part => part.TryGetProperty("SpecialToken", out _))
                .Select(part => _special[Text(part.GetProperty("SpecialToken"), "id")!]);
    }

    private static string? Text(JsonElement element, string name) =>
        element.TryGetProperty(name, out var value) ? value.GetString() : null;

    private static bool Flag(JsonElement element, string name) =>
        element.TryGetProperty(name, out var value) && value.ValueKind == JsonValueKind.True;

    private static void Refuse(bool unknown, string what)
    {
        if (unknown)
            throw new NotSupportedException(what);
    }
}
