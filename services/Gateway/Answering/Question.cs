using Platform.Contracts;
using Platform.Gateway.Choosing;
using Platform.Kernels.Selection;

namespace Platform.Gateway.Answering;

/// <summary>A request as it was understood, from either endpoint.</summary>
/// <param name="Id">Id of the completion.</param>
/// <param name="IsChat">Whether it came as a chat, and is answered as one.</param>
/// <param name="Model">The model's name as given; it is sent back.</param>
/// <param name="Name">What it says.</param>
/// <param name="Statement">The problem's text.</param>
/// <param name="Prefix">Steps that every candidate continues; null for none.</param>
/// <param name="Sampling">How candidates are sampled; the model is resolved later.</param>
/// <param name="Aggregation">How a solution's steps become its score.</param>
/// <param name="Neutral">How neutral counts.</param>
/// <param name="Choices">Number of choices in the response.</param>
/// <param name="Stream">Whether the response is a stream.</param>
/// <param name="IncludeUsage">Whether a stream ends with the usage.</param>
/// <param name="Pool">Pool to store the request in; null: nothing is stored.</param>
internal sealed record Question(
    string Id,
    bool IsChat,
    string Model,
    ModelName Name,
    string Statement,
    IReadOnlyList<string>? Prefix,
    Sampling Sampling,
    StepAggregation Aggregation,
    NeutralPolicy Neutral,
    int Choices,
    bool Stream,
    bool IncludeUsage,
    string? Pool
);
