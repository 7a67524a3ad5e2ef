using Platform.Contracts;
using Platform.Training.Models;

namespace Platform.Training.Runs;

/// <summary>An example as the model sees it.</summary>
/// <param name="Ids">Tokens.</param>
/// <param name="Classes">The class to predict at each position; -1: none.</param>
/// <param name="Next">Whether to predict the next token at each position; the last position has none.</param>
/// <param name="Weights">
/// Weight of the class, in (0, 1], of each position that has one, in order; the rest is the weight of the negative class.
/// Null if every weight is 1.
/// </param>
internal sealed record Sequence(int[] Ids, sbyte[] Classes, bool[] Next, double[]? Weights = null);

/// <summary>Builds sequences from rated solutions, token for token as the finished model will receive them.</summary>
internal sealed class SequenceMaker(TextLayout layout, Objective objective, TrainingRecipe recipe)
{
    private readonly bool _soft = recipe.Fractions == TrainingRecipe.SoftFractions;

    /// <summary>The example's sequence, or the reason why it is left out.</summary>
    public (Sequence? Sequence, string? LeftOut) Make(TrainingExample example)
    {
        var (count, labels) = (example.Steps.Count, example.Labels ?? Labels(example.Fractions));
        if (count == 0)
        {
            return (null, "no steps");
        }

        if (labels is not null && labels.Count != count)
        {
            return (null, "not as many labels as steps");
        }

        if (objective == Objective.Process && (labels is null || labels.All(l => l is null)))
        {
            return (null, "no step is rated");
        }

        if (objective == Objective.Outcome && example.Correct is null)
        {
            return (null, "its correctness is unknown");
        }

        // A process model learns nothing from what comes after the first incorrect step.
        var wrong = labels?.TakeWhile(l => l is null or >= 0).Count() ?? count;
        var steps = objective == Objective.Process ? Math.Min(wrong + 1, count) : count;
        var ids = new List<int>();
        layout.Prompt(example.Statement, ids);
        var starts = new int[steps + 1];
        for (var i = 0; i < steps; i++)
        {
            starts[i] = ids.Count;
            layout.Step(example.Steps[i], ids);
        }
        starts[steps] = ids.Count;
        if (objective == Objective.Language && example.Finished)
        {
            ids.Add(layout.Ends[0]);
        }

        if (ids.Count > recipe.Context)
        {
            return (null, $"longer than {recipe.Context} tokens");
        }

        var (classes, next) = (new sbyte[ids.Count], new bool[ids.Count]);
        Array.Fill(classes, (sbyte)-1);
        double[]? weights = null;
        if (objective == Objective.Process)
        {
            for (var i = 0; i < steps; i++)
            {
                classes[starts[i + 1] - 1] = labels![i] is { } label ? (sbyte)(Math.Sign(label) + 1) : (sbyte)-1;
            }

            weights = example.Labels is null && _soft ? Weights(example.Fractions!.Take(steps)) : null;
        }

        if (objective == Objective.Outcome)
        {
            classes.AsSpan(starts[0]).Fill((sbyte)(example.Correct == true ? TextLayout.Right : TextLayout.Wrong));
        }

        // A token is predicted one position before it. Wrong steps must not be imitated.
        var imitated =
            objective == Objective.Language ? ids.Count
            : recipe.AuxiliaryLanguage == 0 ? starts[0]
            : objective == Objective.Process ? starts[Math.Min(wrong, steps)]
            : example.Correct == true ? starts[steps]
            : starts[0];
        next.AsSpan(starts[0] - 1, imitated - starts[0]).Fill(true);
        return (new Sequence([.. ids], classes, next, weights), null);
    }

    /// <summary>The example with as many of its steps as fit into the context.</summary>
    public TrainingExample Cut(TrainingExample example)
    {
        var ids = new List<int>();
        layout.Prompt(example.Statement, ids);
        bool Fits(string step)
        {
            layout.Step(step, ids);
            return ids.Count <= recipe.Context;
        }
        return example with { Steps = [.. example.Steps.TakeWhile(Fits)] };
    }

    /// <summary>The classes of rated steps. In soft labels, a step that may be right is positive with a weight.</summary>
    private IReadOnlyList<short?>? Labels(IReadOnlyList<double?>? fractions) =>
        fractions is null
            ? null
            : [.. fractions.Select(f => f is { } p ? (short?)((_soft ? p > 0 : p >= recipe.LabelCut) ? 1 : -1) : null)];

    /// <summary>The weights of these classes; null if each is certain.</summary>
    private static double[]? Weights(IEnumerable<double?> fractions)
    {
        double[] weights = [.. fractions.OfType<double>().Select(p => p > 0 ? p : 1)];
        return Array.TrueForAll(weights, w => w == 1) ? null : weights;
    }
}
