using Platform.Dataset.Json;

namespace Platform.Dataset.Formats;

/// <summary>A file format: its name, how to recognise a record, and how to read one.</summary>
/// <param name="Name">Name, as accepted by <c>--format</c>.</param>
/// <param name="Fits">Returns true if a record has the fields that only this format has.</param>
/// <param name="Read">Reads a record; reasons why some of its solutions cannot be read are added to the list.</param>
/// <param name="Takes">
/// Returns true for the name of a field that the format reads, or leaves out on purpose because it follows from others.
/// </param>
internal sealed record PoolFormat(
    string Name,
    Func<Field, bool> Fits,
    Func<Field, List<string>, ImportedProblem> Read,
    Func<string, bool> Takes
)
{
    /// <summary>True if each line holds one solution and repeats its problem.</summary>
    public bool SolutionALine { get; init; }

    /// <summary>How solutions are written in this format; null if it can only be read.</summary>
    public SolutionWriter? Writer { get; init; }

    /// <summary>Returns the fields with solutions, labels or scores that the format would lose; usually none.</summary>
    public IReadOnlyList<string> Lost(Field record)
    {
        List<string>? lost = null;
        foreach (var property in record.Value.EnumerateObject())
        {
            if (!Takes(property.Name) && SolutionFields.Holds(property.Name, property.Value))
            {
                (lost ??= []).Add(property.Name);
            }
        }

        return lost ?? [];
    }
}
