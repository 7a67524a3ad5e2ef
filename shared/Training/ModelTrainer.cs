using System.Diagnostics;
using System.Security.Cryptography;
using System.Text.Json;
using Platform.Contracts;
using Platform.Inference;
using Platform.Networks;
using Platform.Training.Models;
using Platform.Training.Modules;
using Platform.Training.Runs;
using TorchSharp;

namespace Platform.Training;

/// <summary>A training run, from its start or its last checkpoint to a model's directory.</summary>
public static class ModelTrainer
{
    private const int CurvePoints = 200;

    /// <summary>Writing checkpoints takes at most this share of the time.</summary>
    private const double CheckpointShare = 0.1;

    /// <summary>
    /// Incremented whenever the same plan gives different numbers; older checkpoints are then not resumed.
    /// </summary>
    private const int Arithmetic = 3;

    /// <summary>Trains. If the plan's directory has a checkpoint, the run resumes from it and gives the same bits.</summary>
    /// <param name="plan">The plan.</param>
    /// <param name="progress">Called after steps, as often as the plan says, and at the end.</param>
    /// <param name="cancellationToken">Ends the run after the current micro-batch, with a checkpoint.</param>
    /// <returns>The finished model's directory, manifest, golden example and lineage included.</returns>
    /// <exception cref="TrainingDivergedException">A loss or gradient is not a number.</exception>
    /// <exception cref="InvalidDataException">
    /// The examples or the base model cannot be used; the message says why.
    /// </exception>
    /// <exception cref="InvalidOperationException">libtorch does not load, or not on the provider of the plan.</exception>
    /// <exception cref="OperationCanceledException">The run was cancelled; it can be resumed.</exception>
    public static string Train(
        TrainingPlan plan,
        Action<TrainingProgress> progress,
        CancellationToken cancellationToken
    )
    {
        Directory.CreateDirectory(plan.Directory);
        var (layout, shape) = Design(plan);
        var (sequences, leftOut, golden) = Sequences(plan, layout);
        var threads = plan.Recipe.Threads ?? Environment.ProcessorCount;
        var device = Libtorch.Use(plan.Provider, threads);
        var state = Begin(plan, device, threads);
        if (TooLarge(plan, shape, device, state.Precision) is { } reason)
        {
            throw new InvalidDataException(reason);
        }

        var directory = Path.Combine(plan.Directory, "model");
        long trained;
        using (var model = Load(plan, shape, device, state.Precision))
        {
            using var optimiser = new Optimiser(
                model.Network,
                model.Weights,
                plan.Recipe,
                shape.Language,
                shape.Classes > 0
            );
            var run = new Run(plan, optimiser, sequences, progress);
            state = run.Finish(run.Resume(state), cancellationToken);
            trained = model.Weights.Trained.Sum(t => t.Shape.Count);
            if (Directory.Exists(directory))
            {
                Directory.Delete(directory, recursive: true);
            }

            Directory.CreateDirectory(directory);
            ModelFolder.WriteWeights(directory, plan, layout, shape, model);
        }
        // The weights of the run are gone before the finished model is loaded for its golden example.
        var lineage = new TrainingLineage(
            plan.Objective,
            plan.TrainingSet,
            sequences.Count,
            leftOut,
            plan.BaseVersion,
            plan.Recipe,
            trained,
            state.Curve,
            $"libtorch {state.Libtorch}, {state.Device}, {Name(state.Precision)}, {threads} thread(s)",
            plan.Supervisors
        );
        ModelFolder.Describe(directory, plan, layout, shape, golden, lineage);
        return directory;
    }

    /// <summary>Why the training does not fit the memory; null if it does.</summary>
    private static string? TooLarge(TrainingPlan plan, NetworkShape shape, torch.Device device, Precision precision)
    {
        var gpu = device.type == DeviceType.CUDA ? GpuMemory.Read() : null;
        var half = precision == Precision.BFloat16;
        var memory = gpu?.Free ?? plan.Memory;
        return TrainingFit.WhyNot(shape, plan.Recipe, half, plan.Base is not null, memory, gpu is not null);
    }

    private static TrainableModel Load(TrainingPlan plan, NetworkShape shape, torch.Device device, Precision precision)
    {
        var origin = plan.Base is null ? null : BaseModel.ReadWeights(plan.Base);
        return TrainableModel.Create(shape, plan.Recipe, origin, device, precision.Type());
    }

    private static string Name(Precision precision) => precision == Precision.BFloat16 ? "bfloat16" : "float32";

    private static string Checkpoints(TrainingPlan plan) => Path.Combine(plan.Directory, "checkpoints");

    /// <summary>The state of this plan's last checkpoint, or the initial one.</summary>
    private static RunState Begin(TrainingPlan plan, torch.Device device, int threads)
    {
        var name = device.type == DeviceType.CUDA ? "CUDA" : "CPU";
        // A checkpoint with another hash is not resumed.
        var hash = Convert.ToHexStringLower(
            SHA256.HashData(
                JsonSerializer.SerializeToUtf8Bytes(
                    new
                    {
                        plan.Objective,
                        plan.Recipe,
                        plan.TrainingSet,
                        plan.BaseVersion,
                        Device = name,
                        Threads = threads,
                        Libtorch = Libtorch.Version,
                        Arithmetic,
                    }
                )
            )
        );
        return Checkpoint.Read(Checkpoints(plan)) is { } state && state.Plan == hash
            ? state
            : new(
                hash,
                Precisions.Choose(plan.Recipe, device),
                name,
                threads,
                Libtorch.Version,
                plan.Recipe.Seed,
                0,
                0,
                0,
                []
            );
    }

    private static (TextLayout, NetworkShape) Design(TrainingPlan plan)
    {
        var recipe = plan.Recipe;
        var heads = TrainingHeads.Of(plan.Objective, recipe);
        if (plan.Base is not null)
        {
            var origin = BaseModel.Read(plan.Base, plan.Objective, recipe.Context, heads.Classes, heads.Language);
            return (origin.Layout, origin.Shape);
        }
        if (Adapter.Of(recipe) is not null)
        {
            throw new InvalidDataException("adapters are trained on a base model, and there is none.");
        }

        if (recipe.Width % (2 * recipe.Heads) != 0)
        {
            throw new InvalidDataException(
                $"width {recipe.Width} is no multiple of twice the heads ({recipe.Heads}): rotary positions turn pairs."
            );
        }

        var fresh =
            recipe.Tokenizer == "bytes"
                ? new ManifestTokenizer(
                    "bytes",
                    TextLayout.Pad,
                    null,
                    TextLayout.FirstByte + 256,
                    TextLayout.FirstByte,
                    [TextLayout.Pad, TextLayout.Begin, TextLayout.Solution, TextLayout.End]
                )
                : new ManifestTokenizer(
                    "pieces",
                    TextLayout.Pad,
                    null,
                    null,
                    TextLayout.FirstByte,
                    null,
                    recipe.LargestNumber,
                    PieceLearner.Learn(ExampleFile.Read(plan.Examples), recipe.Pieces)
                );
        var layout = new TextLayout(fresh, Tokenizer.Load(fresh, ""));
        return (layout, heads.Transformer(recipe, layout.Vocabulary, layout.FirstNumber));
    }

    private static (IReadOnlyList<Sequence>, IReadOnlyDictionary<string, int>, TrainingExample) Sequences(
        TrainingPlan plan,
        TextLayout layout
    )
    {
        var maker = new SequenceMaker(layout, plan.Objective, plan.Recipe);
        var sequences = new List<Sequence>();
        var leftOut = new SortedDictionary<string, int>(StringComparer.Ordinal);
        TrainingExample? golden = null;
        foreach (var example in ExampleFile.Read(plan.Examples))
        {
            var (sequence, reason) = maker.Make(example);
            if (sequence is null)
            {
                leftOut[reason!] = leftOut.GetValueOrDefault(reason!) + 1;
                continue;
            }
            sequences.Add(sequence);
            golden ??= maker.Cut(example);
        }
        if (golden is null)
        {
            throw new InvalidDataException(
                leftOut.Count == 0
                    ? "the training set is empty"
                    : "no example of the training set can be used: "
                        + string.Join(", ", leftOut.Select(r => $"{r.Value} {r.Key}"))
            );
        }

        return (sequences, leftOut, golden);
    }

    /// <summary>The steps of one plan.</summary>
    private sealed class Run(
        TrainingPlan plan,
        Optimiser optimiser,
        IReadOnlyList<Sequence> sequences,
        Action<TrainingProgress> progress
    )
    {
        private readonly string _checkpoints = Checkpoints(plan);
        private readonly Batches _batches = new(sequences, plan.Recipe.Batch, plan.Recipe.Seed);

        private int Steps => (int)Math.Ceiling(plan.Recipe.Epochs * _batches.PerEpoch);

        /// <summary>Fills the weights and moments from the checkpoint of a state that has one.</summary>
        public RunState Resume(RunState state)
        {
            if (state.Step == 0)
            {
                return state;
            }

            if (!Checkpoint.Fill(_checkpoints, state, optimiser.State()))
            {
                return state with { Step = 0, Tokens = 0, Seconds = 0, Curve = [] };
            }

            optimiser.Continue(state.Step);
            return state;
        }

        public RunState Finish(RunState state, CancellationToken cancellationToken)
        {
            var (reported, saved, clock) = (Stopwatch.StartNew(), Stopwatch.StartNew(), Stopwatch.StartNew());
            var (before, tokensBefore) = (state.Seconds, state.Tokens);
            var writing = TimeSpan.Zero;
            void Save()
            {
                var began = saved.Elapsed;
                Checkpoint.Write(_checkpoints, state, optimiser.State());
                writing = saved.Elapsed - began;
                saved.Restart();
            }
            // The curve has the same points whether or not the run was interrupted.
            var every = Math.Max(1, Steps / CurvePoints);
            while (state.Step < Steps)
            {
                try
                {
                    var (loss, rate, tokens) = Step(state.Step, cancellationToken);
                    var step = state.Step + 1;
                    state = state with
                    {
                        Step = step,
                        Tokens = state.Tokens + tokens,
                        Seconds = before + clock.Elapsed.TotalSeconds,
                        Curve =
                            step % every == 0 || step == Steps
                                ? [.. state.Curve, new TrainingPoint(step, loss, rate, state.Tokens + tokens)]
                                : state.Curve,
                    };
                    if (reported.Elapsed >= plan.ReportEvery || step == Steps)
                    {
                        var speed = (state.Tokens - tokensBefore) / reported.Elapsed.TotalSeconds;
                        progress(new(step, Steps, loss, rate, speed, state.Tokens, state.Seconds));
                        tokensBefore = state.Tokens;
                        reported.Restart();
                    }
                }
                catch (OperationCanceledException)
                {
                    Save();
                    throw;
                }
                if (
                    (saved.Elapsed >= plan.CheckpointEvery && saved.Elapsed * CheckpointShare >= writing)
                    || state.Step == Steps
                )
                {
                    Save();
                }
            }
            return state;
        }

        private (double Loss, double Rate, int Tokens) Step(int done, CancellationToken cancellationToken)
        {
            var chosen = new List<Sequence>();
            foreach (var index in _batches.Step(done))
            {
                chosen.Add(sequences[index]);
            }

            var loss = optimiser.Accumulate(chosen, cancellationToken);
            if (!double.IsFinite(loss))
            {
                throw new TrainingDivergedException(done + 1, $"the loss is {loss}");
            }

            var rate = LearningRate.At(done + 1, Steps, plan.Recipe);
            var norm = optimiser.Step(rate);
            if (!double.IsFinite(norm))
            {
                throw new TrainingDivergedException(done + 1, $"the gradient's norm is {norm}");
            }

            return (loss, rate, chosen.Sum(s => s.Ids.Length));
        }
    }
}
