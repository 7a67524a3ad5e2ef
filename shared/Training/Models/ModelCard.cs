using System.Text;
using Platform.Contracts;
using Platform.Networks;
using Platform.Networks.Llama;
using Platform.Networks.Transformers;

namespace Platform.Training.Models;

/// <summary>A model's README: what it is and how to reproduce it.</summary>
internal static class ModelCard
{
    public static string Write(TrainingPlan plan, NetworkShape shape, TrainingLineage lineage)
    {
        var text = new StringBuilder();
        text.Append($"# {plan.Name}\n");
        text.Append(
            plan.Objective switch
            {
                Objective.Language => "A language model that writes step-by-step solutions.\n",
                Objective.Process =>
                    $"A process reward model: negative, neutral or positive at {(shape is LlamaShape ? "the separator after each step" : "each step's line feed")}.\n",
                _ => "An outcome reward model: P(the final answer is right), read at the last token.\n",
            }
        );
        text.Append(
            $"\n{lineage.Parameters:N0} {(lineage.Recipe.Adapter == "lora" ? "trained parameters" : "parameters")}: {Counted.Of(shape.Layers, "layer")} of width {shape.Width} with {Counted.Of(shape.Heads, "head")}, "
                + $"{Family(shape)}, vocabulary {shape.Vocabulary}.\n"
        );
        if (shape is LlamaShape && lineage.Recipe.Adapter == "lora")
        {
            text.Append(
                $"\nThe low-rank adapter is `{CheckpointFolder.AdapterWeights}` with `{CheckpointFolder.AdapterConfig}`, in PEFT's layout; the graph has it merged.\n"
            );
        }

        text.Append("\n## How it was made\n");
        text.Append($"- training set `{lineage.TrainingSet}`: {Counted.Of(lineage.Examples, "example")}");
        foreach (var (reason, count) in lineage.LeftOut)
        {
            text.Append($", {count:N0} left out ({reason})");
        }

        foreach (var (supervisor, lines) in lineage.Supervisors ?? new Dictionary<string, int>())
        {
            text.Append($"\n- judged by `{supervisor}`: {lines:N0}");
        }

        text.Append(
            lineage.Base is { } origin ? $"\n- weights began as those of `{origin}`" : "\n- weights began from chance"
        );
        text.Append(
            $"\n- {Counted.Of(lineage.Curve[^1].Step, "step")} of {Counted.Of(lineage.Recipe.Batch, "sequence")}, {Counted.Of(lineage.Curve[^1].Tokens, "token")}, AdamW, "
                + $"learning rate {lineage.Recipe.LearningRate}, {lineage.Recipe.Schedule}, seed {lineage.Recipe.Seed}\n"
        );
        text.Append($"- last loss {lineage.Curve[^1].Loss:0.0000}; all of the recipe and the curve: `training.json`\n");
        text.Append($"- {lineage.Runtime}\n");
        return text.ToString();
    }

    private static string Family(NetworkShape shape) =>
        shape is TransformerShape own
            ? $"rotary positions, squared ReLU, embeddings of {Counted.Of(own.NGram, "token")}"
            : "grouped-query attention, rotary positions, SwiGLU";
}
