using Npgsql;

namespace Platform.Dataset.Storage;

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
