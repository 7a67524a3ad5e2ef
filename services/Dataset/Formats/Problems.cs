using System.Text.Json;
using Platform.Dataset.Json;
using Platform.Grading;

namespace Platform.Dataset.Formats;

/// <summary>
/// Problems of any source: a statement in <c>problem</c> or <c>question</c> with a reference answer in <c>answer</c> or one of
/// the other names in use. Options to choose from become part of the statement.
/// </summary>
internal static class Problems
{
    /// <summary>Names of reference answers; the first one that is there counts, as <c>answer</c> may hold a whole solution.</summary>
    private static readonly string[] Answers =
    [
        "final_answer",
        "expected_answer",
        "ground_truth_answer",
        "reference_answer",
        "correct_answer",
        "ground_truth",
        "answer",
        "Answer",
        "target",
        "gold",
        "gt",
    ];

    public static PoolFormat Format { get; } =
        new(
            "problems",
            r =>
                (
                    PoolFormats.Has(r, "problem", JsonValueKind.String)
                    || PoolFormats.Has(r, "question", JsonValueKind.String)
                ) && Answers.Any(name => r.Value.TryGetProperty(name, out _)),
            Read,
            // The reference solution of a problem.
            name => name is "problem" or "question" or "solution" or "choices" or "options" || Answers.Contains(name)
        );

    private static ImportedProblem Read(Field record, List<string> errors)
    {
        var statement = PoolFormats.Statement(record);
        var options = Options(record);
        var answer = Answer(record, options) ?? FromSolution(record["solution"]);
        if (options.Count > 0)
        {
            statement = string.Join('\n', options.Prepend(statement));
        }

        var id = record["unique_id"] ?? record["id"];
        return new ImportedProblem(
            id is { } field ? PoolFormats.Key(field) : PoolFormats.Key(statement),
            statement,
            answer,
            (record["subject"] ?? record["type"])?.Text(),
            PoolFormats.Level(record),
            []
        );
    }

    private static string? Answer(Field record, IReadOnlyList<string> options)
    {
        foreach (var name in Answers)
        {
            if (record[name] is not { } field || field.Answer() is not { } answer)
            {
                continue;
            }

            var mark = answer.LastIndexOf("####", StringComparison.Ordinal);
            return mark >= 0 ? answer[(mark + 4)..].Trim()
                // As in MMLU, a number is the place of the right option.
                : options.Count > 0 && record["choices"] is not null && field.Kind == JsonValueKind.Number
                    ? field.WholeNumber() is var place && place >= 0 && place < options.Count ? Letter(place)
                        : throw field.Wrong($"is {answer}, and there are {options.Count} choices, counted from 0")
                : answer;
        }
        return null;
    }

    private static string? FromSolution(Field? solution) =>
        solution is { Kind: JsonValueKind.String } text ? AnswerExtraction.Extract(text.Text()).Answer : null;

    /// <summary>Returns the options as lines of the statement.</summary>
    private static IReadOnlyList<string> Options(Field record)
    {
        if ((record["choices"] ?? record["options"]) is not { } options)
        {
            return [];
        }

        return options.Kind switch
        {
            JsonValueKind.String => [options.Text()],
            JsonValueKind.Object =>
            [
                .. options.Properties().Select(option => $"({option.Name}) {option.Field.TextOrNumber()}"),
            ],
            _ => [.. options.Items().Select((option, place) => $"({Letter(place)}) {option.TextOrNumber()}")],
        };
    }

    private static string Letter(int place) => ((char)('A' + place)).ToString();
}
