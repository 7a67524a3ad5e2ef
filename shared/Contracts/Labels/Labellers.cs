namespace Platform.Contracts;

/// <summary>Names of labellers.</summary>
public static class Labellers
{
    /// <summary>Labels that were imported with a file.</summary>
    public const string File = "file";

    /// <summary>The exact oracles; their labels are stored under <c>oracle:</c> followed by the version.</summary>
    public const string Oracle = "oracle";
}
