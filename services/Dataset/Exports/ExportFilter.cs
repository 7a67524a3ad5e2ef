using System.Text.Json;
using Platform.Contracts;
using Platform.Dataset.Formats;

namespace Platform.Dataset.Exports;

/// <summary>
/// Filters on the labelling of a solution. They read what PRM800K says of a labelling; labels of other sources are no
/// quality control and no screening, have their own generation and labeller, and no finish reason.
/// </summary>
internal sealed class ExportFilter(ExportOptions options)
{
    /// <summary>The filters that are set, by the name of their option.</summary>
    public IReadOnlyDictionary<string, IReadOnlyList<string>> Named { get; } = Set(options);

    private bool IsSet =>
        options.NotQualityControl == true
        || options.NotScreening == true
        || options.FinishReason is { Length: > 0 }
        || options.Generation is { Length: > 0 }
        || options.Annotator is { Length: > 0 };

    /// <summary>Returns why a labelling is left out; null if it is not.</summary>
    public string? Reason(ExportedLabels? labels)
    {
        if (!IsSet)
        {
            return null;
        }

        if (labels is null)
        {
            return Unwritten.Unlabelled;
        }

        var line = labels.Kept(Prm800k.Name);
        var imported = line.ValueKind == JsonValueKind.Object;
        return options.NotQualityControl == true && Is(line, "is_quality_control_question") ? "quality control"
            : options.NotScreening == true && Is(line, "is_initial_screening_question") ? "screening"
            : Excludes(options.FinishReason, Text(RecordWriter.Member(line, "label"), "finish_reason"))
                ? "finish reason"
            : Excludes(
                options.Generation?.Select(g => $"{g}").ToArray(),
                imported ? Text(line, "generation") : $"{labels.Generation}"
            )
                ? "generation"
            : Excludes(options.Annotator, imported ? Text(line, "labeler") : labels.Labeller) ? "annotator"
            : null;
    }

    private static bool Excludes(string[]? wanted, string? value) =>
        wanted is { Length: > 0 } && !wanted.Contains(value, StringComparer.OrdinalIgnoreCase);

    private static bool Is(JsonElement line, string name) =>
        RecordWriter.Member(line, name).ValueKind == JsonValueKind.True;

    private static string? Text(JsonElement line, string name) =>
        RecordWriter.Member(line, name) is var value && value.ValueKind is JsonValueKind.String or JsonValueKind.Number
            ? value.ToString()
            : null;

    private static SortedDictionary<string, IReadOnlyList<string>> Set(ExportOptions options)
    {
        var set = new SortedDictionary<string, IReadOnlyList<string>>(StringComparer.Ordinal);
        Add("not-quality-control", options.NotQualityControl == true ? ["true"] : null);
        Add("not-screening", options.NotScreening == true ? ["true"] : null);
        Add("finish-reason", options.FinishReason);
        Add("generation", options.Generation?.Select(g => $"{g}").ToArray());
        Add("annotator", options.Annotator);
        Add("not-in", options.NotIn);
        Add("refuse-overlap", options.RefuseOverlap == true ? ["true"] : null);
        return set;

        void Add(string name, string[]? values)
        {
            if (values is { Length: > 0 })
            {
                set.Add(name, values);
            }
        }
    }
}
