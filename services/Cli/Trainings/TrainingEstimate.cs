using Platform.Checkpoints;
using Platform.Cli.Progress;
using Platform.Inference;
using Platform.Networks;

namespace Platform.Cli.Trainings;

/// <summary><c>train --estimate</c>: what a training would need, before anything starts.</summary>
internal static class TrainingEstimate
{
    /// <summary>Characters that a token of a subword vocabulary stands for in mathematical text.</summary>
    private const double CharactersPerToken = 3;

    /// <summary>Share of the speed of large matrix products that a training reaches.</summary>
    private const double Efficiency = 0.8;

    private static readonly TimeSpan Trial = TimeSpan.FromSeconds(1);

    /// <summary>Prints the estimate; rejects a training that does not fit this machine.</summary>
    public static async Task<int> Print(
        Session session,
        DatasetConnection dataset,
        WantedTraining wanted,
        bool json,
        CancellationToken cancellationToken
    )
    {
        var recipe = wanted.Recipe;
        var shape = await TrainingShape.Of(dataset, wanted, cancellationToken);
        var size = await dataset.Ask(
            api =>
                api.GetTrainingSetSize(
                    wanted.Train.ToString().ToLowerInvariant(),
                    wanted.Pools,
                    wanted.Labeller,
                    wanted.Outcome,
                    wanted.Selections,
                    wanted.NotIn,
                    recipe.Solutions,
                    cancellationToken
                ),
            cancellationToken
        );
        if (size.Examples == 0)
        {
            throw new CommandFailed(
                Exit.Rejected,
                $"There is nothing to train on in {string.Join(", ", wanted.Pools)}: without --estimate, the rejection says what there is."
            );
        }

        var half = recipe.Precision == "bf16";
        var memory = TrainingMemory.Of(shape, recipe, half);
        var each = Math.Min(
            shape.Context,
            Math.Ceiling(
                (double)size.Characters
                    / Math.Max(1, size.Examples)
                    / (wanted.Base is null && recipe.Tokenizer == "bytes" ? 1 : CharactersPerToken)
            )
        );
        var tokens = recipe.Epochs * size.Examples * each;
        var operations = tokens * TrainingMemory.Operations(shape, recipe, each);
        var rate = Efficiency * ProductRate.Measure(Trial, recipe.Threads ?? 0);
        var estimate = new Estimate(
            shape.Parameters().Sum(p => p.Count),
            TrainingMemory.Trained(shape, recipe),
            half ? "bf16" : "float32",
            memory,
            memory.Total,
            MachineMemory.Total,
            size.Examples,
            (long)tokens,
            operations,
            rate,
            operations / rate
        );
        if (json)
        {
            Json.Print(session.Terminal, estimate);
        }
        else
        {
            foreach (var line in Lines(wanted, shape, estimate))
            {
                session.Terminal.Out.WriteLine(line);
            }
        }

        if (
            TrainingFit.WhyNot(shape, recipe, half, wanted.Base is not null, MachineMemory.Total, gpu: false) is
            { } reason
        )
        {
            throw new CommandFailed(Exit.Rejected, $"{char.ToUpperInvariant(reason[0])}{reason[1..]}.");
        }

        return Exit.Ok;
    }

    private static IEnumerable<string> Lines(WantedTraining wanted, NetworkShape shape, Estimate e)
    {
        var recipe = wanted.Recipe;
        var auto = recipe.Precision == "auto" ? " (auto may choose bf16 where it is faster)" : "";
        var m = e.Memory;
        yield return $"weights      {e.Weights:N0}, trained {e.Trained:N0}, in {e.Precision}{auto}";
        yield return $"memory       weights {Figures.Bytes(m.Weights)}, gradients {Figures.Bytes(m.Gradients)}, moments {Figures.Bytes(m.Moments)}, "
            + $"activations up to {Figures.Bytes(m.Activations)} ({Math.Max(recipe.MicroBatchTokens, shape.Context):N0} tokens at once, "
            + $"gradient checkpointing: {recipe.GradientCheckpointing}), process {Figures.Bytes(TrainingMemory.Process)}";
        yield return $"at the end   {Figures.Bytes(m.Check)} for the finished model's golden example, after the rest is released";
        yield return $"peak         {Figures.Bytes(e.Peak)}; this machine has {Figures.Bytes(e.Machine)}";
        yield return $"examples     {e.Examples:N0}, {e.Tokens:N0} tokens in {recipe.Epochs} epochs at most, by {CharactersPerToken} characters a token";
        yield return $"time         {Figures.Span(TimeSpan.FromSeconds(Math.Min(e.Seconds, 3.6e7)))} on this machine: {e.Operations:0.0e+0} operations at {e.Rate / 1e9:0.#} G/s";
        yield return $"             The rate is {Efficiency:P0} of that of float32 matrix products, measured here for a second. It says nothing about a GPU, another machine, or bf16.";
    }

    /// <summary>As <c>--json</c> prints it.</summary>
    private sealed record Estimate(
        long Weights,
        long Trained,
        string Precision,
        TrainingMemory Memory,
        long Peak,
        long Machine,
        int Examples,
        long Tokens,
        double Operations,
        double Rate,
        double Seconds
    );
}
