using System.Text.Json;
using System.Text.Json.Serialization;
using System.Text.RegularExpressions;
using Platform.Contracts;

namespace Platform.Inference;

/// <summary>
/// Reads <c>reward-model.json</c> and reports everything that is wrong with it, with the file and the fields.
/// </summary>
public static partial class Manifest
{
    /// <summary>The manifest's name within a model's directory.</summary>
    public const string FileName = "reward-model.json";

    /// <summary>The names that a probability column can have.</summary>
    public static readonly IReadOnlyList<string> Classes = ["negative", "neutral", "positive"];

    private static readonly JsonSerializerOptions Json = new(JsonSerializerDefaults.Web)
    {
        UnmappedMemberHandling = JsonUnmappedMemberHandling.Disallow,
        ReadCommentHandling = JsonCommentHandling.Skip,
        AllowTrailingCommas = true,
        NumberHandling = JsonNumberHandling.Strict,
    };

    /// <summary>The manifest of the model in <paramref name="directory"/>.</summary>
    /// <exception cref="InvalidDataException">The manifest is missing or not valid; the message says why.</exception>
    public static RewardModelManifest Read(string directory)
    {
        var path = Path.Combine(directory, FileName);
        // The golden example of a model in place may be made by its first load.
        var inPlace = File.Exists(Path.Combine(directory, InPlaceWeights.FileName));
        return File.Exists(path)
            ? Parse<RewardModelManifest>(File.ReadAllBytes(path), path, m => Problems(m, inPlace))
            : throw new InvalidDataException($"{directory} is not a reward model: it holds no {FileName}.");
    }

    /// <summary>The manifest in <paramref name="json"/>; <paramref name="file"/> names it in errors.</summary>
    /// <exception cref="InvalidDataException">The manifest is not valid; the message says why.</exception>
    public static RewardModelManifest Parse(ReadOnlySpan<byte> json, string file) =>
        Parse<RewardModelManifest>(json, file, m => Problems(m, inPlace: false));

    internal static T Parse<T>(ReadOnlySpan<byte> json, string file, Func<T, IEnumerable<string>> check)
        where T : class
    {
        T? manifest;
        try
        {
            manifest = JsonSerializer.Deserialize<T>(json, Json);
        }
        catch (JsonException e)
        {
            var what = e.InnerException is null ? e.Message.Split(" Path:")[0] : e.InnerException.Message;
            throw new InvalidDataException(
                $"{file}: {Field(e.Path)} at line {e.LineNumber + 1} cannot be read: {what}",
                e
            );
        }
        var problems = manifest is null ? ["the file holds nothing"] : check(manifest).ToList();
        return problems.Count == 0
            ? manifest!
            : throw new InvalidDataException($"{file}: {string.Join("; ", problems)}.");
    }

    private static string Field(string? path) =>
        string.IsNullOrEmpty(path) || path == "$" ? "the file" : $"'{path[2..]}'";

    internal static IEnumerable<string> NameProblems(string? name)
    {
        if (name is null || !NamePattern().IsMatch(name))
        {
            yield return "'name' must be letters, digits, '.', '_' and '-'";
        }
    }

    internal static IEnumerable<string> HalfProblems(IReadOnlyList<HalfGraph>? half)
    {
        if (half?.Any(g => g is not { Type: HalfGraph.Float16 or HalfGraph.BFloat16, Model.Length: > 0 }) == true)
        {
            yield return "'half' must give 'type' (float16 or bfloat16) and 'model' of each graph";
        }
    }

    private static IEnumerable<string> Problems(RewardModelManifest m, bool inPlace)
    {
        foreach (var problem in NameProblems(m.Name).Concat(HalfProblems(m.Half)))
        {
            yield return problem;
        }

        if (m.Kind is not ("process" or "outcome"))
        {
            yield return "'kind' must be process or outcome";
        }

        var how = m.Remote is null ? LocalProblems(m) : RemoteManifest.Problems(m, SequenceProblems(m));
        foreach (var problem in ClassProblems(m).Concat(how).Concat(GoldenProblems(m, inPlace)))
        {
            yield return problem;
        }
    }

    /// <summary>What only a model with a graph has.</summary>
    private static IEnumerable<string> LocalProblems(RewardModelManifest m)
    {
        if (string.IsNullOrEmpty(m.Output))
        {
            yield return "'output' must name the graph's output";
        }

        if (m.Inputs is { Ids: null or "" })
        {
            yield return "'inputs.ids' must name the graph's input";
        }

        foreach (var problem in TokenizerProblems(m.Tokenizer).Concat(SequenceProblems(m)))
        {
            yield return problem;
        }
    }

    /// <summary>How a solution becomes a sequence, and where it is read.</summary>
    private static IEnumerable<string> SequenceProblems(RewardModelManifest m) =>
        (m.MaximumTokens < 1 ? ["'maximumTokens' must be at least 1"] : Array.Empty<string>())
            .Concat(ReadProblems(m))
            .Concat(TemplateProblems(m.Template))
            .Concat(HeadProblems(m));

    private static IEnumerable<string> ClassProblems(RewardModelManifest m)
    {
        if (m.Classes is not { Count: > 0 })
        {
            yield return "'classes' must name at least one class";
        }
        else if (m.Classes.Except(Classes).FirstOrDefault() is { } unknown)
        {
            yield return $"'classes' holds '{unknown}': classes are {string.Join(", ", Classes)}";
        }
        else if (m.Classes.Distinct().Count() != m.Classes.Count)
        {
            yield return "'classes' names one class twice";
        }
        else if (!m.Classes.Contains("positive"))
        {
            yield return "'classes' must hold positive";
        }
    }

    private static IEnumerable<string> ReadProblems(RewardModelManifest m)
    {
        if (m.Read is not ("separator" or "stepEnd" or "beforeLabel" or "last" or "pooled"))
        {
            yield return "'read' must be separator, stepEnd, beforeLabel, last or pooled";
        }
        else if (m.Kind == "process" && m.Read is "last" or "pooled")
        {
            yield return $"'read' is {m.Read}, which is one score a solution, but 'kind' is process";
        }
        else if (m.Read is "separator" or "beforeLabel" && m.Template is { } t && !RemoteManifest.IsText(m))
        {
            if (t.Separator is { Count: 0 } || t.LastSeparator is { Count: 0 })
            {
                yield return $"'read' is {m.Read}: 'template.separator' and 'template.lastSeparator' must hold token ids";
            }
        }
    }

    internal static IEnumerable<string> TokenizerProblems(ManifestTokenizer? t)
    {
        if (t?.Kind is not ("bytes" or "pieces" or "huggingFace"))
        {
            yield return "'tokenizer.kind' must be bytes, pieces or huggingFace";
        }
        else if (t.Kind == "bytes" && t.Vocabulary is not >= 1)
        {
            yield return "'tokenizer.vocabulary' must be the number of ids of a tokenizer of kind bytes";
        }
        else if (t.Pad < 0)
        {
            yield return "'tokenizer.pad' must not be negative";
        }

        foreach (var problem in t?.Kind == "pieces" ? VocabularyProblems(t) : [])
        {
            yield return problem;
        }
    }

    private static IEnumerable<string> VocabularyProblems(ManifestTokenizer t)
    {
        if (t.Offset < 0)
        {
            yield return "'tokenizer.offset' must not be negative";
        }

        if (t.LargestNumber is < 0 or > 1_000_000)
        {
            yield return "'tokenizer.largestNumber' must be 0 to 1000000 (absent: no number has an id of its own)";
        }

        var pieces = t.Pieces ?? [];
        if (pieces.FirstOrDefault(p => string.IsNullOrEmpty(p) || p.Any(char.IsAsciiDigit)) is { } wrong)
        {
            yield return $"'tokenizer.pieces' holds '{wrong}': a piece is a text without digits 0-9, not empty";
        }

        if (pieces.Contains(null))
        {
            yield return "'tokenizer.pieces' holds null";
        }

        if (pieces.GroupBy(p => p).FirstOrDefault(g => g.Key is not null && g.Count() > 1) is { } twice)
        {
            yield return $"'tokenizer.pieces' holds '{twice.Key}' twice";
        }
    }

    private static IEnumerable<string> TemplateProblems(ManifestTemplate? t)
    {
        if (t is null)
        {
            yield return "'template' is missing";
            yield break;
        }
        if (t.Separator is null)
        {
            yield return "'template.separator' is missing (it may be empty: [])";
        }

        if (t.Joined && (t.Separator is not [_] || t.FirstStep is not null || t.Suffix is not null))
        {
            yield return "'template.joined' needs one id in 'separator', and neither 'firstStep' nor 'suffix'";
        }

        foreach (
            var (field, pieces, placeholder) in new[]
            {
                ("prefix", t.Prefix, SequenceTemplate.Statement),
                ("step", t.Step, SequenceTemplate.Step),
                ("firstStep", t.FirstStep ?? t.Step ?? [], t.FirstStep is null ? "" : SequenceTemplate.Step),
                ("between", t.Between ?? [], ""),
                ("suffix", t.Suffix ?? [], ""),
            }
        )
        {
            foreach (var problem in PieceProblems($"template.{field}", pieces, placeholder))
            {
                yield return problem;
            }
        }
    }

    internal static IEnumerable<string> PieceProblems(
        string field,
        IReadOnlyList<TemplatePiece>? pieces,
        string placeholder
    )
    {
        if (pieces is null)
        {
            yield return $"'{field}' is missing";
        }
        else if (pieces.Any(p => p.Text is null == p.Ids is null))
        {
            yield return $"'{field}': a piece has either 'text' or 'ids'";
        }
        else if (placeholder != "" && pieces.Sum(p => Occurrences(p.Text, placeholder)) != 1)
        {
            yield return $"'{field}' must hold {placeholder} once";
        }
    }

    private static int Occurrences(string? text, string placeholder) => (text ?? "").Split(placeholder).Length - 1;

    private static IEnumerable<string> HeadProblems(RewardModelManifest m)
    {
        var kind = m.Head?.Kind;
        if (kind is not ("softmax" or "probabilities" or "sigmoid" or "labelTokens"))
        {
            yield return "'head.kind' must be softmax, probabilities, sigmoid or labelTokens";
        }
        else if (kind == "sigmoid" && m.Classes is { Count: > 1 })
        {
            yield return "'head.kind' is sigmoid, which gives one value, but 'classes' names several";
        }
        else if (kind is "softmax" or "labelTokens" && m.Classes is { Count: 1 })
        {
            yield return $"'head.kind' is {kind}, which needs at least two 'classes'";
        }
        else if (kind == "labelTokens" && m.Classes is not null)
        {
            foreach (var name in m.Classes.Where(c => m.Head!.LabelTokens?.ContainsKey(c) is not true))
            {
                yield return $"'head.labelTokens.{name}' must be the token id of that class";
            }
        }
    }

    private static IEnumerable<string> GoldenProblems(RewardModelManifest m, bool inPlace)
    {
        if (m.Golden is not { Statement: not null, Steps.Count: > 0, Expected: not null })
        {
            yield return "'golden' must give 'statement', 'steps' and 'expected'";
            yield break;
        }
        var rows = m.Kind == "outcome" ? 1 : m.Golden.Steps.Count;
        if (inPlace && m.Golden.Expected.Count == 0)
        {
            rows = 0;
        }

        if (m.Golden.Expected.Count != rows || m.Golden.Expected.Any(r => r?.Count != m.Classes?.Count))
        {
            yield return $"'golden.expected' must hold {rows} row(s) of {m.Classes?.Count} value(s), one a class";
        }

        if (!(m.Golden.Tolerance > 0))
        {
            yield return "'golden.tolerance' must be above 0";
        }
    }

    [GeneratedRegex("^[A-Za-z0-9._-]+$")]
    private static partial Regex NamePattern();
}
