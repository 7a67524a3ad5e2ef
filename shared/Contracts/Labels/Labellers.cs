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

    /// <summary>The labeller of a person's labels.</summary>
    public static string OfPerson(string name) => $"{Person}:{name}";
}
