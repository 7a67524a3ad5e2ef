namespace Platform.Contracts;

/// <summary>Formats of the files that an import reads and an export writes.</summary>
public static class FileFormats
{
    /// <summary>Names of the formats that are read, in the order in which they are tried if none is given.</summary>
    public static IReadOnlyList<string> Names { get; } =
    [
        "pool",
        "openai-scored",
        "prm800k",
        "processbench",
        "mr-ben",
        "prmbench",
        "rlhflow",
        "math-shepherd",
        "trl",
        "search-and-learn",
        "gsm8k-solutions",
        "qwen",
        "game24",
        "math-500",
        "gsm8k",
        "problems",
    ];

    /// <summary>Names of the formats that are written.</summary>
    public static IReadOnlyList<string> Written { get; } =
    ["pool", "openai-scored", "prm800k", "processbench", "mr-ben", "prmbench", "rlhflow", "math-shepherd", "trl"];
}
