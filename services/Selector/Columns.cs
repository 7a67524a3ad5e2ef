using System.Text.Json;
using Platform.Contracts;

namespace Platform.Selector;

/// <summary>Reads the response of <c>GET /evaluations/{id}/columns</c>.</summary>
internal static class Columns
{
    /// <exception cref="IOException">
    /// The stream ended before all the problems that its header announces; a retry may succeed.
    /// </exception>
    /// <exception cref="InvalidDataException">A line is empty.</exception>
    public static async Task<(EvaluationHeader Header, IReadOnlyList<ProblemColumns> Problems)> Read(
        Stream stream,
        CancellationToken cancellationToken
    )
    {
        var lines = JsonSerializer.DeserializeAsyncEnumerable<JsonElement>(
            stream,
            topLevelValues: true,
            JsonSerializerOptions.Web,
            cancellationToken
        );
        EvaluationHeader? header = null;
        var problems = new List<ProblemColumns>();
        await foreach (var line in lines)
        {
            if (header is null)
            {
                header = Value<EvaluationHeader>(line);
            }
            else
            {
                problems.Add(Value<ProblemColumns>(line));
            }
        }
        return header is not null && problems.Count == header.Problems
            ? (header, problems)
            : throw new IOException(
                $"The columns ended after {problems.Count} of {header?.Problems.ToString() ?? "?"} problems."
            );
    }

    private static T Value<T>(JsonElement line) =>
        line.Deserialize<T>(JsonSerializerOptions.Web)
        ?? throw new InvalidDataException($"The columns hold null where a {typeof(T).Name} belongs.");
}
