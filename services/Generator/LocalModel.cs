using System.Threading.Channels;
using Platform.Inference;
using Platform.Inference.Generation;

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
        _decoding = new DecodeLoop(model, options.BatchSize);
        _oneByOne = options.Batching == Batching.Chunk;
        _loop = Task.Run(Run);
    }

    public LanguageModel Model { get; }

    /// <summary>Name and content hash.</summary>
    public string Source { get; }

    /// <summary>One text per request, in the order of the requests.</summary>
    public async Task<SampledText[]> Sample(IReadOnlyList<SampleRequest> requests, CancellationToken cancellationToken)
    {
        var chunk = new Chunk(requests, cancellationToken);
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
                } while (_decoding.Step() && !_ended.IsCancellationRequested);
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
            _joined.ForEach(chunk => chunk.Break(e));
            while (_arrivals.Reader.TryRead(out var chunk))
            {
                chunk.Break(e);
            }
        }
    }

    private void Collect()
    {
        _joined.RemoveAll(chunk => chunk.Done.IsCompleted || chunk.LeftAlone);
        while ((!_oneByOne || _decoding.Count == 0) && _arrivals.Reader.TryRead(out var chunk))
        {
            _metrics.Arrived(_decoding.Count);
            chunk.Join(_decoding, _metrics.Sampled);
            _joined.Add(chunk);
        }
    }

    private sealed class Chunk(IReadOnlyList<SampleRequest> requests, CancellationToken cancellationToken)
    {
        private readonly TaskCompletionSource<SampledText[]> _done = new(
            TaskCreationOptions.RunContinuationsAsynchronously
        );
        private readonly SampledText[] _texts = new SampledText[requests.Count];
        private int _missing = requests.Count;

        public Task<SampledText[]> Done => _done.Task;

        public bool LeftAlone => cancellationToken.IsCancellationRequested;

        public void Break(Exception e) => _done.TrySetException(e);

        public void Join(DecodeLoop loop, Action<SampledText> done)
        {
            for (var i = 0; i < requests.Count; i++)
            {
                var place = i;
                loop.Add(requests[i], text => Take(place, text, done), cancellationToken);
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
