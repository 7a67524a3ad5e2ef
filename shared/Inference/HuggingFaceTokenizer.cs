using System.Text;
using System.Text.Json;
using System.Text.Json.Nodes;
using System.Text.RegularExpressions;
using Tokenizers.DotNet;

namespace Platform.Inference;

/// <summary>
/// A tokenizer in Hugging Face's <c>tokenizer.json</c>: byte-level BPE, SentencePiece BPE with byte fallback, Unigram and
/// WordPiece. Hugging Face's own library encodes.
/// </summary>
/// <remarks>
/// The library gets the file without its post-processor and with special tokens that no text contains. So a special token in
/// a problem's or a solution's text is ordinary text, and nothing is added around a text; templates name special tokens
/// themselves.
/// </remarks>
public sealed partial class HuggingFaceTokenizer : Tokenizer
{
    private readonly Dictionary<string, int> _special = [];
    private readonly Regex? _specials;
    private readonly Lazy<Content> _content;

    private HuggingFaceTokenizer(string path, JsonObject file)
    {
        var model = file["model"] as JsonObject ?? throw new KeyNotFoundException("it has no model");
        var added = (file["added_tokens"] as JsonArray ?? []).OfType<JsonObject>().ToList();
        foreach (var token in added)
        {
            _special[(string)token["content"]!] = (int)token["id"]!;
        }

        _specials = AnyOf(_special.Keys);
        Begin = [.. Beginning(file["post_processor"])];
        _content = new(() => Readable(path, () => Read(file, model, added)));
    }

    public override IReadOnlyList<int> Begin { get; }

    /// <exception cref="InvalidDataException">The file is missing or is not a tokenizer; the message says why.</exception>
    /// <param name="path">The file.</param>
    /// <param name="lazily">
    /// Whether the vocabulary is read only when something is encoded: special tokens are known without it.
    /// </param>
    public static HuggingFaceTokenizer Load(string path, bool lazily = false)
    {
        if (!File.Exists(path))
        {
            throw new InvalidDataException($"{path} is missing: the manifest names it as its tokenizer.");
        }

        return Readable(
            path,
            () =>
            {
                var file = JsonNode.Parse(File.ReadAllBytes(path)) as JsonObject;
                var tokenizer = new HuggingFaceTokenizer(
                    path,
                    file ?? throw new KeyNotFoundException("it is not a JSON object")
                );
                if (!lazily)
                {
                    _ = tokenizer._content.Value;
                }

                return tokenizer;
            }
        );
    }

    private static T Readable<T>(string path, Func<T> read)
    {
        try
        {
            return read();
        }
        catch (Exception e)
            when (e
                    is JsonException
                        or KeyNotFoundException
                        or InvalidOperationException
                        or FormatException
                        or ArgumentException
                        or TokenizerException
            )
        {
            throw new InvalidDataException($"{path} is not a tokenizer that can be used here: {e.Message}", e);
        }
    }

    public override void Encode(string text, List<int> ids)
    {
        if (text.Length == 0)
        {
            return;
        }

        foreach (var id in _content.Value.Library.Encode(text))
        {
            ids.Add((int)id);
        }
    }

    public override IReadOnlyList<(int? Special, string Text)> Cut(string template)
    {
        var parts = new List<(int? Special, string Text)>();
        var start = 0;
        foreach (var match in _specials?.Matches(template) ?? Enumerable.Empty<Match>())
        {
            if (match.Index > start)
            {
                parts.Add((null, template[start..match.Index]));
            }

            parts.Add((_special[match.Value], ""));
            start = match.Index + match.Length;
        }
        if (start < template.Length)
        {
            parts.Add((null, template[start..]));
        }

        return parts;
    }

    public override ReadOnlySpan<byte> BytesOf(int id) => _content.Value.Bytes.GetValueOrDefault(id);

    private static Content Read(JsonObject file, JsonObject model, List<JsonObject> added)
    {
        var bytes = new Dictionary<int, byte[]>();
        var byteLevel = Mentions(file["decoder"], "ByteLevel") || Mentions(file["pre_tokenizer"], "ByteLevel");
        foreach (var (piece, id) in Vocabulary(model))
        {
            bytes[id] = byteLevel ? ByteLetters.Bytes(piece) : Bytes(piece);
        }

        foreach (var token in added)
        {
            var (content, id) = ((string)token["content"]!, (int)token["id"]!);
            var isSpecial = (bool?)token["special"] ?? false;
            bytes[id] = isSpecial ? [] : Encoding.UTF8.GetBytes(content);
            if (isSpecial)
            {
                Hide(token, content, model["vocab"]!);
            }
        }
        file["post_processor"] = null;
        file["truncation"] = null;
        file["padding"] = null;
        return new(Open(file), bytes);
    }

    /// <summary>
    /// Takes a special token from the file that the library gets. The library numbers added tokens in their order after the
    /// vocabulary, so one that is not in the vocabulary is renamed, not removed.
    /// </summary>
    private static void Hide(JsonObject token, string content, JsonNode vocabulary)
    {
        var name = $"\uE000{content}\uE001";
        if (vocabulary is JsonArray pieces && pieces.FirstOrDefault(p => (string)p![0]! == content) is { } piece)
        {
            piece[0] = name;
        }
        else if (vocabulary is JsonObject ids && ids.ContainsKey(content))
        {
            token.Parent!.AsArray().Remove(token);
            return;
        }
        token["content"] = name;
    }

    /// <summary>The library reads files only.</summary>
    private static Tokenizers.DotNet.Tokenizer Open(JsonObject file)
    {
        var path = Path.GetTempFileName();
        try
        {
            using (var stream = File.Create(path))
            using (var writer = new Utf8JsonWriter(stream))
            {
                file.WriteTo(writer);
            }

            return new Tokenizers.DotNet.Tokenizer(path);
        }
        finally
        {
            File.Delete(path);
        }
    }

    /// <summary>Unigram lists its pieces with scores; the other models map pieces to ids.</summary>
    private static IEnumerable<(string Piece, int Id)> Vocabulary(JsonObject model) =>
        model["vocab"] switch
        {
            JsonArray pieces => pieces.Select((p, id) => ((string)p![0]!, id)),
            JsonObject ids => ids.Select(p => (p.Key, (int)p.Value!)),
            _ => throw new KeyNotFoundException("its model has no vocab"),
        };

    /// <summary>SentencePiece writes a space as U+2581, and a byte that no piece holds as <c>&lt;0xNN&gt;</c>.</summary>
    private static byte[] Bytes(string piece) =>
        FallbackByte().Match(piece) is { Success: true } match
            ? [Convert.ToByte(match.Groups[1].Value, 16)]
            : Encoding.UTF8.GetBytes(piece.Replace('\u2581', ' '));

    private static bool Mentions(JsonNode? step, string type) =>
        step switch
        {
            JsonObject part => (string?)part["type"] == type || part.Any(p => Mentions(p.Value, type)),
            JsonArray parts => parts.Any(p => Mentions(p, type)),
            _ => false,
        };

    private static Regex? AnyOf(IEnumerable<string> tokens)
    {
        var longestFirst = tokens.OrderByDescending(t => t.Length).Select(Regex.Escape).ToList();
        return longestFirst.Count == 0
            ? null
            : new Regex(string.Join('|', longestFirst), RegexOptions.CultureInvariant);
    }

    /// <summary>Special tokens before the text in a template for single texts.</summary>
    private IEnumerable<int> Beginning(JsonNode? step) =>
        (string?)step?["type"] switch
        {
            "Sequence" => step["processors"]!.AsArray().SelectMany(Beginning),
            "TemplateProcessing" => step["single"]!
                .AsArray()
                .TakeWhile(part => part!["SpecialToken"] is not null)
                .Select(part => _special[(string)part!["SpecialToken"]!["id"]!]),
            _ => [],
        };

    [GeneratedRegex("^<0x([0-9A-F]{2})>$")]
    private static partial Regex FallbackByte();

    /// <summary>What encodes, and the bytes of every id.</summary>
    private sealed record Content(Tokenizers.DotNet.Tokenizer Library, Dictionary<int, byte[]> Bytes);
}
