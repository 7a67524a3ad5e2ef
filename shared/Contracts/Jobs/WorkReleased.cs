namespace Platform.Contracts;

/// <summary>A worker returns a work item because it is busy or shutting down. Dataset publishes the item again.</summary>
/// <param name="Reason">The reason, for the log.</param>
public sealed record WorkReleased(string Reason);

/// <summary>A work item has failed and will not be retried.</summary>
/// <param name="Reasons">Every reason.</param>
public sealed record WorkFailed(IReadOnlyList<string> Reasons);
