namespace Platform.Contracts;

/// <summary>Asks a selector for the report of an evaluation whose solutions are scored.</summary>
/// <param name="EvaluationId">Its columns are at <c>GET /evaluations/{id}/columns</c>.</param>
public sealed record BuildReport(Guid EvaluationId);

/// <summary>The selector has stored the report with <c>PUT /evaluations/{id}/report</c>.</summary>
/// <param name="EvaluationId">From <see cref="BuildReport"/>.</param>
public sealed record ReportBuilt(Guid EvaluationId);

/// <summary>
/// The evaluation has ended with a report. The event carries the curves at powers of two and at the largest N; the whole
/// report is at <c>GET /evaluations/{id}/report</c> (JSON), <c>/report.csv</c> and <c>/report.html</c>.
/// </summary>
/// <param name="Report">The report with thinned curves and without breakdowns, under 256 KiB.</param>
public sealed record EvaluationCompleted(EvaluationReport Report);

/// <summary>The evaluation has ended without a report.</summary>
/// <param name="EvaluationId">The evaluation.</param>
/// <param name="Reasons">Every reason.</param>
public sealed record EvaluationFailed(Guid EvaluationId, IReadOnlyList<string> Reasons);

/// <summary>The evaluation was cancelled.</summary>
/// <param name="EvaluationId">The evaluation.</param>
public sealed record EvaluationCancelled(Guid EvaluationId);
