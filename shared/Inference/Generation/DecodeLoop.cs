using Microsoft.ML.OnnxRuntime;

namespace Platform.Inference.Generation;

/// <summary>
/// Samples many texts at once, one token of each per step. Complete rows leave, and waiting rows take their places while the
/// others go on. Not thread-safe.
/// </summary>
/// <remarks>
/// A sample is determined by its seed, its prompt and the model. Prompts are prefilled alone, whatever the batch holds, so
/// the first token never depends on its neighbours, and the same samples added to an idle loop in the same order give the
/// same texts. Beyond that, neighbours may change the last bits of a logit, as in any batched matrix product: a text then
/// differs only if a draw falls within that rounding of the boundary between two tokens.
/// </remarks>
public sealed class DecodeLoop
{
    private readonly LanguageModel _model;
    private readonly NextToken _choice = new();
    private readonly LinkedList<SampleRow> _waiting = [];
    private readonly LinkedList<SampleRow> _interactive = [];
    private readonly int _places;
    private readonly int _interactivePlaces;
    private readonly WaitingPrompts _prompts;
    private readonly RowBatch _batch;

    /// <param name="model">Runs one loop at a time.</param>
    /// <param name="places">Maximum number of rows in a batch.</param>
    /// <param name="interactivePlaces">
    /// Further rows that only interactive samples take. While other samples wait, interactive ones take no more than these,
    /// so that neither kind waits for the other.
    /// </param>
    public DecodeLoop(LanguageModel model, int places, int interactivePlaces = 0)
    {
        ArgumentOutOfRangeException.ThrowIfLessThan(places, 1);
        ArgumentOutOfRangeException.ThrowIfNegative(interactivePlaces);
        (_model, _prompts) = (model, new(model.Decoder));
        (_places, _interactivePlaces) = (places, interactivePlaces);
        _batch = RowBatch.For(model, places + interactivePlaces);
    }

    /// <summary>Samples in progress or waiting.</summary>
    public int Count => Waiting + _batch.Alive.Count();

    private int Waiting => _waiting.Count + _interactive.Count;

    /// <summary>Queues a sample.</summary>
    /// <param name="request">The sample.</param>
    /// <param name="done">Called once, within <see cref="Step"/>; never if the token was cancelled first.</param>
    /// <param name="cancellationToken">Removes the sample at the next step.</param>
    /// <param name="interactive">Whether it goes before samples that are not.</param>
    public void Add(
        SampleRequest request,
        Action<SampledText> done,
        CancellationToken cancellationToken = default,
        bool interactive = false
    )
    {
        var row = new SampleRow(_model, request, done, cancellationToken) { Interactive = interactive };
        (interactive ? _interactive : _waiting).AddLast(row);
        _prompts.Add(request.Prompt);
    }

    /// <summary>Removes and adds rows, then samples the next token of every row.</summary>
    /// <returns>Whether any samples remain.</returns>
    public bool Step()
    {
        foreach (var row in _batch.Rows)
        {
            row.LeftAlone();
        }

        Decode(Waiting == 0 ? [] : Join(_batch.Free));
        return Count > 0;
    }

    /// <summary>Waiting rows that fit, interactive ones first.</summary>
    private List<(SampleRow Row, KeyValueBlock Prompt)> Join(int free)
    {
        var joining = new List<(SampleRow Row, KeyValueBlock Prompt)>();
        var (interactive, others) = (0, 0);
        foreach (var row in _batch.Alive)
        {
            (interactive, others) = row.Interactive ? (interactive + 1, others) : (interactive, others + 1);
        }

        Join(_interactive, _waiting.Count > 0 ? Math.Min(free, _interactivePlaces - interactive) : free, joining);
        Join(_waiting, Math.Min(free, joining.Count + _places - others), joining);
        return joining;
    }

    /// <summary>Adds rows up to a number, with their prompts prefilled and their first tokens sampled.</summary>
    private void Join(LinkedList<SampleRow> waiting, int most, List<(SampleRow Row, KeyValueBlock Prompt)> joining)
    {
        for (var node = waiting.First; node is not null && joining.Count < most; )
        {
            var (row, here) = (node.Value, node);
            node = node.Next;
            if (!_batch.Takes(row.Prompt.Length, joining.FirstOrDefault().Row))
            {
                continue;
            }

            waiting.Remove(here);
            if (!row.LeftAlone() && Read(row) is { } prompt)
            {
                row.Take(prompt.Logits, _choice);
                if (row.Alive)
                {
                    joining.Add((row, prompt.Block));
                }
            }
            _prompts.Remove(row.Prompt);
        }
    }

    /// <summary>The row's prompt after its prefill; null if that failed.</summary>
    private (float[] Logits, KeyValueBlock Block)? Read(SampleRow row)
    {
        if (row.Refusal is { } refusal)
        {
            row.Fail(refusal);
            return null;
        }
        try
        {
            return _prompts.Read(row.Prompt);
        }
        catch (Exception e) when (e is OnnxRuntimeException or InvalidDataException)
        {
            row.Fail($"the model cannot be run on the prompt: {e.Message}");
            return null;
        }
    }

    private void Decode(List<(SampleRow Row, KeyValueBlock Prompt)> joining)
    {
        try
        {
            _batch.Change(joining);
            if (_batch.Rows.Count == 0)
            {
                return;
            }

            using var logits = _batch.Next();
            for (var i = 0; i < _batch.Rows.Count; i++)
            {
                _batch.Rows[i].Take(logits.Row(i), _choice);
            }
        }
        catch (Exception e) when (e is OnnxRuntimeException or InvalidDataException)
        {
            foreach (var row in _batch.Rows.Concat(joining.Select(joined => joined.Row)))
            {
                row.Fail($"the model cannot be run: {e.Message}");
            }

            _batch.Rows.Clear();
        }
    }
}
