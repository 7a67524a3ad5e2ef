using System.Security.Cryptography;
using System.Text;
using System.Text.RegularExpressions;
using Npgsql;
using Platform.Dataset.Storage;

namespace Platform.Dataset.Pools;

/// <summary>
/// Recognises the problems of named pools, such as a test split, by their text. Texts are compared without what editions of
/// one problem differ in: white space and LaTeX's spacing, letter case, <c>$</c>, <c>\left</c> and <c>\right</c>, and the
/// variants of <c>\frac</c>.
/// </summary>
internal sealed partial class ProblemSets
{
    private readonly Dictionary<UInt128, string> _problems = [];

    /// <exception cref="UnknownPoolException">There is no such pool; the message names it.</exception>
    public static async Task<ProblemSets> Load(
        NpgsqlConnection connection,
        IReadOnlyList<string> pools,
        CancellationToken cancellationToken
    )
    {
        var sets = new ProblemSets();
        foreach (var pool in pools)
        {
            if (await PoolRecords.Find(connection, pool, cancellationToken) is not { } id)
            {
                throw new UnknownPoolException(
                    $"not-in: there is no pool '{pool}'; import its problems with ./platform import."
                );
            }

            await foreach (
                var statement in connection
                    .Stream<string>("select statement from dataset.problems where pool_id = @id", new { id })
                    .WithCancellation(cancellationToken)
            )
            {
                sets._problems.TryAdd(Key(statement), pool);
            }
        }

        return sets;
    }

    /// <summary>Returns the first of the pools that has the problem; null if none has it.</summary>
    public string? Of(string statement) => _problems.Count == 0 ? null : _problems.GetValueOrDefault(Key(statement));

    /// <summary>Returns the problems of some pools that are in one of the sets.</summary>
    public async Task<ProblemOverlap> In(
        NpgsqlConnection connection,
        IReadOnlyList<string> pools,
        CancellationToken cancellationToken
    )
    {
        var counts = new SortedDictionary<string, int>(StringComparer.Ordinal);
        var ids = new List<long>();
        if (_problems.Count > 0)
        {
            await foreach (
                var problem in connection
                    .Stream<Problem>(
                        """
                        select p.id, p.statement from dataset.problems p join dataset.pools q on q.id = p.pool_id
                        where q.name = any(@pools)
                        """,
                        new { pools = pools.ToArray() }
                    )
                    .WithCancellation(cancellationToken)
            )
            {
                if (Of(problem.Statement) is { } set)
                {
                    ids.Add(problem.Id);
                    counts[set] = counts.GetValueOrDefault(set) + 1;
                }
            }
        }

        return new([.. ids], counts);
    }

    /// <summary>Returns the text as it is compared.</summary>
    public static string Normalised(string statement) =>
        Ignored()
            .Replace(Fractions().Replace(statement.Normalize(NormalizationForm.FormKC), @"\frac"), "")
            .ToLowerInvariant();

    private static UInt128 Key(string statement)
    {
        Span<byte> hash = stackalloc byte[32];
        SHA256.HashData(Encoding.UTF8.GetBytes(Normalised(statement)), hash);
        return System.Buffers.Binary.BinaryPrimitives.ReadUInt128LittleEndian(hash);
    }

    private sealed record Problem(long Id, string Statement);

    [GeneratedRegex(@"\\[dt]frac(?![a-zA-Z])")]
    private static partial Regex Fractions();

    [GeneratedRegex(@"\\(left|right|quad|qquad)(?![a-zA-Z])|\\[,;:! ]|[\s~$]")]
    private static partial Regex Ignored();
}

/// <summary>Problems that named sets have too.</summary>
/// <param name="Problems">Their ids.</param>
/// <param name="Counts">Their number by the first set that has them.</param>
internal sealed record ProblemOverlap(long[] Problems, IReadOnlyDictionary<string, int> Counts);

/// <summary>A pool that a request names does not exist.</summary>
internal sealed class UnknownPoolException(string message) : Exception(message);
