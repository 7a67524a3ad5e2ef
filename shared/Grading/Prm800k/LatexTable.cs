using System.Text;

namespace Platform.Grading.Prm800k;

/// <summary>The cells of a matrix while it is read.</summary>
internal sealed class LatexTable
{
    private readonly List<List<string>> rows =
    [
        [],
    ];

    public void EndCell(StringBuilder cell)
    {
        if (cell.Length > 0)
        {
            rows[^1].Add(Python.Strip(cell.ToString()));
            cell.Clear();
        }
    }

    public void EndRow(StringBuilder cell)
    {
        EndCell(cell);
        rows.Add([]);
    }

    /// <summary>Null for a matrix without cells, which the reference cannot write.</summary>
    public string? Text() =>
        rows.All(row => row.Count == 0)
            ? null
            : "[ " + string.Join("; ", rows.Select(row => string.Join(' ', row))) + " ]";
}
