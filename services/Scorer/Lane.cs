using Platform.Inference;

namespace Platform.Scorer;

/// <summary>
/// The chunks of one kind of work, interactive or bulk, that wait for the model, and the batches of the round that has begun.
/// A round takes the chunks that wait for one model. Between two batches the loop may run a batch of another lane.
/// </summary>
/// <param name="chunksARound">Most chunks in a round.</param>
/// <param name="budget">Tokens of a batch, padding included, by model.</param>
internal sealed class Lane(int chunksARound, Func<RewardModel, int> budget)
{
    private readonly List<Chunk> _waiting = [];
    private readonly Queue<IReadOnlyList<Item>> _batches = [];
    private List<Chunk> _round = [];

    /// <summary>Whether a batch can be run.</summary>
    public bool HasWork => _batches.Count > 0 || _waiting.Count > 0;

    public void Add(Chunk chunk) => _waiting.Add(chunk);

    /// <summary>The next batch; begins a round if none is in progress.</summary>
    /// <param name="begun">Called with every chunk of a round that begins.</param>
    public IReadOnlyList<Item> Peek(Action<Chunk> begun)
    {
        if (_batches.Count == 0)
        {
            Begin();
            _round.ForEach(begun);
        }

        return _batches.Peek();
    }

    /// <summary>Removes the batch that <see cref="Peek"/> returned.</summary>
    public void Remove() => _batches.Dequeue();

    /// <summary>Ends the round: its chunks are broken.</summary>
    public void Break(Exception exception)
    {
        _round.ForEach(chunk => chunk.Break(exception));
        _round = [];
        _batches.Clear();
    }

    /// <summary>Takes the oldest chunk and those that wait for the same model.</summary>
    private void Begin()
    {
        var model = _waiting[0].Model;
        _round = [.. _waiting.Where(chunk => chunk.Model == model).Take(chunksARound)];
        _waiting.RemoveAll(_round.Contains);
        var items = _round.SelectMany(c => c.Sequences, (c, s) => new Item(c, s.Solution, s.Sequence)).ToList();
        foreach (var batch in Packing.Pack(items.ConvertAll(i => i.Sequence.Ids.Length), budget(model)))
        {
            _batches.Enqueue(Array.ConvertAll(batch, i => items[i]));
        }
    }

    /// <summary>A sequence of a batch, with the chunk and the solution that its scores belong to.</summary>
    internal sealed record Item(Chunk Chunk, int Solution, TokenSequence Sequence);
}
