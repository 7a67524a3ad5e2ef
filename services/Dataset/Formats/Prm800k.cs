using System.Text.Json;
using Platform.Dataset.Json;
using Platform.Dataset.Labels;

namespace Platform.Dataset.Formats;

/// <summary>
/// PRM800K: one labelled solution per line. A step of the solution is the completion that the labeller chose, or wrote, or
/// else the first one; the others are its alternatives. Steps that the generator had written behind the first wrong one
/// (phase 2) belong to the solution and have no label. A problem's lines are its samples. What neither the solution nor its
/// labels hold is kept, so that <see cref="Prm800kLine"/> writes the same line again.
/// </summary>
internal static class Prm800k
{
    public const string Name = "prm800k";

    public static PoolFormat Format { get; } =
        new(
            Name,
            r =>
                PoolFormats.Has(r, "question", JsonValueKind.Object)
                && r["label"] is { Kind: JsonValueKind.Object } label
                && PoolFormats.Has(label, "steps"),
            Read,
            _ => true
        )
        {
            SolutionALine = true,
            Writer = new SolutionWriter(Prm800kLine.Write)
            {
                LinePerLabelling = true,
                Alternatives = true,
                NeutralIsAClass = true,
            },
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
            var completions = Completions(step);
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
            [],
            Seconds: label["total_time"] is { Kind: JsonValueKind.Number } time ? time.Number() / 1000 : null,
            Record: KeptFields.Of(Name, json => Prm800kLine.KeepQuestion(json, question, whole)),
            LabelRecord: KeptFields.Of(Name, json => Prm800kLine.KeepLabel(json, record, label))
        );
    }

    /// <summary>Returns a step's completions with the labeller's own at the end.</summary>
    private static Field[] Completions(Field step)
    {
        var completions = step["completions"]?.Items() ?? [];
        return step["human_completion"] is { } written ? [.. completions, written] : completions;
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

        var own = Own(choice, human, completions.Length);
        var place = steps.Count;
        steps.Add(Text(completions[own]));
        labels.Add(Label(completions[own], place, 0, null));
        foreach (var (other, completion) in completions.Where((_, i) => i != own).Index())
        {
            labels.Add(Label(completion, place, other + 1, Text(completion)));
        }

        return choice is not null || human;
    }

    /// <summary>Returns the place of the completion that is the solution's step.</summary>
    /// <param name="choice">The labeller's choice.</param>
    /// <param name="human">Whether the last completion is the labeller's own.</param>
    /// <param name="completions">Number of completions.</param>
    public static int Own(int? choice, bool human, int completions) => choice ?? (human ? completions - 1 : 0);

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
