using System.Collections.Concurrent;
using System.Collections.Frozen;
using System.Text.Json;
using System.Text.RegularExpressions;

namespace Platform.Dataset.Formats;

/// <summary>
/// Decides whether a field that a format does not read holds solutions, step labels or scores, which must not get lost.
/// Files name them in many ways, so the decision rests on the words of the name and on the value.
/// </summary>
internal static partial class SolutionFields
{
    /// <summary>Words of names of solutions.</summary>
    private static readonly FrozenSet<string> Texts = FrozenSet.Create(
        "solution",
        "completion",
        "response",
        "resp",
        "generation",
        "generated",
        "output",
        "sample",
        "candidate",
        "prediction",
        "pred",
        "trajectory",
        "rollout",
        "rationale",
        "reasoning",
        "cot",
        "thought",
        "step",
        "beam",
        "attempt",
        "process",
        "chosen",
        "rejected",
        "message",
        "conversation",
        "dialogue",
        "code"
    );

    /// <summary>Words of names of labels and scores, which come as lists.</summary>
    private static readonly FrozenSet<string> Values = FrozenSet.Create(
        "label",
        "rating",
        "score",
        "reward",
        "prob",
        "probability",
        "logit",
        "logprob",
        "mistake",
        "error"
    );

    /// <summary>Last words of the names of fields that describe solutions and hold no text of one: <c>completion_tokens</c>.</summary>
    private static readonly FrozenSet<string> About = FrozenSet.Create(
        "count",
        "number",
        "token",
        "length",
        "len",
        "time",
        "second",
        "source",
        "type",
        "format",
        "name",
        "model",
        "url",
        "reason",
        "rate",
        "valid",
        "version",
        "config",
        "template",
        "seed",
        "language",
        "date",
        "prompt",
        "info"
    );

    /// <summary>Words of names of places.</summary>
    private static readonly FrozenSet<string> Places = FrozenSet.Create("id", "idx", "index", "uuid");

    private static readonly ConcurrentDictionary<string, Kind> Kinds = new(StringComparer.Ordinal);

    private enum Kind
    {
        Other,
        Text,
        Value,
        About,
    }

    public static bool Holds(string name, JsonElement value) =>
        value.ValueKind switch
        {
            JsonValueKind.String => Of(name) == Kind.Text && value.ValueEquals("") is false,
            JsonValueKind.Array when value.GetArrayLength() > 0 => Of(name) is Kind.Text or Kind.Value
                || (Of(name) == Kind.Other && HoldsLines(value, 3)),
            JsonValueKind.Object => Of(name) is Kind.Text or Kind.Value && value.EnumerateObject().Any(),
            _ => false,
        };

    /// <summary>Whatever the name of a list, texts of several lines in it are likely to be solutions.</summary>
    private static bool HoldsLines(JsonElement value, int depth) =>
        value.ValueKind switch
        {
            JsonValueKind.String => value.GetRawText().Contains("\\n", StringComparison.Ordinal),
            JsonValueKind.Array when depth > 0 => value.EnumerateArray().Any(item => HoldsLines(item, depth - 1)),
            JsonValueKind.Object when depth > 0 => value
                .EnumerateObject()
                .Any(property => HoldsLines(property.Value, depth - 1)),
            _ => false,
        };

    private static Kind Of(string name)
    {
        if (Kinds.TryGetValue(name, out var kind))
        {
            return kind;
        }

        kind = Classify(name);
        // A file can have any number of names.
        if (Kinds.Count < 10_000)
        {
            Kinds.TryAdd(name, kind);
        }

        return kind;
    }

    private static Kind Classify(string name)
    {
        var words = Word().Matches(name).Select(match => Singular(match.Value.ToLowerInvariant())).ToArray();
        return words.Length == 0 ? Kind.Other
            : About.Contains(words[^1]) || words.Any(Places.Contains) ? Kind.About
            : words.Any(Texts.Contains) ? Kind.Text
            : words.Any(Values.Contains) ? Kind.Value
            : Kind.Other;
    }

    private static string Singular(string word) =>
        word.EndsWith("ies", StringComparison.Ordinal) ? $"{word[..^3]}y"
        : word.EndsWith('s') && word.Length > 2 && !word.EndsWith("ss", StringComparison.Ordinal) ? word[..^1]
        : word;

    /// <summary>The words of snake_case and camelCase.</summary>
    [GeneratedRegex("[A-Z]?[a-z]+|[A-Z]+(?![a-z])")]
    private static partial Regex Word();
}
