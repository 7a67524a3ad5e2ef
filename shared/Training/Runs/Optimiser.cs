using Platform.Contracts;
using Platform.Training.Modules;
using TorchSharp;
using static TorchSharp.torch;
using F = TorchSharp.torch.nn.functional;

namespace Platform.Training.Runs;

/// <summary>
/// Trains a network's weights with AdamW. Gradients are summed, clipped and applied in float32, whatever is computed with.
/// </summary>
internal sealed class Optimiser : IDisposable
{
    private readonly NetworkModule _network;
    private readonly WeightSet _weights;
    private readonly TrainingRecipe _recipe;
    private readonly bool _language;
    private readonly bool _classes;
    private readonly AdamW _adamW;

    /// <param name="network">The network.</param>
    /// <param name="weights">Its weights; those that are trained change.</param>
    /// <param name="recipe">Batches, losses and AdamW.</param>
    /// <param name="language">Whether the network has a next-token head.</param>
    /// <param name="classes">Whether it has a classifier.</param>
    public Optimiser(NetworkModule network, WeightSet weights, TrainingRecipe recipe, bool language, bool classes)
    {
        (_network, _weights, _recipe, _language, _classes) = (network, weights, recipe, language, classes);
        _adamW = new(ByGroup(), recipe);
    }

    /// <summary>Adds the gradient of these sequences' mean loss to the gradients so far and returns that loss.</summary>
    /// <param name="sequences">Longest first.</param>
    /// <param name="cancellationToken">
    /// Checked between micro-batches; after a cancellation the gradients are of no use.
    /// </param>
    public double Accumulate(IReadOnlyList<Sequence> sequences, CancellationToken cancellationToken)
    {
        var classes = sequences.Sum(s => s.Classes.Count(c => c >= 0));
        var next = sequences.Sum(s => s.Next.Count(n => n));
        var classWeight = 1.0 / Math.Max(1, classes);
        var nextWeight = (_classes ? _recipe.AuxiliaryLanguage : 1) / Math.Max(1, next);
        var loss = 0.0;
        for (var start = 0; start < sequences.Count; )
        {
            cancellationToken.ThrowIfCancellationRequested();
            var rows = MicroBatch.RowsOf(_recipe.Batch, sequences[start].Ids.Length, _recipe.MicroBatchTokens);
            var end = Math.Min(sequences.Count, start + rows);
            loss += Accumulate(MicroBatch.Of([.. sequences.Take(start..end)]), classWeight, nextWeight);
            start = end;
        }
        return loss;
    }

    /// <summary>Adds the gradient of one micro-batch's weighted loss and returns that loss.</summary>
    public double Accumulate(MicroBatch batch, double classWeight, double nextWeight)
    {
        using var scope = NewDisposeScope();
        var loss = Loss(batch, classWeight, nextWeight);
        if (loss is null)
        {
            return 0;
        }

        loss.backward();
        using var off = no_grad();
        foreach (var trained in _weights.Trained)
        {
            if (ReferenceEquals(trained.Value, trained.Master) || trained.Value.grad is not { } gradient)
            {
                continue;
            }

            if (trained.Master.grad is { } sum)
            {
                sum.add_(gradient);
            }
            else
            {
                trained.Master.grad = gradient.to(ScalarType.Float32);
            }

            trained.Value.grad = null;
        }
        return loss.to(ScalarType.Float64).item<double>();
    }

    /// <summary>
    /// One AdamW step with clipping; returns the gradient's norm. Nothing changes if the norm is not a number.
    /// </summary>
    /// <param name="rate">Learning rate.</param>
    public double Step(double rate)
    {
        using var scope = NewDisposeScope();
        var norm = nn.utils.clip_grad_norm_(_weights.Trained.Select(t => t.Master), _recipe.Clip);
        if (double.IsFinite(norm))
        {
            _adamW.Step(rate);
            CopyMasters();
        }

        using var off = no_grad();
        foreach (var trained in _weights.Trained)
        {
            trained.Master.grad?.zero_();
        }

        return norm;
    }

    /// <summary>
    /// What a checkpoint keeps: every weight that is trained, with its two moments; views, not copies.
    /// </summary>
    public IReadOnlyList<(string Name, Tensor Value)> State() =>
        [
            .. _adamW.State.SelectMany(m =>
                new (string, Tensor)[]
                {
                    (m.Weight.Shape.Name, m.Weight.Master),
                    ($"{m.Weight.Shape.Name}.first_moment", m.First),
                    ($"{m.Weight.Shape.Name}.second_moment", m.Second),
                }
            ),
        ];

    /// <summary>Continues after <paramref name="step"/> steps, after <see cref="State"/> has been filled.</summary>
    public void Continue(int step)
    {
        _adamW.Continue(step);
        CopyMasters();
    }

    public void Dispose()
    {
        foreach (var trained in _weights.Trained)
        {
            trained.Master.grad = null;
        }

        _adamW.Dispose();
    }

    /// <summary>Gives the weights that are computed with the numbers of their masters.</summary>
    private void CopyMasters()
    {
        using var off = no_grad();
        foreach (var trained in _weights.Trained)
        {
            if (!ReferenceEquals(trained.Value, trained.Master))
            {
                trained.Value.copy_(trained.Master);
            }
        }
    }

    /// <summary>Weights in the order of a checkpoint.</summary>
    private IEnumerable<TrainedWeight> ByGroup() =>
        _weights.Trained.Where(t => t.Shape.Decays).Concat(_weights.Trained.Where(t => !t.Shape.Decays));

    private Tensor? Loss(MicroBatch batch, double classWeight, double nextWeight)
    {
        var (next, classes) = (_language ? batch.Next : ([], []), _classes ? batch.Classes : ([], []));
        if (next.Positions.Length == 0 && classes.Positions.Length == 0)
        {
            return null;
        }

        var hidden = _network.Hidden(batch.On(_weights.Device)).flatten(0, 1);
        Tensor? loss = null;
        void Add(
            (long[] Positions, long[] Targets) predicted,
            double[]? weights,
            Func<Tensor, Tensor> head,
            double scale
        )
        {
            if (predicted.Positions.Length == 0)
            {
                return;
            }

            var logits = head(hidden.index_select(0, tensor(predicted.Positions, device: _weights.Device)));
            if (logits.dtype == ScalarType.BFloat16)
            {
                logits = logits.to(ScalarType.Float32);
            }

            var targets = tensor(predicted.Targets, device: _weights.Device);
            using Scalar factor = scale;
            var sum = weights is null
                ? F.cross_entropy(logits, targets, reduction: nn.Reduction.Sum)
                : F.cross_entropy(logits, targets, reduction: nn.Reduction.None)
                    .dot(tensor(weights, logits.dtype, _weights.Device));
            var part = sum * factor;
            loss = loss is null ? part : loss + part;
        }
        Add(next, null, _network.Language, nextWeight);
        Add(classes, batch.Weights, _network.Classes, classWeight);
        return loss;
    }
}
