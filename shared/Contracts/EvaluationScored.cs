namespace Platform.Contracts;

/// <summary>Every solution of the evaluation is scored or has failed: the selector can report.</summary>
/// <param name="WorkItemId">Returned with the result.</param>
/// <param name="EvaluationId">Its columns are at <c>GET /evaluations/{id}/columns</c>.</param>
public sealed record EvaluationScored(long WorkItemId, Guid EvaluationId);

/// <summary>
/// The evaluation has ended with a report. The event carries the curves at powers of two and at the largest N; the whole
/// report is at <c>GET /evaluations/{id}/report</c> (JSON), <c>/report.csv</c> and <c>/report.html</c>.
/// </summary>
/// <param name="WorkItemId">From <see cref="EvaluationScored"/>.</param>
/// <param name="Report">The report with thinned curves and without breakdowns, under 256 KiB.</param>
public sealed record EvaluationCompleted(long WorkItemId, EvaluationReport Report);

/// <summary>The evaluation has ended without a report.</summary>
/// <param name="EvaluationId">The evaluation.</param>
/// <param name="Reasons">Every reason.</param>
public sealed record EvaluationFailed(Guid EvaluationId, IReadOnlyList<string> Reasons);
