using System.Text.Json;
using Platform.Dataset.Json;
using Platform.Dataset.Labels;

namespace Platform.Dataset.Formats;

/// <summary>
/// PRM800K: one labelled solution per line. A step of the solution is the completion that the labeller chose, or wrote, or
/// else the first one; the others are its alternatives. Steps that the generator had written behind the first wrong one
/// (phase 2) belong to the solution and have no label. A problem's lines are its samples.
/// </summary>
internal static class Prm800k
{
    public static PoolFormat Format { get; } =
        new(
            "prm800k",
            r =>
                PoolFormats.Has(r, "question", JsonValueKind.Object)
                && r["label"] is { Kind: JsonValueKind.Object } label
                && PoolFormats.Has(label, "steps"),
            Read,
            name => name is "question" or "label"
        )
        {
            SolutionALine = true,
        };

    private static ImportedProblem Read(Field record, List<string> errors)
    {
        var question = record.Required("question");
        var statement = question.Required("problem").NotBlank();
        return new ImportedProblem(
            PoolFormats.Key(statement),
            statement,
            question["ground_truth_answer"]?.Answer(),
            null,
            null,
            PoolFormats.Solutions([record], errors, Solution)
        );
    }

    private static ImportedSolution Solution(Field record, int sample)
    {
        var (question, label) = (record.Required("question"), record.Required("label"));
        List<string> steps = [];
        List<StepLabel> labels = [];
        var chosen = true;
        foreach (var step in label.Required("steps").Items())
        {
            var completions = step["completions"]?.Items() ?? [];
            if (step["human_completion"] is { } written)
            {
                completions = [.. completions, written];
            }
            // Solutions that the labeller gave up end in a step with nothing.
            if (completions.Length == 0)
            {
                chosen = false;
            }
            else
            {
                chosen = Add(step, completions, steps, labels);
            }
        }
        var generated = question["pre_generated_steps"]?.Texts() ?? [];
        var whole = generated.Length > 0 && generated.Take(steps.Count).SequenceEqual(steps);
        foreach (var rest in whole ? generated.Skip(steps.Count) : [])
        {
            labels.Add(new StepLabel(steps.Count, 0, null));
            steps.Add(rest);
        }
        return new ImportedSolution(
            sample,
            steps,
            whole ? question["pre_generated_answer"]?.Answer() : null,
            whole
                || (steps.Count > 0 && (label["finish_reason"]?.Text() is { } reason ? reason == "solution" : chosen)),
            null,
            labels,
            []
        );
    }

    /// <summary>Adds a step with its labels; returns true if the labeller accepted one of the completions.</summary>
    private static bool Add(Field step, Field[] completions, List<string> steps, List<StepLabel> labels)
    {
        var human = step["human_completion"] is not null;
        var choice = step["chosen_completion"]?.WholeNumber();
        if (choice is { } index && (index < 0 || index >= completions.Length - (human ? 1 : 0)))
        {
            throw step.Required("chosen_completion").Wrong($"is {index}, and there is no such completion");
        }

        var own = choice ?? (human ? completions.Length - 1 : 0);
        var place = steps.Count;
        steps.Add(Text(completions[own]));
        labels.Add(Label(completions[own], place, 0, null));
        foreach (var (other, completion) in completions.Where((_, i) => i != own).Index())
        {
            labels.Add(Label(completion, place, other + 1, Text(completion)));
        }

        return choice is not null || human;
    }

    /// <summary>A completion by the labeller may be its text alone.</summary>
    private static string Text(Field completion) =>
        completion.Kind == JsonValueKind.String ? completion.Text() : completion.Required("text").Text();

    private static StepLabel Label(Field completion, int step, int alternative, string? text) =>
        new(
            step,
            alternative,
            completion["rating"] is { } rating ? Rating(rating) : null,
            completion["flagged"]?.Truth() ?? false,
            text
        );

    private static double Rating(Field rating) =>
        rating.WholeNumber() is var value and >= -1 and <= 1 ? value : throw rating.Wanted("1, 0, -1 or null");
}
