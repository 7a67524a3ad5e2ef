using Platform.Dataset.Json;

namespace Platform.Dataset.Formats;

/// <summary>
/// OpenAI's scored samples: one solution per line, with the probabilities of the three ratings of each step and the score of
/// an outcome model. <c>prm_score</c> is ignored, because it follows from the ratings.
/// </summary>
internal static class OpenAiScored
{
    private static readonly string[] Ratings = ["-1", "0", "1"];
    private static readonly string[] Classes = ["negative", "neutral", "positive"];

    public static PoolFormat Format { get; } =
        new(
            "openai-scored",
            r =>
                PoolFormats.Has(r, "problem", "steps")
                && (PoolFormats.Has(r, "rating_probs") || PoolFormats.Has(r, "orm_score")),
            Read,
            name => name is "steps" or "rating_probs" or "orm_score" or "prm_score"
        )
        {
            SolutionALine = true,
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
            scores.Add(new ImportedScore("imported-prm", "process", Classes, rows));
        }
        if (record["orm_score"] is { } score)
        {
            scores.Add(
                new ImportedScore(
                    "imported-orm",
                    "outcome",
                    ["positive"],
                    [
                        [ClassRows.Probability(score)],
                    ]
                )
            );
        }

        var answer = record["answer"]?.Answer();
        return new ImportedSolution(0, steps, answer, steps.Length > 0, record["is_correct"]?.Truth(), null, scores);
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
}
