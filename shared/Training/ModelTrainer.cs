using System.Diagnostics;
using System.Security.Cryptography;
using System.Text.Json;
using Microsoft.ML.OnnxRuntime;
using Platform.Contracts;
using Platform.Inference;
using Platform.Training.Models;
using Platform.Training.Runs;

namespace Platform.Training;

/// <summary>A training run, from its start or its last checkpoint to a model's directory.</summary>
public static class ModelTrainer
{
    private static readonly TimeSpan Report = TimeSpan.FromSeconds(1);
    private const int CurvePoints = 200;

    /// <summary>
    /// Incremented whenever the same plan gives different numbers; older checkpoints are then not resumed.
    /// </summary>
    private const int Arithmetic = 2;

    /// <summary>Trains. If the plan's directory has a checkpoint, the run resumes from it and gives the same bits.</summary>
    /// <param name="plan">The plan.</param>
    /// <param name="progress">Called about once a second, and at the end.</param>
    /// <param name="cancellationToken">Ends the run after the current micro-batch, with a checkpoint.</param>
    /// <returns>The finished model's directory, manifest, golden example and lineage included.</returns>
    /// <exception cref="TrainingDivergedException">A loss or gradient is not a number.</exception>
    /// <exception cref="InvalidDataException">
    /// The examples or the base model cannot be used; the message says why.
    /// </exception>
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
        using var optimiser = new Optimiser(shape, plan.Recipe, threads, plan.Provider);
        var run = new Run(plan, optimiser, sequences, progress);
        var state = run.Begin();
        state = run.Finish(state, cancellationToken);

        var lineage = new TrainingLineage(
            plan.Objective,
            plan.TrainingSet,
            sequences.Count,
            leftOut,
            plan.BaseVersion,
            plan.Recipe,
            shape.Parameters().Sum(p => (long)p.Count),
            state.Curve,
            $"ONNX Runtime {OrtEnv.Instance().GetVersionString()}, {Name(optimiser.Runs)}, {threads} thread(s)"
        );
        var directory = Path.Combine(plan.Directory, "model");
        if (Directory.Exists(directory))
            Directory.Delete(directory, recursive: true);
        Directory.CreateDirectory(directory);
        ModelFolder.Write(directory, plan, layout, shape, optimiser.Weights, golden, lineage);
        return directory;
    }

    private static string Name(Provider provider) => provider == Provider.Cuda ? "CUDA" : "CPU";

    private static (TextLayout, TransformerShape) Design(TrainingPlan plan)
    {
        var recipe = plan.Recipe;
        var classes = plan.Objective switch
        {
            Objective.Language => 0,
            Objective.Process => 3,
            _ => 2,
        };
        var language = plan.Objective == Objective.Language || recipe.AuxiliaryLanguage > 0;
        if (plan.Base is not null)
        {
            var (origin, tokenizer) = ModelFolder.Read(plan.Base);
            return (
                new TextLayout(tokenizer, Tokenizer.Load(tokenizer, plan.Base)),
                origin with
                {
                    Context = recipe.Context,
                    Classes = classes,
                    Language = language,
                }
            );
        }
        if (recipe.Width % (2 * recipe.Heads) != 0)
            throw new InvalidDataException(
                $"width {recipe.Width} is no multiple of twice the heads ({recipe.Heads}): rotary positions turn pairs."
            );
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
        return (
            layout,
            new TransformerShape(
                layout.Vocabulary,
                recipe.Context,
                recipe.Layers,
                recipe.Width,
                recipe.Heads,
                recipe.NGram,
                layout.FirstNumber,
                recipe.LargestNumber,
                classes,
                language
            )
        );
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
            throw new InvalidDataException(
                leftOut.Count == 0
                    ? "the training set is empty"
                    : "no example of the training set can be used: "
                        + string.Join(", ", leftOut.Select(r => $"{r.Value} {r.Key}"))
            );
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
        private readonly string _checkpoint = Path.Combine(plan.Directory, "checkpoint");
        private readonly string _hash = Hash(plan, optimiser.Runs);
        private readonly Batches _batches = new(sequences, plan.Recipe.Batch, plan.Recipe.Seed);

        private int Steps => (int)Math.Ceiling(plan.Recipe.Epochs * _batches.PerEpoch);

        private FlatVector[] Vectors => [optimiser.Weights, optimiser.First, optimiser.Second];

        /// <summary>The checkpoint's state, or the initial one.</summary>
        public RunState Begin()
        {
            if (Checkpoint.Read(_checkpoint, _hash, Vectors) is { } state)
                return state;
            InitialWeights.Fill(optimiser.Weights, plan.Recipe.Seed);
            if (plan.Base is not null)
                WeightFile.Read(plan.Base, optimiser.Weights);
            return new RunState(_hash, 0, 0, 0, []);
        }

        public RunState Finish(RunState state, CancellationToken cancellationToken)
        {
            var (reported, saved, clock) = (Stopwatch.StartNew(), Stopwatch.StartNew(), Stopwatch.StartNew());
            var (before, tokensBefore) = (state.Seconds, state.Tokens);
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
                    if (reported.Elapsed >= Report || step == Steps)
                    {
                        var speed = (state.Tokens - tokensBefore) / reported.Elapsed.TotalSeconds;
                        progress(new(step, Steps, loss, rate, speed, state.Tokens, state.Seconds));
                        tokensBefore = state.Tokens;
                        reported.Restart();
                    }
                }
                catch (OperationCanceledException)
                {
                    Checkpoint.Write(_checkpoint, state, Vectors);
                    throw;
                }
                if (saved.Elapsed >= plan.CheckpointEvery || state.Step == Steps)
                {
                    Checkpoint.Write(_checkpoint, state, Vectors);
                    saved.Restart();
                }
            }
            return state;
        }

        private (double Loss, double Rate, int Tokens) Step(int done, CancellationToken cancellationToken)
        {
            var chosen = new List<Sequence>();
            foreach (var index in _batches.Step(done))
                chosen.Add(sequences[index]);
            var loss = optimiser.Accumulate(chosen, cancellationToken);
            if (!double.IsFinite(loss))
                throw new TrainingDivergedException(done + 1, $"the loss is {loss}");
            var rate = LearningRate.At(done + 1, Steps, plan.Recipe);
            var norm = optimiser.Step(done + 1, rate);
            if (!double.IsFinite(norm))
                throw new TrainingDivergedException(done + 1, $"the gradient's norm is {norm}");
            return (loss, rate, chosen.Sum(s => s.Ids.Length));
        }

        /// <summary>
        /// Hash of everything that determines what is computed; a checkpoint with another hash is not resumed.
        /// </summary>
        private static string Hash(TrainingPlan plan, Provider runs) =>
            Convert.ToHexStringLower(
                SHA256.HashData(
                    JsonSerializer.SerializeToUtf8Bytes(
                        new
                        {
                            plan.Objective,
                            plan.Recipe,
                            plan.TrainingSet,
                            plan.BaseVersion,
                            Provider = Name(runs),
                            Arithmetic,
                        }
                    )
                )
            );
    }
}
