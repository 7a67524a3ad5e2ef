using System.Text.Json;
using Platform.Contracts;

namespace Platform.FunctionalTests.Selections;

/// <summary>Submits selections and labellings and waits, tolerating services that are being killed.</summary>
internal static class SelectionJobs
{
    private static readonly JsonSerializerOptions Json = new(JsonSerializerDefaults.Web);

    public static async Task<Guid> Select(this SharedPlatform platform, SubmitSelection selection)
    {
        var id = selection.SelectionId ?? Guid.CreateVersion7();
        await platform.Broker.Submit(
            JsonSerializer.SerializeToUtf8Bytes(selection with { SelectionId = id }, Json),
            queue: "selection-jobs"
        );
        return id;
    }

    public static async Task<Guid> Label(this SharedPlatform platform, SubmitLabelling labelling)
    {
        var id = Guid.CreateVersion7();
        await platform.Broker.Submit(
            JsonSerializer.SerializeToUtf8Bytes(labelling with { LabellingId = id }, Json),
            queue: "labelling-jobs"
        );
        return id;
    }

    /// <summary>Returns a selection that must complete.</summary>
    public static async Task<SelectionStatus> Selected(this SharedPlatform platform, Guid selection)
    {
        var status = await platform.SelectionEnd(selection);
        Assert.True(
            status.State == "completed",
            $"{status.State}: {string.Join("; ", status.Reasons)}\n{platform.Log()}"
        );
        return status;
    }

    public static Task<SelectionStatus> SelectionEnd(this SharedPlatform platform, Guid selection) =>
        platform.Poll(
            $"Selection {selection}",
            c => platform.Dataset.GetSelection(selection, c),
            s => s.Ended is not null
        );

    public static Task<LabellingStatus> LabellingEnd(this SharedPlatform platform, Guid labelling) =>
        platform.Poll(
            $"Labelling {labelling}",
            c => platform.Dataset.GetLabelling(labelling, c),
            s => s.Ended is not null
        );

    /// <summary>Returns the counts of a labelling that must complete.</summary>
    public static async Task<LabelResult> Labelled(this SharedPlatform platform, Guid labelling)
    {
        var status = await platform.LabellingEnd(labelling);
        Assert.True(
            status.State == "completed",
            $"{status.State}: {string.Join("; ", status.Reasons)}\n{platform.Log()}"
        );
        return status.Result!;
    }

    /// <summary>Returns the frozen lines of a selection.</summary>
    public static async Task<IReadOnlyList<SelectedLine>> Lines(this SharedPlatform platform, Guid selection)
    {
        var token = TestContext.Current.CancellationToken;
        await using var stream = await platform.Dataset.GetSelectedSolutions(selection, token);
        var lines = new List<SelectedLine>();
        using var reader = new StreamReader(stream);
        while (await reader.ReadLineAsync(token) is { } line)
        {
            lines.Add(JsonSerializer.Deserialize<SelectedLine>(line, Json)!);
        }

        return lines;
    }
}
