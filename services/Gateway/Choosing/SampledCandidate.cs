using Platform.Contracts;
using Platform.Grading;
using Platform.Kernels.Selection;

namespace Platform.Gateway.Choosing;

/// <summary>A candidate with its answer and, once it is scored, its scores.</summary>
/// <param name="Index">Its index, from 0.</param>
/// <param name="Solution">As the generator gave it.</param>
/// <param name="Answer">Its final answer; null if it has none.</param>
/// <param name="Key">Canonical key of the answer; equal answers share it.</param>
internal sealed record SampledCandidate(int Index, GeneratedSolution Solution, string? Answer, string? Key)
{
    public CandidateScores Scores { get; init; } = CandidateScores.None;

    /// <summary>Finds the answer as an import does.</summary>
    public static SampledCandidate Of(int index, GeneratedSolution solution, AnswerOptions? options)
    {
        var text = solution.Steps.Count == 0 ? solution.Reasoning : string.Join('\n', solution.Steps);
        var answer = AnswerExtraction.Extract(text ?? "").Answer;
        return new(
            index,
            solution,
            answer,
            answer is null ? null : CanonicalAnswer.Key(options?.Resolve(answer) ?? answer)
        );
    }

    /// <summary>The candidate as a response shows it.</summary>
    /// <param name="aggregation">Which score; null without a verifier.</param>
    /// <param name="rank">Its place, from 1; null before the choice.</param>
    /// <param name="chosen">Whether it is among the choices.</param>
    public GatewayCandidate Shown(StepAggregation? aggregation, int? rank = null, bool chosen = false)
    {
        double score = aggregation is { } by ? Math.Exp(Scores.Aggregates[by]) : double.NaN;
        return new(
            Index,
            Solution.Steps,
            Solution.Finished,
            Answer,
            Scores.Correct,
            double.IsNaN(score) ? null : score,
            rank,
            chosen,
            Scores.Failure,
            Solution.Source.Seed
        );
    }
}
