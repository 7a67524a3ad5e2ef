using System.Text;
using System.Text.Json.Serialization;
using Platform.Contracts;

namespace Platform.Dataset.Searches;

/// <summary>Payload of an item <c>guide</c>.</summary>
/// <param name="Round">The round.</param>
/// <param name="Items">Number of items of the problem in this round.</param>
/// <param name="Nodes">Nodes to score.</param>
/// <param name="Scores">The answer, kept until the other items of the round are closed.</param>
internal sealed record GuidePayload(
    int Round,
    int Items,
    IReadOnlyList<int> Nodes,
    IReadOnlyList<ScoredSolution>? Scores = null
) : IRoundPayload
{
    /// <summary>Maximum text in one message, in bytes. JSON escapes may double or triple it.</summary>
    public const int MostBytes = 80_000;

    [JsonIgnore]
    public int Count => Nodes.Count;

    /// <summary>Divides the candidates of a round into messages.</summary>
    public static IReadOnlyList<GuidePayload> Of(
        int round,
        IReadOnlyList<(int Node, IReadOnlyList<string> Steps)> candidates,
        int chunk
    )
    {
        var items = MessageParts
            .Of(candidates, candidate => candidate.Steps.Sum(Encoding.UTF8.GetByteCount), MostBytes, chunk)
            .ToList();
        return [.. items.Select(part => new GuidePayload(round, items.Count, [.. part.Select(c => c.Node)]))];
    }
}
