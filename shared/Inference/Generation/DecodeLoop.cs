using Microsoft.ML.OnnxRuntime;

namespace Platform.Inference.Generation;

/// <summary>
/// Samples many texts at once, one token of each per step. Complete rows leave, and waiting rows take their places. The KV
/// cache is passed from step to step in place: the output of one step is the input of the next. Not thread-safe.
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
    private readonly int _places;
    private readonly NextToken _choice = new();
    private readonly LinkedList<SampleRow> _waiting = [];
    private readonly Dictionary<int[], Prompted> _prompts = new(ReferenceEqualityComparer.Instance);
    private List<SampleRow> _rows = [];
    private KeyValueBlock _past;
    private KeyValueBlock _present;

    /// <param name="model">Runs one loop at a time.</param>
    /// <param name="places">Maximum number of rows in a batch.</param>
    public DecodeLoop(LanguageModel model, int places)
    {
        ArgumentOutOfRangeException.ThrowIfLessThan(places, 1);
        (_model, _places) = (model, places);
        (_past, _present) = (model.Decoder.Block(), model.Decoder.Block());
    }

    /// <summary>Samples in progress or waiting.</summary>
    public int Count => _waiting.Count + Alive;

    private int Alive => _rows.Count(row => row.Alive);

    /// <summary>Queues a sample.</summary>
    /// <param name="request">The sample.</param>
    /// <param name="done">Called once, within <see cref="Step"/>; never if the token was cancelled first.</param>
    /// <param name="cancellationToken">Removes the sample at the next step.</param>
    public void Add(SampleRequest request, Action<SampledText> done, CancellationToken cancellationToken = default) =>
        _waiting.AddLast(new SampleRow(_model, request, done, cancellationToken));

    /// <summary>Removes and adds rows, then samples the next token of every row.</summary>
    /// <returns>Whether any samples remain.</returns>
    public bool Step()
    {
        foreach (var row in _rows)
            row.LeftAlone();
        Reshape();
        if (_rows.Count > 0)
            Decode();
        return Count > 0;
    }

    /// <summary>
    /// A waiting row takes the place of a complete one at once. Rebuilding the batch copies the whole KV cache, as every
    /// step does within the graph, so it waits until that frees an eighth of the places or a quarter of the length.
    /// </summary>
    private void Reshape()
    {
        var alive = _rows.Where(row => row.Alive).ToList();
        var (dead, free) = (_rows.Count - alive.Count, _places - alive.Count);
        var anew = alive.Count == 0 || (_places - _rows.Count) * 8 >= _places || Longest(alive) * 4 <= _past.Length * 3;
        var joining = _waiting.Count == 0 ? [] : Join(alive, anew ? free : dead);
        if (joining.Count == 0 && dead * 8 < Math.Max(1, _rows.Count))
            return;
        if (joining.Count == 0 || joining.Count > dead || anew || Longest(joining) > _past.Length)
            Pack(alive, joining);
        else
            Replace(joining);
        foreach (var prompt in _prompts.Keys.Except(_waiting.Select(row => row.Prompt)).ToList())
            _prompts.Remove(prompt);
    }

    /// <summary>Tokens in the KV cache of the longest row.</summary>
    private static int Longest(List<SampleRow> rows) => rows.Count == 0 ? 0 : rows.Max(row => row.Count) - 1;

    private void Replace(List<SampleRow> joining)
    {
        var place = 0;
        foreach (var row in joining)
        {
            while (_rows[place].Alive)
                place++;
            _rows[place] = row;
            _past.Take(place, _prompts[row.Prompt].Block, 0, row.Count - 1);
        }
    }

    /// <summary>Waiting rows that fit, with their prompts prefilled and their first tokens sampled.</summary>
    private List<SampleRow> Join(List<SampleRow> alive, int free)
    {
        var joining = new List<SampleRow>();
        for (var node = _waiting.First; node is not null && joining.Count < free; )
        {
            var (row, here) = (node.Value, node);
            node = node.Next;
            // A graph that cannot skip padding runs rows of one length only.
            if (
                !_model.Decoder.Pads
                && (alive.Concat(joining).FirstOrDefault() is { } one && one.Count - 1 != row.Prompt.Length)
            )
                continue;
            _waiting.Remove(here);
            if (row.LeftAlone())
                continue;
            if (Read(row) is { } prompt)
                row.Take(prompt.Logits, _choice);
            if (row.Alive)
                joining.Add(row);
        }
        return joining;
    }

    /// <summary>The row's prompt, prefilled once for all samples that wait for it; null if that failed.</summary>
    private Prompted? Read(SampleRow row)
    {
        if (row.Refusal is { } refusal)
            row.Fail(refusal);
        else if (_prompts.TryGetValue(row.Prompt, out var known))
            return known;
        else
            try
            {
                var block = _model.Decoder.Block();
                return _prompts[row.Prompt] = new(_model.Decoder.Read(row.Prompt, block), block);
            }
            catch (Exception e) when (e is OnnxRuntimeException or InvalidDataException)
            {
                row.Fail($"the model cannot be run on the prompt: {e.Message}");
            }
        return null;
    }

    /// <summary>Packs the rows that stay and those that join into a batch just long enough for the longest.</summary>
    private void Pack(List<SampleRow> staying, List<SampleRow> joining)
    {
        List<SampleRow> rows = [.. staying, .. joining];
        if (rows.Count > 0)
            _present.Shape(rows.Count, Longest(rows));
        for (var i = 0; i < staying.Count; i++)
            _present.Take(i, _past, _rows.IndexOf(staying[i]), staying[i].Count - 1);
        for (var i = 0; i < joining.Count; i++)
            _present.Take(staying.Count + i, _prompts[joining[i].Prompt].Block, 0, joining[i].Count - 1);
        (_past, _present, _rows) = (_present, _past, rows);
    }

    private void Decode()
    {
        try
        {
            _present.Shape(_rows.Count, _past.Length + 1);
            using var logits = _model.Decoder.Next(_rows, _past, _present);
            (_past, _present) = (_present, _past);
            for (var i = 0; i < _rows.Count; i++)
                _rows[i].Take(logits.Row(i), _choice);
        }
        catch (Exception e) when (e is OnnxRuntimeException or InvalidDataException)
        {
            _rows.ForEach(row => row.Fail($"the model cannot be run: {e.Message}"));
            _rows.Clear();
        }
    }

    /// <summary>A prompt after its prefill.</summary>
    private sealed record Prompted(float[] Logits, KeyValueBlock Block);
}
