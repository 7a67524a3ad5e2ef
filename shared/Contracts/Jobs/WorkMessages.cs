namespace Platform.Contracts;

/// <summary>A worker hands a work item back: it is busy, or shuts down. Dataset publishes the item again.</summary>
/// <param name="Reason">For the log.</param>
public sealed record WorkReleased(string Reason);

/// <summary>A work item has failed and will not be retried.</summary>
/// <param name="Reasons">Every reason.</param>
public sealed record WorkFailed(IReadOnlyList<string> Reasons);
