using Platform.Contracts;

namespace Platform.Cli.Evaluations;

/// <summary>Decides what a repeated <c>evaluate</c> does. Repeating an interrupted command resumes it.</summary>
internal static class Resume
{
    public static ResumeDecision Decide(SubmitEvaluation wanted, IEnumerable<EvaluationStatus> known)
    {
        var same = known.Where(e => IsSame(wanted, e)).OrderByDescending(e => e.Submitted).ToList();
        if (same.Find(e => JobState.IsOpen(e.State)) is { } running)
        {
            return new(ResumeKind.Attach, running);
        }

        if (same.Find(e => e is { State: EvaluationState.Completed, Current: true }) is { } done)
        {
            return new(ResumeKind.Show, done);
        }

        return new(ResumeKind.Submit);
    }

    /// <summary>
    /// True for the same pool, the same set of models in any order, the same samples, seed, ties and step options; also for
    /// the same sampling, if solutions are generated at all.
    /// </summary>
    public static bool IsSame(SubmitEvaluation wanted, EvaluationStatus known)
    {
        var models = (wanted.Models ?? []).Distinct().ToList();
        return known.Pool == wanted.Pool
            && known.Samples == wanted.Samples
            && known.Seed == (wanted.Seed ?? 0)
            && (wanted.Samples is null || IsSame(wanted.Sampling ?? new(), known.Sampling ?? new()))
            && known.Ties == (wanted.Ties ?? VoteTies.Uniform)
            && IsSame(wanted.Steps ?? new(), known.Steps ?? new())
            && known.Models.Distinct().Count() == models.Count
            && models.TrueForAll(m => known.Models.Any(k => IsModel(k, m)));
    }

    private static bool IsSame(StepOptions wanted, StepOptions known) =>
        (wanted.Labellers ?? []).Order().SequenceEqual((known.Labellers ?? []).Order())
        && wanted.ThresholdFrom == known.ThresholdFrom
        && (wanted.Threshold ?? StepOptions.DefaultThreshold) == (known.Threshold ?? StepOptions.DefaultThreshold)
        && (wanted.LabelCut ?? StepOptions.DefaultLabelCut) == (known.LabelCut ?? StepOptions.DefaultLabelCut);

    private static bool IsSame(Sampling wanted, Sampling known) =>
        (wanted.Stop ?? []).SequenceEqual(known.Stop ?? [])
        && (wanted.Model is null ? known.Model is null : known.Model is not null && IsModel(known.Model, wanted.Model))
        && wanted with { Stop = null, Model = null } == known with { Stop = null, Model = null };

    /// <summary>A model may be named by its name, its version or both (<c>name@version</c>).</summary>
    private static bool IsModel(string known, string wanted) =>
        known == wanted
        || (
            known.Split('@') is [var name, var version]
            && (wanted.Split('@')[0] == name || wanted == version)
            && (!wanted.Contains('@') || known == wanted)
        );
}

internal enum ResumeKind
{
    /// <summary>There is no such evaluation: submit.</summary>
    Submit,

    /// <summary>The same request is still running: watch it.</summary>
    Attach,

    /// <summary>The same request is completed and nothing has changed since: show its report.</summary>
    Show,
}

/// <param name="Kind">What to do.</param>
/// <param name="Evaluation">The evaluation to watch or show.</param>
internal sealed record ResumeDecision(ResumeKind Kind, EvaluationStatus? Evaluation = null);
