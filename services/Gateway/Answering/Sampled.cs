using Platform.Contracts;
using Platform.Gateway.Choosing;
using Platform.Gateway.OpenAi;
using Platform.Grading;

namespace Platform.Gateway.Answering;

/// <summary>The candidates of a request while they come in, in any order and from several messages at once.</summary>
/// <param name="question">The request.</param>
/// <param name="scores">Whether candidates are scored.</param>
/// <param name="progress">Called with every change, one at a time.</param>
internal sealed class Sampled(Question question, bool scores, Func<GatewayProgress, Task> progress)
{
    private readonly AnswerOptions? _options = AnswerOptions.In(question.Statement);
    private readonly SemaphoreSlim _turn = new(1);
    private readonly SortedDictionary<int, SampledCandidate> _candidates = [];
    private readonly List<string> _failures = [];
    private int _scored;

    public GenerationUsage? Usage { get; private set; }

    /// <summary>The model, as the generator names it; null before the first candidate.</summary>
    public string? Generator { get; private set; }

    public long VerifierTokens { get; private set; }

    public double VerifierSeconds { get; private set; }

    public IReadOnlyList<SampledCandidate> Candidates => [.. _candidates.Values];

    public IReadOnlyList<string> Failures => [.. _failures.Distinct()];

    /// <summary>Adds samples; returns those that are new.</summary>
    public async Task<IReadOnlyList<SampledCandidate>> Add(SolutionsGenerated generated)
    {
        await _turn.WaitAsync();
        try
        {
            var added = new List<SampledCandidate>();
            foreach (var solution in generated.Solutions)
            {
                var candidate = SampledCandidate.Of(solution.Sample, solution, _options);
                if (_candidates.TryAdd(solution.Sample, candidate))
                {
                    added.Add(candidate);
                }
            }

            Usage = GenerationUsage.Sum(Usage, generated.Usage);
            Generator ??= added.FirstOrDefault()?.Solution.Source.Model;
            Fail(generated.Failure);
            await Report("generated", added);
            return added;
        }
        finally
        {
            _turn.Release();
        }
    }

    /// <summary>Replaces candidates by their scored forms.</summary>
    /// <param name="candidates">The candidates with their scores, or with the reason why they have none.</param>
    /// <param name="scored">The scorer's answer; null if there is none.</param>
    public async Task Replace(IReadOnlyList<SampledCandidate> candidates, SolutionsScored? scored)
    {
        await _turn.WaitAsync();
        try
        {
            foreach (var candidate in candidates)
            {
                _candidates[candidate.Index] = candidate;
            }

            _scored += candidates.Count;
            VerifierTokens += scored?.Tokens ?? 0;
            VerifierSeconds += scored?.RunSeconds ?? 0;
            await Report("scored", candidates);
        }
        finally
        {
            _turn.Release();
        }
    }

    /// <summary>Notes why candidates are missing.</summary>
    public async Task Fail(Refused refused)
    {
        await _turn.WaitAsync();
        Fail(refused.Message);
        _turn.Release();
    }

    private void Fail(string? reason)
    {
        if (reason is not null)
        {
            _failures.Add(reason);
        }
    }

    private Task Report(string stage, IReadOnlyList<SampledCandidate> candidates) =>
        candidates.Count == 0
            ? Task.CompletedTask
            : progress(
                new(
                    stage,
                    question.Name.Samples,
                    _candidates.Count,
                    _scored,
                    [.. candidates.Select(c => c.Shown(scores ? question.Aggregation : null))]
                )
            );
}
