using System.Text;
using System.Text.Json.Serialization;
using Platform.Contracts;
using Platform.Kernels.Search;

namespace Platform.Dataset.Searches;

/// <summary>Payload of an item <c>expand</c>: a part of a round's draws.</summary>
/// <param name="Round">The round.</param>
/// <param name="Items">Number of items of the problem in this round.</param>
/// <param name="Parts">What to draw; the draws of an expansion may be spread over several items.</param>
/// <param name="Draws">The answer, kept until the other items of the round are closed.</param>
internal sealed record ExpandPayload(
    int Round,
    int Items,
    IReadOnlyList<ExpandPart> Parts,
    IReadOnlyList<GeneratedSteps>? Draws = null
) : IRoundPayload
{
    /// <summary>Draws of a message.</summary>
    private const int MostDraws = 64;

    [JsonIgnore]
    public int Count => Parts.Sum(p => p.Count);

    /// <summary>Divides a round into messages that stay far under 256 KiB.</summary>
    public static IReadOnlyList<ExpandPayload> Of(int round, IReadOnlyList<Expansion> expansions)
    {
        List<List<ExpandPart>> items = [];
        var (draws, bytes) = (MostDraws, 0);
        for (int i = 0; i < expansions.Count; i++)
        {
            var expansion = expansions[i];
            int size = expansion.Prefix.Sum(Encoding.UTF8.GetByteCount);
            for (int done = 0; done < expansion.Count; )
            {
                if (draws == MostDraws || bytes + size > GuidePayload.MostBytes)
                {
                    items.Add([]);
                    (draws, bytes) = (0, 0);
                }

                int count = Math.Min(expansion.Count - done, MostDraws - draws);
                items[^1].Add(new(i, expansion.Prefix, count, expansion.Seed + done, expansion.ToEnd));
                (draws, bytes, done) = (draws + count, bytes + size, done + count);
            }
        }

        return [.. items.Select(parts => new ExpandPayload(round, items.Count, parts))];
    }

    public GenerateSteps Command(string statement, Sampling sampling) =>
        new(statement, [.. Parts.Select(p => new StepExpansion(p.Prefix, p.Count, p.Seed, p.ToEnd))], sampling);
}

/// <summary>Draws of one expansion.</summary>
/// <param name="Expansion">Index of the expansion in the round.</param>
/// <param name="Prefix">The steps to continue.</param>
/// <param name="Count">Number of draws.</param>
/// <param name="Seed">Seed of the first.</param>
/// <param name="ToEnd">Whether they go to the end.</param>
internal sealed record ExpandPart(int Expansion, IReadOnlyList<string> Prefix, int Count, long Seed, bool ToEnd);
