namespace Platform.Dataset.Formats;

/// <summary>
/// OpenAI's scored samples: one solution per line, with the probabilities of the three ratings of each step and the score of
/// an outcome model. <c>prm_score</c> is ignored, because it follows from the ratings.
/// </summary>
internal static class OpenAiScored
{
    private static readonly string[] Ratings = ["-1", "0", "1"];
    private static readonly string[] Classes = ["negative", "neutral", "positive"];

    public static bool Fits(Field record) =>
        PoolFormats.Has(record, "problem", "steps")
        && (PoolFormats.Has(record, "rating_probs") || PoolFormats.Has(record, "orm_score"));

    public static ImportedProblem Read(Field record, List<string> errors)
    {
        var statement = record.Required("problem").NotBlank();
        return new ImportedProblem(
            record["unique_id"] is { } id ? PoolFormats.Key(id) : PoolFormats.Key(statement),
            statement,
            record.Required("ground_truth_answer").TextOrNumber(),
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
            var rows = Array.ConvertAll(ratings.Items(), Row);
            if (rows.Length != steps.Length)
                throw ratings.Wrong($"has {rows.Length} entries for {steps.Length} steps");
            scores.Add(new ImportedScore("imported-prm", "process", Classes, rows));
        }
        if (record["orm_score"] is { } score)
            scores.Add(
                new ImportedScore(
                    "imported-orm",
                    "outcome",
                    ["positive"],
                    [
                        [score.Number()],
                    ]
                )
            );
        var answer = record["answer"]?.TextOrNumber();
        return new ImportedSolution(0, steps, answer, steps.Length > 0, record["is_correct"]?.Truth(), null, scores);
    }

    private static double[] Row(Field ratings) =>
        ratings.Properties().Count() == Ratings.Length
            ? Array.ConvertAll(Ratings, rating => ratings.Required(rating).Number())
            : throw ratings.Wrong("must have exactly the ratings -1, 0 and 1");
}
