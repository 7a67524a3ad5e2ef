using System.Globalization;
using System.Text.Json;
using Platform.Cli.Jobs;
using Platform.Contracts;

namespace Platform.Cli.Running;

/// <summary>Shows wrong solutions that a model found convincing, with the step at which they go wrong.</summary>
internal static class FooledModel
{
    private const int Shown = 3;

    /// <summary>A solution that a model gives more than this is one that it takes for right.</summary>
    private const double Convinced = 0.5;

    /// <summary>Shows some of the latest selection of a pool, which the oracle has labelled.</summary>
    public static async Task Show(Session session, string pool, string model, CancellationToken cancellationToken)
    {
        using var dataset = new DatasetConnection(session);
        var selections = await dataset.Ask(api => api.GetSelections(pool, cancellationToken), cancellationToken);
        var id = JobId.Find(JobId.Latest, selections).Id;
        var labels = await Labels(dataset, pool, cancellationToken);
        await using var lines = await dataset.Ask(
            api => api.GetSelectedSolutions(id, cancellationToken),
            cancellationToken
        );
        using var reader = new StreamReader(lines);
        var output = session.Terminal.Out;
        var selected = new List<(SelectedLine Line, IReadOnlyList<int?> Rated)>();
        while (await reader.ReadLineAsync(cancellationToken) is { } text)
        {
            var line = JsonSerializer.Deserialize<SelectedLine>(text)!;
            selected.Add((line, labels.GetValueOrDefault((line.Selection.Key, line.Selection.Sample)) ?? []));
        }

        foreach (
            var (line, rated) in selected.OrderByDescending(s => s.Line.Question.PreGeneratedVerifierScore).Take(Shown)
        )
        {
            Print(output, line, rated, model);
        }

        var wrong = selected.Count(s => s.Rated.Contains(-1));
        var fooled = selected.Count(s => s.Rated.Contains(-1) && s.Line.Question.PreGeneratedVerifierScore > Convinced);
        output.WriteLine();
        output.WriteLine(
            $"{model} was fooled by {fooled} of the {selected.Count} most convincing wrong answers: it gives them more than {Convinced.ToString(CultureInfo.InvariantCulture)}. The oracle finds a wrong step in {wrong}."
        );
    }

    private static void Print(TextWriter output, SelectedLine line, IReadOnlyList<int?> rated, string model)
    {
        var question = line.Question;
        output.WriteLine();
        output.WriteLine(question.Problem);
        for (var i = 0; i < question.PreGeneratedSteps.Count; i++)
        {
            var verdict = i < rated.Count ? rated[i] : null;
            var mark = verdict switch
            {
                -1 => "wrong",
                null => "",
                _ => "right",
            };
            output.WriteLine($"  {mark, -5}  {question.PreGeneratedSteps[i].ReplaceLineEndings(" ")}");
        }

        output.WriteLine(
            string.Create(
                CultureInfo.InvariantCulture,
                $"  The right answer is {question.GroundTruthAnswer}; {model} gives this solution {question.PreGeneratedVerifierScore:F3}."
            )
        );
    }

    /// <summary>The oracle's step labels by problem and sample.</summary>
    private static async Task<Dictionary<(string Key, int Sample), IReadOnlyList<int?>>> Labels(
        DatasetConnection dataset,
        string pool,
        CancellationToken cancellationToken
    )
    {
        var labels = new Dictionary<(string, int), IReadOnlyList<int?>>();
        await using var stream = await dataset.Ask(
            api => api.Export(pool, Labellers.Oracle, cancellationToken),
            cancellationToken
        );
        using var reader = new StreamReader(stream);
        while (await reader.ReadLineAsync(cancellationToken) is { } line)
        {
            using var problem = JsonDocument.Parse(line);
            var key = problem.RootElement.GetProperty("id").GetString()!;
            foreach (var solution in problem.RootElement.GetProperty("solutions").EnumerateArray())
            {
                if (solution.TryGetProperty("labels", out var rated) && rated.ValueKind == JsonValueKind.Array)
                {
                    labels[(key, solution.GetProperty("sample").GetInt32())] =
                    [
                        .. rated
                            .EnumerateArray()
                            .Select(r => r.ValueKind == JsonValueKind.Null ? (int?)null : (int)r.GetDouble()),
                    ];
                }
            }
        }

        return labels;
    }
}
