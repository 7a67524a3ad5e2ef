using System.Text.Json;

namespace Platform.Dataset.Formats;

/// <summary>
/// Writes lines of the project's own format. Values that the platform derives itself (extracted answers, its own verdicts)
/// are left out, and so is every field without a value.
/// </summary>
internal static class PoolLineWriter
{
    /// <summary>Writes a problem without its solutions.</summary>
    public static void Write(Utf8JsonWriter json, ExportedProblem problem)
    {
        json.WriteStartObject();
        json.WriteString("id", problem.Key);
        json.WriteString("problem", problem.Statement);
        Text(json, "answer", problem.Answer);
        Text(json, "subject", problem.Subject);
        Text(json, "level", problem.Level);
        json.WriteEndObject();
    }

    /// <summary>Writes a solution; the format expresses every solution.</summary>
    public static string? Write(Utf8JsonWriter json, ExportedSolution solution, Neutral? neutral)
    {
        json.WriteStartObject();
        json.WriteNumber("sample", solution.Sample);
        json.WriteStartArray("steps");
        foreach (var step in solution.Steps)
        {
            json.WriteStringValue(step);
        }

        json.WriteEndArray();
        Text(json, "reasoning", solution.Reasoning);
        Text(json, "answer", solution.AnswerIsGiven ? solution.Answer : null);
        if (!solution.Finished)
        {
            json.WriteBoolean("finished", false);
        }

        if (solution is { VerdictIsGiven: true, Correct: { } correct })
        {
            json.WriteBoolean("correct", correct);
        }

        if (solution.Labels is not null)
        {
            Labels(json, solution.OwnLabels(), solution.Labels.Fractions);
        }

        Text(json, "model", solution.Model);
        if (solution.Scores.Count > 0)
        {
            Scores(json, solution.Scores);
        }

        json.WriteEndObject();
        return null;
    }

    /// <summary>The format has no fractional labels; such a step counts as unlabelled.</summary>
    private static void Labels(Utf8JsonWriter json, double?[] labels, bool fractions)
    {
        json.WriteStartArray("labels");
        foreach (var label in labels)
        {
            if (!fractions && label is (-1 or 0 or 1))
            {
                json.WriteNumberValue(label.Value);
            }
            else
            {
                json.WriteNullValue();
            }
        }

        json.WriteEndArray();
    }

    private static void Scores(Utf8JsonWriter json, IReadOnlyList<ImportedScore> scores)
    {
        json.WriteStartObject("scores");
        foreach (var score in scores)
        {
            json.WriteStartObject(score.ModelName);
            json.WriteString("kind", score.Kind);
            json.WriteStartArray("classes");
            foreach (var name in score.Classes)
            {
                json.WriteStringValue(name);
            }

            json.WriteEndArray();
            json.WriteStartArray("probabilities");
            foreach (var row in score.Probabilities)
            {
                json.WriteStartArray();
                foreach (var value in row)
                {
                    json.WriteNumberValue(value);
                }

                json.WriteEndArray();
            }

            json.WriteEndArray();
            json.WriteEndObject();
        }

        json.WriteEndObject();
    }

    private static void Text(Utf8JsonWriter json, string name, string? value)
    {
        if (value is not null)
        {
            json.WriteString(name, value);
        }
    }
}
