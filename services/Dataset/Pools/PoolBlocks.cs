using Npgsql;
using Platform.Dataset.Storage;

namespace Platform.Dataset.Pools;

/// <summary>
/// A pool in blocks of whole problems, each with a bounded number of solutions. Readers then ask by problem id, which is an
/// index lookup whatever the server's statistics say: right after a large import they say nothing.
/// </summary>
internal static class PoolBlocks
{
    /// <summary>Ids of problems in the pool's order; null: there is no such pool.</summary>
    /// <param name="solutions">Most solutions of a block that has more than one problem.</param>
    public static async Task<List<long[]>?> Of(
        NpgsqlConnection connection,
        string pool,
        int solutions,
        CancellationToken cancellationToken
    )
    {
        var pools = await connection.Query(
            "select id from dataset.pools where name = $1",
            [pool],
            r => r.GetInt64(0),
            cancellationToken
        );
        if (pools is not [var poolId])
        {
            return null;
        }

        var problems = await connection.Query(
            "select id from dataset.problems where pool_id = $1 order by ordinal",
            [poolId],
            r => r.GetInt64(0),
            cancellationToken
        );
        var counts = (
            await connection.Query(
                "select problem_id, count(*)::int from dataset.solutions where problem_id = any($1) group by 1",
                [problems.ToArray()],
                r => (Problem: r.GetInt64(0), Count: r.GetInt32(1)),
                cancellationToken
            )
        ).ToDictionary(c => c.Problem, c => c.Count);
        List<long[]> blocks = [];
        List<long> block = [];
        var inBlock = 0;
        foreach (var problem in problems)
        {
            var count = 1 + counts.GetValueOrDefault(problem);
            if (block.Count > 0 && inBlock + count > solutions)
            {
                blocks.Add([.. block]);
                block.Clear();
                inBlock = 0;
            }

            block.Add(problem);
            inBlock += count;
        }

        if (block.Count > 0)
        {
            blocks.Add([.. block]);
        }

        return blocks;
    }
}
