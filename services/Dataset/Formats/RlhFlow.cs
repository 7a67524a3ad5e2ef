using System.Text.Json;
using Platform.Dataset.Json;
using Platform.Dataset.Labels;

namespace Platform.Dataset.Formats;

/// <summary>
/// RLHFlow's chat turns: the user says a step, the assistant <c>+</c> or <c>-</c>. The first turn begins with the problem,
/// which ends at <c>Step 1:</c>, or is the text of the field <c>problem</c>. A problem's lines are its samples.
/// </summary>
internal static class RlhFlow
{
    private const string Name = "rlhflow";
    private const string Turns = "conversations";
    private const string Problem = "problem";
    private const string FirstStep = "Step 1:";

    public static PoolFormat Format { get; } =
        new(
            Name,
            r =>
                r[Turns] is { Kind: JsonValueKind.Array } turns
                && turns.Length() > 1
                && turns.Items()[1]["content"] is { Kind: JsonValueKind.String } said
                && said.Text().Trim() is "+" or "-",
            Read,
            name => name is Turns or Problem
        )
        {
            SolutionALine = true,
            Writer = new SolutionWriter(Write) { LabelledStepsOnly = true },
        };

    private static ImportedProblem Read(Field record, List<string> errors)
    {
        var (statement, _) = Begin(record);
        return new ImportedProblem(
            PoolFormats.Key(statement),
            statement,
            null,
            null,
            null,
            PoolFormats.Solutions([record], errors, Solution)
        );
    }

    /// <summary>Splits the first turn into the problem and the first step.</summary>
    private static (string Statement, string Step) Begin(Field record)
    {
        var turns = record.Required(Turns).Items();
        if (turns.Length == 0)
        {
            throw record.Required(Turns).Wrong("has no turns");
        }

        var field = turns[0].Required("content");
        var content = field.Text();
        if (record[Problem] is { } problem)
        {
            var given = problem.NotBlank();
            return content.StartsWith(given, StringComparison.Ordinal)
                ? (given, content[given.Length..].Trim())
                : throw field.Wrong($"does not begin with the text of {Problem}");
        }

        var start = content.LastIndexOf(FirstStep, StringComparison.Ordinal);
        var statement = start < 0 ? "" : content[..start].Trim();
        return statement.Length > 0
            ? (statement, content[start..].Trim())
            : throw field.Wrong($"must be a problem and '{FirstStep} ...', or give the problem in the field {Problem}");
    }

    private static ImportedSolution Solution(Field record, int sample)
    {
        var turns = record.Required(Turns).Items();
        var (statement, first) = Begin(record);
        List<string> steps = [];
        List<double?> labels = [];
        var plain = true;
        foreach (var (index, turn) in turns.Index())
        {
            var role = turn.Required("role").OneOf(["user", "assistant"]);
            var content = turn.Required("content");
            if (role != (index % 2 == 0 ? "user" : "assistant"))
            {
                throw turn.Required("role").Wrong($"is {role}, and turns alternate, user first");
            }

            plain &= turn.Value.EnumerateObject().Count() == 2;
            if (role == "user")
            {
                steps.Add(index == 0 ? first : content.Text());
                labels.Add(null);
            }
            else
            {
                var said = content.Text();
                plain &= said is "+" or "-";
                labels[^1] = said.Trim() switch
                {
                    "+" => 1,
                    "-" => -1,
                    _ => throw content.Wanted("+ or -"),
                };
            }
        }

        // Turns that the writer would write in another way are kept as they are.
        plain &= turns[0].Required("content").Text() == $"{statement} {first}" && labels[^1] is not null;
        return new ImportedSolution(
            sample,
            steps,
            null,
            steps.Count > 0,
            null,
            StepLabel.Of([.. labels]),
            [],
            Record: KeptFields.Of(Name, record, Turns),
            LabelRecord: plain ? null : KeptFields.Only(Name, record, Turns)
        );
    }

    private static string? Write(Utf8JsonWriter json, ExportedSolution solution, Neutral? neutral)
    {
        var labelled = solution.Labels?.Kept(Name) ?? default;
        var (right, reason) = TwoClasses.Steps(solution.OwnLabels(), neutral);
        if (reason is not null)
        {
            return reason;
        }

        var kept = solution.Kept(Name);
        var row = RecordWriter.Begin(json, kept);
        var (statement, steps) = (solution.Problem.Statement, solution.Steps);
        var ends =
            steps[0].StartsWith(FirstStep, StringComparison.Ordinal)
            && steps[0].LastIndexOf(FirstStep, StringComparison.Ordinal) == 0;
        if (!ends)
        {
            row.Text(Problem, statement);
        }

        if (labelled.ValueKind == JsonValueKind.Object)
        {
            row.Members(labelled);
            row.End();
            return null;
        }

        row.Name(Turns);
        json.WriteStartArray();
        for (var step = 0; step < right.Length; step++)
        {
            Turn(json, "user", step == 0 ? $"{statement} {steps[0]}" : steps[step]);
            Turn(json, "assistant", right[step] ? "+" : "-");
        }

        json.WriteEndArray();
        row.End();
        return null;
    }

    private static void Turn(Utf8JsonWriter json, string role, string content)
    {
        json.WriteStartObject();
        json.WriteString("role", role);
        json.WriteString("content", content);
        json.WriteEndObject();
    }
}
