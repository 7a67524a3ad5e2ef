using System.Threading.Channels;
using Platform.Inference;
using Platform.Inference.Generation;
using Platform.ServiceDefaults;

namespace Platform.Generator;

/// <summary>
/// A language model with its decode loop, which samples for all commands at once. A caller that waits for samples holds a
/// lease on the model, so it is disposed only when no caller waits.
/// </summary>
internal sealed class LocalModel : IDisposable
{
    private readonly Channel<Chunk> _arrivals = Channel.CreateUnbounded<Chunk>(new() { SingleReader = true });
    private readonly CancellationTokenSource _ended = new();
    private readonly List<Chunk> _joined = [];
    private readonly Queue<Chunk> _interactive = [];
    private readonly Queue<Chunk> _bulk = [];
    private readonly Turns _turns;
    private readonly DecodeLoop _decoding;
    private readonly bool _oneByOne;
    private readonly GeneratorMetrics _metrics;
    private readonly Task _loop;

    /// <param name="model">Disposed by this instance.</param>
    /// <param name="version">Content hash.</param>
    /// <param name="options">Batch size and batching.</param>
    /// <param name="metrics">Records arrivals and samples.</param>
    public LocalModel(LanguageModel model, string version, GeneratorOptions options, GeneratorMetrics metrics)
    {
        _metrics = metrics;
        (Model, Source) = (model, $"{model.Name}@{version}");
        _decoding = new DecodeLoop(model, options.BatchSize, options.InteractiveBatchSize);
        _turns = new Turns(options.InteractiveShare);
        _oneByOne = options.Batching == Batching.Chunk;
        _loop = Task.Run(Run);
    }

    public LanguageModel Model { get; }

    /// <summary>Name and content hash.</summary>
    public string Source { get; }

    /// <summary>One text per request, in the order of the requests.</summary>
    /// <param name="requests">The samples.</param>
    /// <param name="interactive">Whether they go before samples that are not.</param>
    /// <param name="cancellationToken">Ends the samples at the next step.</param>
    public async Task<SampledText[]> Sample(
        IReadOnlyList<SampleRequest> requests,
        bool interactive,
        CancellationToken cancellationToken
    )
    {
        var chunk = new Chunk(requests, interactive, cancellationToken);
        if (!_arrivals.Writer.TryWrite(chunk))
        {
            throw new InvalidOperationException($"{Source} broke off while it sampled; start the generator again.");
        }

        return await chunk.Done.WaitAsync(cancellationToken);
    }

    public void Dispose()
    {
        // The model is disposed after the last step: the graph must not be freed while it runs.
        _ended.Cancel();
        _loop.ContinueWith(_ => Model.Dispose(), TaskScheduler.Default);
    }

    private async Task Run()
    {
        try
        {
            while (await _arrivals.Reader.WaitToReadAsync(_ended.Token))
            {
                do
                {
                    Collect();
                } while ((_decoding.Step() || Waits) && !_ended.IsCancellationRequested);
            }
        }
        catch (OperationCanceledException)
        {
            // Disposed: no caller waits any more.
        }
        catch (Exception e)
        {
            // An internal error: it fails the chunks that are waiting and every chunk that comes later.
            _arrivals.Writer.Complete(e);
            foreach (var chunk in _joined.Concat(_interactive).Concat(_bulk))
            {
                chunk.Break(e);
            }

            while (_arrivals.Reader.TryRead(out var chunk))
            {
                chunk.Break(e);
            }
        }
    }

    private bool Waits => _interactive.Count + _bulk.Count > 0;

    private void Collect()
    {
        _joined.RemoveAll(chunk => chunk.Done.IsCompleted || chunk.LeftAlone);
        while (_arrivals.Reader.TryRead(out var chunk))
        {
            (chunk.Interactive ? _interactive : _bulk).Enqueue(chunk);
        }

        while (Waits && (!_oneByOne || _decoding.Count == 0))
        {
            var chunk = Next().Dequeue();
            _metrics.Arrived(_decoding.Count);
            chunk.Join(_decoding, _metrics.Sampled);
            _joined.Add(chunk);
        }
    }

    /// <summary>Between chunks that go one by one, both kinds take turns; otherwise the loop has places for both.</summary>
    private Queue<Chunk> Next() =>
        _interactive.Count == 0 || (_oneByOne && _turns.IsBulk(Samples(_interactive), Samples(_bulk)))
            ? _bulk
            : _interactive;

    private static long? Samples(Queue<Chunk> waiting) => waiting.TryPeek(out var next) ? next.Count : null;

    private sealed class Chunk(
        IReadOnlyList<SampleRequest> requests,
        bool interactive,
        CancellationToken cancellationToken
    )
    {
        private readonly TaskCompletionSource<SampledText[]> _done = new(
            TaskCreationOptions.RunContinuationsAsynchronously
        );
        private readonly SampledText[] _texts = new SampledText[requests.Count];
        private int _missing = requests.Count;

        public Task<SampledText[]> Done => _done.Task;

        public bool Interactive => interactive;

        public int Count => requests.Count;

        public bool LeftAlone => cancellationToken.IsCancellationRequested;

        public void Break(Exception e) => _done.TrySetException(e);

        public void Join(DecodeLoop loop, Action<SampledText> done)
        {
            for (var i = 0; i < requests.Count; i++)
            {
                var place = i;
                loop.Add(requests[i], text => Take(place, text, done), cancellationToken, interactive);
            }
        }

        private void Take(int place, SampledText text, Action<SampledText> done)
        {
            done(text);
            _texts[place] = text;
            if (--_missing == 0)
            {
                _done.TrySetResult(_texts);
            }
        }
    }
}
