namespace Platform.Contracts;

/// <summary>Names of labellers.</summary>
public static class Labellers
{
    /// <summary>Labels that came with an imported file.</summary>
    public const string File = "file";

    /// <summary>The exact oracles; their labels are stored under <c>oracle:</c> and the version.</summary>
    public const string Oracle = "oracle";
}
