using System.Text.Json;
using Platform.Dataset.Json;
using Platform.Dataset.Labels;

namespace Platform.Dataset.Formats;

/// <summary>
/// Writes lines of PRM800K. Texts and ratings come from the solution and its labels, everything else from the kept fields: the
/// line without the statement, the texts and the ratings. Labels that did not come from PRM800K get the line that a labeller
/// of its second phase would have made.
/// </summary>
internal static class Prm800kLine
{
    private const string Steps = "pre_generated_steps";

    /// <summary>Writes the question without its statement.</summary>
    /// <param name="json">Where it is written.</param>
    /// <param name="question">The question.</param>
    /// <param name="whole">True if its generated steps are the solution's; they are then replaced by <c>true</c>.</param>
    public static void KeepQuestion(Utf8JsonWriter json, Field question, bool whole)
    {
        json.WriteStartObject();
        if (whole)
        {
            json.WriteBoolean(Steps, true);
        }

        KeptFields.Others(json, question, whole ? ["problem", Steps] : ["problem"]);
        json.WriteEndObject();
    }

    /// <summary>Writes the line without the question, the texts and the ratings.</summary>
    public static void KeepLabel(Utf8JsonWriter json, Field record, Field label)
    {
        json.WriteStartObject();
        KeptFields.Others(json, record, "question", "label");
        json.WriteStartObject("label");
        KeptFields.Others(json, label, "steps");
        json.WriteStartArray("steps");
        foreach (var step in label.Required("steps").Items())
        {
            json.WriteStartObject();
            if (step["completions"] is { } completions)
            {
                json.WriteStartArray("completions");
                foreach (var completion in completions.Items())
                {
                    KeepCompletion(json, completion);
                }

                json.WriteEndArray();
            }

            if (step["human_completion"] is { } human)
            {
                json.WritePropertyName("human_completion");
                KeepCompletion(json, human);
            }

            KeptFields.Others(json, step, "completions", "human_completion");
            json.WriteEndObject();
        }

        json.WriteEndArray();
        json.WriteEndObject();
        json.WriteEndObject();
    }

    /// <summary>A completion that is its text alone is kept as an empty text.</summary>
    private static void KeepCompletion(Utf8JsonWriter json, Field completion)
    {
        if (completion.Kind == JsonValueKind.String)
        {
            json.WriteStringValue("");
            return;
        }

        json.WriteStartObject();
        KeptFields.Others(json, completion, "text", "rating");
        json.WriteEndObject();
    }

    /// <returns>Why the solution has no line; null if it is written.</returns>
    public static string? Write(Utf8JsonWriter json, ExportedSolution solution, Neutral? neutral)
    {
        if (solution.Labels is not { } labels)
        {
            return Unwritten.Unlabelled;
        }

        if (labels.Steps.Any(l => l.Value is not (null or -1 or 0 or 1)))
        {
            return Unwritten.Fraction;
        }

        var kept = labels.Kept(Prm800k.Name);
        var line = RecordWriter.Begin(json, kept);
        line.Default("labeler", labels.Labeller);
        line.Default("timestamp", null);
        line.Default("generation", labels.Generation);
        line.Default("is_quality_control_question", false);
        line.Default("is_initial_screening_question", false);
        line.Name("question");
        WriteQuestion(json, solution, kept.ValueKind == JsonValueKind.Undefined);
        line.Name("label");
        WriteLabel(json, solution, labels, RecordWriter.Member(kept, "label"));
        line.End();
        return null;
    }

    private static void WriteQuestion(Utf8JsonWriter json, ExportedSolution solution, bool labelledElsewhere)
    {
        var kept = solution.Kept(Prm800k.Name);
        var question = RecordWriter.Begin(json, kept);
        question.Text("problem", solution.Problem.Statement);
        question.Default("ground_truth_answer", solution.Problem.Answer);
        var generated = RecordWriter.Member(kept, Steps).ValueKind;
        if (generated is JsonValueKind.True || (generated is JsonValueKind.Undefined && labelledElsewhere))
        {
            question.Texts(Steps, solution.Steps);
        }

        question.Default("pre_generated_answer", solution.Answer);
        question.Default("pre_generated_verifier_score", null);
        question.End();
    }

    private static void WriteLabel(
        Utf8JsonWriter json,
        ExportedSolution solution,
        ExportedLabels labels,
        JsonElement kept
    )
    {
        var label = RecordWriter.Begin(json, kept);
        label.Name("steps");
        json.WriteStartArray();
        var rated = labels.Steps.ToLookup(l => l.Step);
        if (kept.ValueKind == JsonValueKind.Undefined)
        {
            WriteSteps(json, solution.Steps, labels.Steps, rated);
        }
        else
        {
            WriteSteps(json, solution.Steps, kept.GetProperty("steps"), rated);
        }

        json.WriteEndArray();
        label.Default("total_time", labels.Seconds is { } seconds ? (long)Math.Round(seconds * 1000) : null);
        label.Default("finish_reason", FinishReason(solution.Steps.Count, labels.Steps));
        label.End();
    }

    /// <summary>Writes the steps of a line that was imported.</summary>
    private static void WriteSteps(
        Utf8JsonWriter json,
        IReadOnlyList<string> texts,
        JsonElement kept,
        ILookup<int, StepLabel> rated
    )
    {
        var place = 0;
        foreach (var shape in kept.EnumerateArray())
        {
            var step = RecordWriter.Begin(json, shape);
            var completions = RecordWriter.Member(shape, "completions");
            var human = RecordWriter.Member(shape, "human_completion");
            var isHuman = human.ValueKind is JsonValueKind.Object or JsonValueKind.String;
            var generated = completions.ValueKind == JsonValueKind.Array ? completions.GetArrayLength() : 0;
            var choice = RecordWriter.Member(shape, "chosen_completion");
            var own = Prm800k.Own(
                choice.ValueKind == JsonValueKind.Number ? (int)choice.GetDouble() : null,
                isHuman,
                generated + (isHuman ? 1 : 0)
            );
            var all = rated[place].ToDictionary(l => l.Alternative);
            if (generated > 0)
            {
                step.Name("completions");
                json.WriteStartArray();
                foreach (var (index, completion) in completions.EnumerateArray().Index())
                {
                    WriteCompletion(json, completion, Rated(index));
                }

                json.WriteEndArray();
            }

            if (isHuman)
            {
                step.Name("human_completion");
                WriteCompletion(json, human, Rated(generated));
            }

            step.End();
            place += generated > 0 || isHuman ? 1 : 0;

            (string Text, double? Rating) Rated(int index) =>
                index == own ? (texts[place], all[0].Value)
                : all[index < own ? index + 1 : index] is var other ? (other.Text!, other.Value)
                : default;
        }
    }

    private static void WriteCompletion(Utf8JsonWriter json, JsonElement shape, (string Text, double? Rating) rated)
    {
        if (shape.ValueKind == JsonValueKind.String)
        {
            json.WriteStringValue(rated.Text);
            return;
        }

        var completion = RecordWriter.Begin(json, shape);
        completion.Text("text", rated.Text);
        completion.Number("rating", rated.Rating);
        completion.End();
    }

    /// <summary>Writes the labelled steps as the second phase does: the one that ends a line as wrong is not chosen.</summary>
    private static void WriteSteps(
        Utf8JsonWriter json,
        IReadOnlyList<string> texts,
        IReadOnlyList<StepLabel> labels,
        ILookup<int, StepLabel> rated
    )
    {
        var last = labels
            .Where(l => l.Value is not null || l.Alternative > 0)
            .Select(l => l.Step)
            .DefaultIfEmpty(-1)
            .Max();
        for (var place = 0; place <= last; place++)
        {
            json.WriteStartObject();
            json.WriteStartArray("completions");
            var own = rated[place].FirstOrDefault(l => l.Alternative == 0);
            WriteCompletion(json, texts[place], own);
            foreach (var other in rated[place].Where(l => l.Alternative > 0).OrderBy(l => l.Alternative))
            {
                WriteCompletion(json, other.Text!, other);
            }

            json.WriteEndArray();
            json.WriteNull("human_completion");
            if (place == last && own.Value is -1)
            {
                json.WriteNull("chosen_completion");
            }
            else
            {
                json.WriteNumber("chosen_completion", 0);
            }

            json.WriteEndObject();
        }
    }

    private static void WriteCompletion(Utf8JsonWriter json, string text, StepLabel label)
    {
        var completion = RecordWriter.Begin(json, default);
        completion.Text("text", text);
        completion.Number("rating", label.Value);
        completion.Default("flagged", label.Flagged);
        completion.End();
    }

    private static string? FinishReason(int steps, IReadOnlyList<StepLabel> labels)
    {
        var own = labels.Where(l => l.Alternative == 0).ToList();
        return own.Any(l => l.Value is -1) ? "found_error"
            : own.Count(l => l.Value is not null) == steps ? "solution"
            : null;
    }
}
