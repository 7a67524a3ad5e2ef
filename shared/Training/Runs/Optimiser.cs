using Microsoft.ML.OnnxRuntime;
using Platform.Contracts;
using Platform.Inference;
using Platform.Training.Models;

namespace Platform.Training.Runs;

/// <summary>Weights, gradient and moments of a model in training, and the graphs that work on them.</summary>
internal sealed class Optimiser : IDisposable
{
    /// <summary>Graph shapes kept open; each has its own buffers.</summary>
    private const int Sessions = 20;

    private readonly TransformerShape _shape;
    private readonly TrainingRecipe _recipe;
    private readonly int _threads;
    private readonly Provider _provider;
    private readonly FlatVector _decay;
    private readonly Dictionary<(int Rows, int Width), StepSession> _sessions = [];
    private readonly LinkedList<(int, int)> _uses = [];

    /// <param name="shape">The model.</param>
    /// <param name="recipe">Batches and AdamW.</param>
    /// <param name="threads">Threads per operator on the CPU.</param>
    /// <param name="provider">Where the training step runs.</param>
    /// <exception cref="InvalidOperationException">CUDA was asked for and is not available.</exception>
    public Optimiser(TransformerShape shape, TrainingRecipe recipe, int threads, Provider provider = Provider.Cpu)
    {
        (_shape, _recipe, _threads, _provider) = (shape, recipe, threads, provider);
        using (var options = new SessionOptions())
            Runs = Providers.Use(options, provider);
        var layout = new FlatLayout(shape.Parameters());
        (Weights, Gradient, First, Second, _decay) = (new(layout), new(layout), new(layout), new(layout), new(layout));
        AdamW.Decay(_decay, recipe.WeightDecay);
    }

    /// <summary>Where the training step runs: <see cref="Provider.Cuda"/> or <see cref="Provider.Cpu"/>.</summary>
    public Provider Runs { get; }

    public FlatVector Weights { get; }
    public FlatVector Gradient { get; }
    public FlatVector First { get; }
    public FlatVector Second { get; }

    /// <summary>Adds the gradient of these sequences' mean loss to <see cref="Gradient"/> and returns that loss.</summary>
    /// <param name="sequences">Longest first.</param>
    /// <param name="cancellationToken">
    /// Checked between micro-batches; after a cancellation the gradient is of no use.
    /// </param>
    public double Accumulate(IReadOnlyList<Sequence> sequences, CancellationToken cancellationToken)
    {
        var classes = sequences.Sum(s => s.Classes.Count(c => c >= 0));
        var next = sequences.Sum(s => s.Next.Count(n => n));
        var classWeight = 1f / Math.Max(1, classes);
        var nextWeight = (_shape.Classes > 0 ? (float)_recipe.AuxiliaryLanguage : 1f) / Math.Max(1, next);
        var loss = 0.0;
        for (var start = 0; start < sequences.Count; )
        {
            cancellationToken.ThrowIfCancellationRequested();
            var width = Math.Min(Batches.Width(sequences[start].Ids.Length), _shape.Context);
            var rows = Rows(_recipe.Batch, width, _recipe.MicroBatchTokens);
            var session = Session(rows, width);
            var end = Math.Min(sequences.Count, start + rows);
            Fill(session, sequences, start, end, classWeight, nextWeight);
            loss += session.Run();
            start = end;
        }
        return loss;
    }

    /// <summary>Sequences per micro-batch: equal shares of the batch, so that few rows stay empty.</summary>
    /// <param name="batch">Sequences of the batch.</param>
    /// <param name="width">Tokens per sequence, padding included.</param>
    /// <param name="tokens">Most tokens of a micro-batch with more than one sequence.</param>
    public static int Rows(int batch, int width, int tokens)
    {
        var most = Math.Max(1, tokens / width);
        var shares = (batch + most - 1) / most;
        return (batch + shares - 1) / shares;
    }

    /// <summary>
    /// One AdamW step with clipping; returns the gradient's norm. Nothing changes if the norm is not a number.
    /// </summary>
    /// <param name="step">From 1.</param>
    /// <param name="rate">Learning rate.</param>
    public double Step(int step, double rate)
    {
        var norm = AdamW.Norm(Gradient.All);
        if (double.IsFinite(norm))
            AdamW.Step(
                step,
                rate,
                norm > _recipe.Clip ? _recipe.Clip / norm : 1,
                Weights.All,
                Gradient.All,
                First.All,
                Second.All,
                _decay.All,
                _recipe
            );
        return norm;
    }

    public void Dispose()
    {
        foreach (var session in _sessions.Values)
            session.Dispose();
        foreach (var vector in (FlatVector[])[Weights, Gradient, First, Second, _decay])
            vector.Dispose();
    }

    private StepSession Session(int rows, int width)
    {
        var key = (rows, width);
        _uses.Remove(key);
        _uses.AddLast(key);
        if (_sessions.TryGetValue(key, out var session))
            return session;
        if (_sessions.Count == Sessions)
        {
            _sessions.Remove(_uses.First!.Value, out var oldest);
            _uses.RemoveFirst();
            oldest!.Dispose();
        }
        return _sessions[key] = new StepSession(_shape, rows, width, Weights, Gradient, _threads, _provider);
    }

    private static void Fill(
        StepSession session,
        IReadOnlyList<Sequence> sequences,
        int start,
        int end,
        float classWeight,
        float nextWeight
    )
    {
        Array.Fill(session.Ids, TextLayout.Pad);
        foreach (var weights in (float[][])[session.NextWeights, session.ClassWeights])
            Array.Clear(weights);
        for (var row = start; row < end; row++)
        {
            var sequence = sequences[row];
            var at = (row - start) * session.Width;
            for (var i = 0; i < sequence.Ids.Length; i++)
            {
                session.Ids[at + i] = sequence.Ids[i];
                if (sequence.Next[i] && session.Next.Length > 0)
                    (session.Next[at + i], session.NextWeights[at + i]) = (sequence.Ids[i + 1], nextWeight);
                if (sequence.Classes[i] >= 0 && session.Classes.Length > 0)
                    (session.Classes[at + i], session.ClassWeights[at + i]) = (sequence.Classes[i], classWeight);
            }
        }
    }
}
