using System.Collections.Frozen;

namespace Platform.Grading.Mathematical;

/// <summary>Sentences that end in an answer: "Therefore, the probability is 2/3.", "The zero matrix: ..."</summary>
internal static class Sentences
{
    private static readonly string[] Closings = ["<|", "I hope it is correct"];
    private static readonly string[] Verbs = [" is ", " are ", " equals ", ": ", ":\n"];
    private static readonly string[] Existence = ["there are ", "there is "];

    /// <summary>Words that turn a statement round or make it depend on another one.</summary>
    private static readonly FrozenSet<string> Denials = MathWords.Set(
        "not no never neither nor cannot wrong false incorrect yes except unless if none untrue impossible"
    );

    /// <summary>What follows the last verb of the last sentence; null if there is none, or something denies it.</summary>
    public static string? Answer(string text)
    {
        var sentence = Last(Body(text));
        if (sentence.Length == 0)
        {
            return null;
        }
        var (verb, end) = (-1, 0);
        foreach (var word in Verbs)
        {
            var at = sentence.LastIndexOf(word, StringComparison.Ordinal);
            (verb, end) = at > verb ? (at, at + word.Length) : (verb, end);
        }
        foreach (var word in Existence)
        {
            var at = sentence.LastIndexOf(word, StringComparison.OrdinalIgnoreCase);
            if (at >= 0 && at + word.Length >= end && Count(sentence[(at + word.Length)..]) is { } count)
            {
                return IsDenied(sentence[..at]) ? null : count;
            }
        }
        return verb < 0 || IsDenied(sentence[..verb]) ? null : sentence[end..].Trim();
    }

    private static string Body(string text)
    {
        foreach (var closing in Closings)
        {
            var at = text.IndexOf(closing, StringComparison.Ordinal);
            text = at > 0 ? text[..at] : text;
        }
        return text.Trim();
    }

    private static string Last(string text)
    {
        for (var i = text.Length - 2; i > 0; i--)
        {
            if (
                text[i] is '.' or '!' or '?'
                && char.IsWhiteSpace(text[i + 1])
                && char.IsLetter(text[i - 1]) | text[i - 1] is '$' or ')' or ']'
            )
            {
                return text[(i + 1)..].Trim();
            }
        }
        return text;
    }

    /// <summary>The number of "12 sequences that meet the conditions"; null if other numbers follow.</summary>
    private static string? Count(string rest)
    {
        var end = rest.AsSpan().IndexOfAnyExceptInRange('0', '9');
        var isNumber = end > 0 && rest[end] == ' ' && end + 1 < rest.Length && char.IsLetter(rest[end + 1]);
        return isNumber && !rest.AsSpan(end).ContainsAnyInRange('0', '9') && !IsDenied(rest[end..])
            ? rest[..end]
            : null;
    }

    /// <summary>Whether a word denies the clause; one before "which" belongs to another clause.</summary>
    private static bool IsDenied(string words)
    {
        var lead = words.AsSpan().TrimEnd(" \n*");
        if (MathWords.IsTurning(lead[(lead.LastIndexOf(' ') + 1)..].ToString().ToLowerInvariant()))
        {
            return true;
        }
        var clause = words.LastIndexOf(" which", StringComparison.Ordinal);
        words = clause < 0 ? words : words[clause..];
        foreach (var range in words.AsSpan().SplitAny(" ,.;:!?()\n$"))
        {
            var word = words.AsSpan()[range];
            if (
                word.Length > 1 && Denials.Contains(word.ToString().ToLowerInvariant())
                || word.EndsWith("n't", StringComparison.OrdinalIgnoreCase)
            )
            {
                return true;
            }
        }
        return false;
    }
}
