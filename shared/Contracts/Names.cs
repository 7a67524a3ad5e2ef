using System.Text.RegularExpressions;

namespace Platform.Contracts;

/// <summary>The rule for names that users give: pools and models.</summary>
public static partial class Names
{
    /// <summary>The rule as text, for messages.</summary>
    public const string Rule = "up to 100 letters, digits, '.', '_' and '-', beginning with a letter or digit";

    /// <summary>True for a valid name.</summary>
    public static bool IsValid(string name) => Pattern().IsMatch(name);

    // \z and not $, because $ also matches before a trailing line feed.
    [GeneratedRegex(@"\A[A-Za-z0-9][A-Za-z0-9._-]{0,99}\z")]
    private static partial Regex Pattern();
}
