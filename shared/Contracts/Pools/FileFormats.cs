namespace Platform.Contracts;

/// <summary>Formats of the files that an import reads.</summary>
public static class FileFormats
{
    /// <summary>Their names, in the order in which they are tried if none is given.</summary>
    public static IReadOnlyList<string> Names { get; } =
    [
        "pool",
        "openai-scored",
        "prm800k",
        "processbench",
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
}
