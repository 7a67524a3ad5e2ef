using Platform.Contracts;
using Platform.Inference;

namespace Platform.Scorer;

/// <summary>The solutions of one message while they pass through the model.</summary>
internal sealed class Chunk
{
    private readonly ScoreSolutions _message;
    private readonly Scores[] _scores;
    private readonly TaskCompletionSource _done = new(TaskCreationOptions.RunContinuationsAsynchronously);
    private int _waiting;

    /// <summary>Tokenises every solution; a solution that cannot become a sequence fails here.</summary>
    public Chunk(ScoreSolutions message, RewardModel model, bool interactive)
    {
        (_message, Model, Interactive) = (message, model, interactive);
        _scores = new Scores[message.Solutions.Count];
        var sequences = new List<(int, TokenSequence)>(_scores.Length);
        var (prefix, failure) = Prefix(model.Template, message.Statement);
        for (var i = 0; i < _scores.Length; i++)
        {
            var (sequence, reason) = prefix is null
                ? (null, failure)
                : model.Template.Complete(prefix, message.Solutions[i].Steps ?? []);
            if (sequence is null)
            {
                _scores[i] = new(null, reason);
            }
            else
            {
                sequences.Add((i, sequence));
            }
        }
        Sequences = sequences;
        Tokens = sequences.Sum(s => (long)s.Item2.Ids.Length);
        _waiting = sequences.Count;
        if (_waiting == 0)
        {
            _done.SetResult();
        }
    }

    public RewardModel Model { get; }

    /// <summary>Whether it goes before chunks of jobs.</summary>
    public bool Interactive { get; }

    /// <summary>The sequences to run, each with the index of its solution in the message.</summary>
    public IReadOnlyList<(int Solution, TokenSequence Sequence)> Sequences { get; }

    public long Tokens { get; }

    /// <summary>Seconds spent in the model; a batch's time is divided in proportion to tokens.</summary>
    public double RunSeconds { get; private set; }

    /// <summary>When it joined the queue, in ticks of the loop's clock.</summary>
    public long Joined { get; set; }

    /// <summary>Completes when every sequence has its scores; fails with the exception that ended the run.</summary>
    public Task Done => _done.Task;

    public void Take(int solution, Scores scores, double seconds)
    {
        _scores[solution] = scores;
        RunSeconds += seconds;
        if (--_waiting == 0)
        {
            _done.SetResult();
        }
    }

    public void Break(Exception exception) => _done.TrySetException(exception);

    public SolutionsScored Scored() =>
        new(
            _message.RewardModel,
            [
                .. _message.Solutions.Zip(
                    _scores,
                    (solution, s) => new ScoredSolution(solution.SolutionId, s.Probabilities, s.Failure)
                ),
            ],
            RunSeconds,
            Tokens
        );

    private static (int[]? Ids, string? Failure) Prefix(SequenceTemplate template, string statement)
    {
        try
        {
            return (template.Prefix(statement), null);
        }
        catch (UnknownCharacterException e)
        {
            return (null, $"statement: {e.Message}");
        }
    }
}
