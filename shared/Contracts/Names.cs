using System.Text.RegularExpressions;

namespace Platform.Contracts;

/// <summary>The rule for names that users give: pools and models.</summary>
public static partial class Names
{
    /// <summary>The rule in words, for messages.</summary>
    public const string Rule = "up to 100 letters, digits, '.', '_' and '-', beginning with a letter or digit";

    /// <summary>True for a usable name.</summary>
    public static bool IsValid(string name) => Pattern().IsMatch(name);

    // \z, not $: that one accepts a name that ends in a line feed.
    [GeneratedRegex(@"\A[A-Za-z0-9][A-Za-z0-9._-]{0,99}\z")]
    private static partial Regex Pattern();
}
