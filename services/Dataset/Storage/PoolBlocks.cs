using Npgsql;

namespace Platform.Dataset.Storage;

/// <summary>
/// Splits a pool into blocks of whole problems, each with a bounded number of solutions. Readers then query by problem id,
/// which is an index lookup regardless of the server's statistics: right after a large import, there are none.
/// </summary>
internal static class PoolBlocks
{
    /// <summary>Returns the ids of problems in the pool's order, by block; null if there is no such pool.</summary>
    /// <param name="solutions">Maximum number of solutions in a block with more than one problem.</param>
    public static async Task<List<long[]>?> Of(
        NpgsqlConnection connection,
        string pool,
        int solutions,
        CancellationToken cancellationToken
    )
    {
        if (await PoolRecords.Find(connection, pool, cancellationToken) is not { } id)
        {
            return null;
        }

        var problems = await connection.Query<long>(
            "select id from dataset.problems where pool_id = @id order by ordinal",
            new { id },
            cancellationToken
        );
        var counts = (
            await connection.Query<SolutionCount>(
                """
                select problem_id, count(*)::int as count from dataset.solutions
                where problem_id = any(@problems) group by problem_id
                """,
                new { problems = problems.ToArray() },
                cancellationToken
            )
        ).ToDictionary(c => c.ProblemId, c => c.Count);
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

    private sealed record SolutionCount(long ProblemId, int Count);
}
