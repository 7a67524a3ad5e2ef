namespace Platform.Contracts;

/// <summary>Names of labellers.</summary>
public static class Labellers
{
    /// <summary>Labels that were imported with a file.</summary>
    public const string File = "file";

    /// <summary>The exact oracles; their labels are stored under <c>oracle:</c> followed by the version.</summary>
    public const string Oracle = "oracle";

    /// <summary>People; their labels are stored under <c>person:</c> followed by the name. <c>person</c> stands for all.</summary>
    public const string Person = "person";

    /// <summary>
    /// Shares of the completions from a step that end right, as Math-Shepherd estimates them; they are stored under
    /// <c>rollouts:</c> followed by what completed the steps. They are always fractions, also if all of them are 0 or 1.
    /// </summary>
    public const string Rollouts = "rollouts";

    /// <summary>Stands for every labeller where labellers are named.</summary>
    public const string Anyone = "anyone";

    /// <summary>The labeller of a person's labels.</summary>
    public static string OfPerson(string name) => $"{Person}:{name}";

    /// <summary>The name of a person's labeller without the prefix.</summary>
    public static string NameOf(string labeller) =>
        labeller.StartsWith($"{Person}:", StringComparison.Ordinal) ? labeller[(Person.Length + 1)..] : labeller;
}
