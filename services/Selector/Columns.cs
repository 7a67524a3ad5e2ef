using System.Text.Json;
using Platform.Contracts;

namespace Platform.Selector;

/// <summary>Reads columns: JSON lines, a header first, then one line per problem.</summary>
internal static class Columns
{
    /// <summary>Reads the response of <c>GET /evaluations/{id}/columns</c>.</summary>
    /// <exception cref="IOException">As in the general method.</exception>
    public static Task<(EvaluationHeader Header, IReadOnlyList<ProblemColumns> Problems)> Read(
        Stream stream,
        CancellationToken cancellationToken
    ) => Read<EvaluationHeader, ProblemColumns>(stream, h => h.Problems, cancellationToken);

    /// <param name="stream">The lines.</param>
    /// <param name="count">Number of problems that a header announces.</param>
    /// <param name="cancellationToken">Stops reading.</param>
    /// <exception cref="IOException">
    /// The stream ended before all the problems that its header announces; a retry may succeed.
    /// </exception>
    /// <exception cref="InvalidDataException">A line is empty.</exception>
    public static async Task<(THeader Header, IReadOnlyList<TProblem> Problems)> Read<THeader, TProblem>(
        Stream stream,
        Func<THeader, int> count,
        CancellationToken cancellationToken
    )
        where THeader : class
    {
        var lines = JsonSerializer.DeserializeAsyncEnumerable<JsonElement>(
            stream,
            topLevelValues: true,
            JsonSerializerOptions.Web,
            cancellationToken
        );
        THeader? header = null;
        var problems = new List<TProblem>();
        await foreach (var line in lines)
        {
            if (header is null)
            {
                header = Value<THeader>(line);
            }
            else
            {
                problems.Add(Value<TProblem>(line));
            }
        }
        return header is not null && problems.Count == count(header)
            ? (header, problems)
            : throw new IOException(
                $"The columns ended after {problems.Count} of {(header is null ? "?" : count(header).ToString())} problems."
            );
    }

    private static T Value<T>(JsonElement line) =>
        line.Deserialize<T>(JsonSerializerOptions.Web)
        ?? throw new InvalidDataException($"The columns hold null where a {typeof(T).Name} belongs.");
}
