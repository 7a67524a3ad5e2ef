using Microsoft.ML.OnnxRuntime;
using Microsoft.ML.OnnxRuntime.Tensors;

namespace Platform.Inference.Generation;

/// <summary>One decoder graph: prefills prompts and computes the next logits of rows.</summary>
internal sealed class Decoder : IDisposable
{
    private readonly DecoderGraph _graph;
    private readonly InferenceSession _session;
    private readonly OrtIoBinding _binding;
    private readonly RunOptions _run = new();
    private readonly TensorElementType _type;
    private readonly bool _onCuda;
    private readonly List<OrtValue> _bound = [];
    private (KeyValueBlock Past, KeyValueBlock Present, int PastVersion, int PresentVersion)? _cache;
    private readonly IntegerBuffer _ids;
    private readonly IntegerBuffer _mask;
    private readonly IntegerBuffer _positions;
    private readonly IntegerBuffer _pastIds;

    /// <param name="graph">Names and shapes.</param>
    /// <param name="session">Runs the graph; disposed by this instance.</param>
    /// <param name="runs">Where the session runs.</param>
    /// <exception cref="InvalidDataException">The graph is not a decoder of this shape.</exception>
    public Decoder(DecoderGraph graph, InferenceSession session, Provider runs)
    {
        (_graph, _session, _onCuda) = (graph, session, runs == Provider.Cuda);
        _type = graph.Check(session);
        _binding = session.CreateIoBinding();
        (_ids, _mask, _positions, _pastIds) = (
            Buffer(graph.Ids),
            Buffer(graph.Mask),
            Buffer(graph.Positions),
            Buffer(graph.PastIds)
        );
        Pads = graph.Positions is not null;
        InPlace = graph.Cache.InPlace;

        IntegerBuffer Buffer(string? name) =>
            new(name is null ? TensorElementType.Int64 : session.InputMetadata[name].ElementDataType);
    }

    /// <summary>
    /// Whether the graph writes new tokens into the KV cache that it reads: rows begin at the beginning of the cache's length.
    /// Otherwise they end at its end, and every step returns a cache that is one token longer.
    /// </summary>
    public bool InPlace { get; set; }

    /// <summary>
    /// Whether rows of different lengths can run together in a cache that grows. A graph that counts positions itself reads its
    /// KV cache from the left, so it would read the padding there.
    /// </summary>
    public bool Pads { get; set; }

    /// <summary>Whether it computes in 16 bits.</summary>
    public bool IsHalf => _type != TensorElementType.Float;

    /// <summary>
    /// Whether the KV cache is in the GPU's memory: its operator runs there in 16 bits only, and only a cache that is written in
    /// place is never moved by the host.
    /// </summary>
    private bool OnGpu => _onCuda && InPlace && IsHalf;

    /// <summary>An empty KV cache.</summary>
    public KeyValueBlock Block() => new(_graph.Cache, _type, OnGpu);

    /// <summary>
    /// Prefills one prompt: writes its KV cache to <paramref name="present"/> and returns the last token's logits.
    /// </summary>
    public float[] Read(int[] prompt, KeyValueBlock present)
    {
        using var past = Block();
        past.Shape(1, 0);
        present.Reserve(1, prompt.Length);
        var ids = _ids.Take(prompt.Length);
        var mask = _mask.Take(prompt.Length);
        var positions = _positions.Take(prompt.Length);
        for (var i = 0; i < prompt.Length; i++)
        {
            (ids[i], mask[i], positions[i]) = (prompt[i], 1, i);
        }

        _pastIds.Take(_graph.NGram).Clear();
        using var logits = Run(1, prompt.Length, prompt.Length, past, present);
        return logits.Row(0).ToArray();
    }

    /// <summary>Feeds every row's last token. The result of a row without tokens has no meaning.</summary>
    /// <param name="rows">All tokens of each row; all but the last are in the KV cache.</param>
    /// <param name="past">The KV cache.</param>
    /// <param name="present">Receives the KV cache, one token longer; in place: <paramref name="past"/>.</param>
    public Logits Next<TRow>(IReadOnlyList<TRow> rows, KeyValueBlock past, KeyValueBlock present)
        where TRow : IReadOnlyList<int>
    {
        var width = InPlace ? rows.Max(row => Math.Max(1, row.Count)) : present.Length;
        var gram = _graph.NGram - 1;
        var ids = _ids.Take(rows.Count);
        var mask = _mask.Take(rows.Count * width);
        var positions = _positions.Take(rows.Count);
        var pastIds = _pastIds.Take(rows.Count * gram);
        for (var i = 0; i < rows.Count; i++)
        {
            var row = rows[i];
            var position = Math.Max(0, row.Count - 1);
            (ids[i], positions[i]) = (row.Count > 0 ? row[position] : 0, position);
            for (var k = 0; k < gram; k++)
            {
                pastIds[i * gram + k] = position - gram + k is >= 0 and var before ? row[before] : 0;
            }

            var line = mask.Slice(i * width, width);
            line.Clear();
            (InPlace ? line[..(position + 1)] : line[^(position + 1)..]).Fill(1);
        }
        return Run(rows.Count, 1, width, past, present);
    }

    private Logits Run(int rows, int sequence, int total, KeyValueBlock past, KeyValueBlock present)
    {
        var values = new List<OrtValue>(4);
        try
        {
            _binding.BindOutputToDevice(_graph.Logits, OrtMemoryInfo.DefaultInstance);
            Input(_graph.Ids, _ids.Bind(rows, sequence));
            Input(_graph.Mask, _mask.Bind(rows, total));
            if (_graph.Positions is not null)
            {
                Input(_graph.Positions, _positions.Bind(rows, sequence));
            }

            if (_graph.PastIds is not null)
            {
                Input(_graph.PastIds, _pastIds.Bind(rows, _graph.NGram - 1));
            }

            Bind(past, present);
            if (OnGpu)
            {
                CudaMemory.Wait();
            }

            _session.RunWithBinding(_run, _binding);
            return new Logits(_binding.GetOutputValues(), rows, sequence, _graph);
        }
        finally
        {
            values.ForEach(value => value.Dispose());
            GC.KeepAlive(past);
            GC.KeepAlive(present);
        }

        void Input(string name, OrtValue value)
        {
            values.Add(value);
            _binding.BindInput(name, value);
        }
    }

    /// <summary>Binds the KV cache; one that is written in place stays bound while its shape does not change.</summary>
    private void Bind(KeyValueBlock past, KeyValueBlock present)
    {
        var cache = (past, present, past.Version, present.Version);
        if (_cache == cache)
        {
            return;
        }

        Unbind();
        for (var i = 0; i < _graph.Past.Count; i++)
        {
            _bound.Add(past.Tensor(i));
            _binding.BindInput(_graph.Past[i], _bound[^1]);
            _bound.Add(present.Tensor(i));
            _binding.BindOutput(_graph.Present[i], _bound[^1]);
        }

        _cache = cache;
    }

    private void Unbind()
    {
        _cache = null;
        _bound.ForEach(value => value.Dispose());
        _bound.Clear();
    }

    public void Dispose()
    {
        Unbind();
        _binding.Dispose();
        _session.Dispose();
        _run.Dispose();
    }
}
