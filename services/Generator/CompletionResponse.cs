using Platform.Contracts;

namespace Platform.Generator;

/// <summary>A response under a status of success, as far as it could be used.</summary>
/// <param name="Model">The model, as the server calls it.</param>
/// <param name="Choices">Choices with a text, in the server's order.</param>
/// <param name="Unusable">Why the others have none; null if there are no others.</param>
/// <param name="Error">The error that the server reports in place of choices.</param>
/// <param name="Usage">Tokens, as the server counts them; null if it does not.</param>
internal sealed record CompletionResponse(
    string? Model,
    IReadOnlyList<CompletionChoice> Choices,
    string? Unusable,
    ServerError? Error = null,
    GenerationUsage? Usage = null
);

/// <summary>One completion.</summary>
/// <param name="Text">What the model wrote; empty if its reasoning used up the tokens.</param>
/// <param name="Reasoning">What the server returned apart from the text.</param>
/// <param name="FinishReason">Why the model stopped, as reported.</param>
/// <param name="ModelEnded">
/// True if the model ended the text itself, false if a stop text ended it; null if the server does not say which.
/// </param>
internal sealed record CompletionChoice(string Text, string? Reasoning, string? FinishReason, bool? ModelEnded = null);
