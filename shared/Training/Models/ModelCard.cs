using System.Text;
using Platform.Contracts;
using Platform.Networks.Transformers;

namespace Platform.Training.Models;

/// <summary>A model's README: what it is and how to reproduce it.</summary>
internal static class ModelCard
{
    public static string Write(TrainingPlan plan, TransformerShape shape, TrainingLineage lineage)
    {
        var text = new StringBuilder();
        text.Append($"# {plan.Name}\n");
        text.Append(
            plan.Objective switch
            {
                Objective.Language => "A language model that writes step-by-step solutions.\n",
                Objective.Process =>
                    "A process reward model: negative, neutral or positive at each step's line feed.\n",
                _ => "An outcome reward model: P(the final answer is right), read at the last token.\n",
            }
        );
        text.Append(
            $"\n{lineage.Parameters:N0} parameters: {shape.Layers} layers of width {shape.Width} with {shape.Heads} heads, "
                + $"rotary positions, squared ReLU, embeddings of {shape.NGram} token(s), vocabulary {shape.Vocabulary}.\n"
        );
        text.Append("\n## How it was made\n");
        text.Append($"- training set `{lineage.TrainingSet}`: {lineage.Examples:N0} examples");
        foreach (var (reason, count) in lineage.LeftOut)
            text.Append($", {count:N0} left out ({reason})");
        text.Append(
            lineage.Base is { } origin ? $"\n- weights began as those of `{origin}`" : "\n- weights began from chance"
        );
        text.Append(
            $"\n- {lineage.Curve[^1].Step:N0} steps of {lineage.Recipe.Batch} sequences, {lineage.Curve[^1].Tokens:N0} tokens, AdamW, "
                + $"learning rate {lineage.Recipe.LearningRate}, {lineage.Recipe.Schedule}, seed {lineage.Recipe.Seed}\n"
        );
        text.Append($"- last loss {lineage.Curve[^1].Loss:0.0000}; all of the recipe and the curve: `training.json`\n");
        text.Append($"- {lineage.Runtime}\n");
        return text.ToString();
    }
}
