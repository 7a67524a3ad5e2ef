using System.Globalization;
using System.Text.Json;
using Platform.Dataset.Json;

namespace Platform.Dataset.Formats;

/// <summary>
/// OpenAI's scored samples: one solution per line, with the probabilities of the three ratings of each step and the score of
/// an outcome model. <c>prm_score</c>, the product over the steps of the probability that a step is not wrong, follows from the
/// ratings; it is kept for the export.
/// </summary>
internal static class OpenAiScored
{
    private const string Name = "openai-scored";
    private const string ProcessModel = "imported-prm";
    private const string OutcomeModel = "imported-orm";

    private static readonly string[] Ratings = ["-1", "0", "1"];
    private static readonly string[] Classes = ["negative", "neutral", "positive"];

    public static PoolFormat Format { get; } =
        new(
            Name,
            r =>
                PoolFormats.Has(r, "problem", "steps")
                && (PoolFormats.Has(r, "rating_probs") || PoolFormats.Has(r, "orm_score")),
            Read,
            name => name is "steps" or "rating_probs" or "orm_score" or "prm_score"
        )
        {
            SolutionALine = true,
            Writer = new SolutionWriter(Write)
            {
                NeutralIsAClass = true,
                Scores = true,
                Fractions = true,
            },
        };

    private static ImportedProblem Read(Field record, List<string> errors)
    {
        var statement = record.Required("problem").NotBlank();
        return new ImportedProblem(
            record["unique_id"] is { } id ? PoolFormats.Key(id) : PoolFormats.Key(statement),
            statement,
            record.Required("ground_truth_answer").Answer(),
            record["subject"]?.Text(),
            PoolFormats.Level(record),
            PoolFormats.Solutions([record], errors, Solution)
        );
    }

    private static ImportedSolution Solution(Field record, int _)
    {
        var steps = record.Required("steps").Texts();
        List<ImportedScore> scores = [];
        if (record["rating_probs"] is { } ratings)
        {
            if (ratings.Length() != steps.Length)
            {
                throw ratings.Wrong($"has {ratings.Length()} entries for {steps.Length} steps");
            }

            double[][] rows = [.. ratings.Items().Select(Row)];
            scores.Add(new ImportedScore(ProcessModel, "process", Classes, rows));
        }
        if (record["orm_score"] is { } score)
        {
            scores.Add(
                new ImportedScore(
                    OutcomeModel,
                    "outcome",
                    ["positive"],
                    [
                        [ClassRows.Probability(score)],
                    ]
                )
            );
        }

        var answer = record["answer"]?.Answer();
        return new ImportedSolution(
            0,
            steps,
            answer,
            steps.Length > 0,
            record["is_correct"]?.Truth(),
            null,
            scores,
            Record: KeptFields.Of(Name, record, "problem", "steps", "rating_probs", "orm_score")
        );
    }

    private static double[] Row(Field ratings, int step)
    {
        if (ratings.Properties().Count() != Ratings.Length)
        {
            throw ratings.Wrong("must have exactly the ratings -1, 0 and 1");
        }

        var place = $" (step {step + 1})";
        var row = Array.ConvertAll(Ratings, rating => ClassRows.Probability(ratings.Required(rating), place));
        return ClassRows.Sums(row, Classes) ? row : throw ClassRows.WrongSum(ratings, row, place);
    }

    private static string? Write(Utf8JsonWriter json, ExportedSolution solution, Neutral? neutral)
    {
        var process = solution.Scores.FirstOrDefault(score => score.Kind == "process");
        var outcome = solution.Scores.FirstOrDefault(score => score.Kind == "outcome");
        if (process is null && outcome is null)
        {
            return Unwritten.Unscored;
        }

        var kept = solution.Kept(Name);
        if (kept.ValueKind != JsonValueKind.Object && solution.Problem.Answer is null)
        {
            return Unwritten.NoReference;
        }

        var ratings = process?.Probabilities.Select(row => Rated(process.Classes, row)).ToArray();
        var line = RecordWriter.Begin(json, kept);
        line.Text("problem", solution.Problem.Statement);
        line.Default("answer", solution.Answer);
        line.Default("is_correct", solution.Correct);
        line.Default("subject", solution.Problem.Subject);
        line.Default(
            "level",
            int.TryParse(solution.Problem.Level, NumberStyles.None, CultureInfo.InvariantCulture, out var level)
                ? (object)level
                : solution.Problem.Level
        );
        line.Default("unique_id", solution.Problem.Key);
        line.Texts("steps", solution.Steps);
        if (ratings is not null)
        {
            line.Name("rating_probs");
            Write(json, ratings);
            // The kept product belongs to the imported ratings.
            if (process!.ModelName != ProcessModel || RecordWriter.Member(kept, "prm_score").ValueKind == default)
            {
                line.Number("prm_score", ratings.Aggregate(1.0, (product, row) => product * (row[1] + row[2])));
            }
        }

        if (outcome is not null)
        {
            line.Number("orm_score", outcome.Probabilities[0][outcome.Classes.ToList().IndexOf("positive")]);
        }

        line.Default("ground_truth_answer", solution.Problem.Answer);
        line.End();
        return null;
    }

    private static void Write(Utf8JsonWriter json, double[][] ratings)
    {
        json.WriteStartArray();
        foreach (var row in ratings)
        {
            json.WriteStartObject();
            foreach (var (index, rating) in Ratings.Index())
            {
                json.WriteNumber(rating, row[index]);
            }

            json.WriteEndObject();
        }

        json.WriteEndArray();
    }

    /// <summary>Returns the probabilities of -1, 0 and 1; a class that the model lacks has what the others leave, or 0.</summary>
    private static double[] Rated(IReadOnlyList<string> classes, double[] row)
    {
        var values = Array.ConvertAll(
            Classes,
            name => classes.ToList().IndexOf(name) is >= 0 and var column ? row[column] : (double?)null
        );
        var rest = Math.Max(0, 1 - values.Sum(value => value ?? 0));
        return [values[0] ?? rest, values[1] ?? 0, values[2] ?? (values[0] is null ? 0 : rest)];
    }
}
