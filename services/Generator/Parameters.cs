using System.Text.RegularExpressions;

namespace Platform.Generator;

/// <summary>The parameters of a request that servers may refuse, by the names that are sent.</summary>
internal static class Parameters
{
    public const string N = "n";
    public const string Temperature = "temperature";
    public const string TopP = "top_p";
    public const string MinP = "min_p";
    public const string MaxTokens = "max_tokens";
    public const string MaxCompletionTokens = "max_completion_tokens";
    public const string Seed = "seed";
    public const string Stop = "stop";
    public const string ContinueFinalMessage = "continue_final_message";
    public const string AddGenerationPrompt = "add_generation_prompt";

    /// <summary>All that <see cref="GeneratorOptions.Omit"/> may name.</summary>
    public static readonly IReadOnlyList<string> All =
    [
        N,
        Temperature,
        TopP,
        MinP,
        MaxTokens,
        Seed,
        Stop,
        ContinueFinalMessage,
        AddGenerationPrompt,
    ];

    /// <summary>The names in a list such as <c>seed, topP</c>, spelt as they are sent; unknown ones as they are.</summary>
    public static IReadOnlyList<string> Parse(string? list) =>
        [
            .. (list ?? "")
                .Split([',', ' ', ';'], StringSplitOptions.RemoveEmptyEntries | StringSplitOptions.TrimEntries)
                .Select(name => All.FirstOrDefault(known => Plain(known) == Plain(name)) ?? name)
                .Distinct(),
        ];

    /// <summary>The parameter of the request that an error names; null if it names none.</summary>
    public static string? Refused(ServerError error, CompletionRequest request)
    {
        var sent = Sent(request).ToList();
        return sent.Find(name => error.Parameter?.Split('.')[^1] == name)
            ?? sent.Find(name => Regex.IsMatch(error.Text, $"""['"`]{name}['"`]"""))
            // The bare letter n is too common to mean the parameter.
            ?? sent.Find(name => name != N && Regex.IsMatch(error.Text, $@"(?<![\w.]){name}(?!\w)"));
    }

    private static IEnumerable<string> Sent(CompletionRequest request)
    {
        (string Name, object? Value)[] parameters =
        [
            (MaxTokens, request.MaxTokens),
            (MaxCompletionTokens, request.MaxCompletionTokens),
            (Temperature, request.Temperature),
            (TopP, request.TopP),
            (MinP, request.MinP),
            (Seed, request.Seed),
            (Stop, request.Stop),
            (ContinueFinalMessage, request.ContinueFinalMessage),
            (AddGenerationPrompt, request.AddGenerationPrompt),
            (N, request.N),
        ];
        return parameters.Where(parameter => parameter.Value is not null).Select(parameter => parameter.Name);
    }

    private static string Plain(string name) => name.Replace("_", "").ToLowerInvariant();
}
