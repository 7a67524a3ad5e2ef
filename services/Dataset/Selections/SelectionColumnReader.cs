using System.Runtime.CompilerServices;
using System.Text.Json;
using Npgsql;
using Platform.Contracts;
using Platform.Dataset.Storage;
using Platform.Dataset.Work;

namespace Platform.Dataset.Selections;

/// <summary>Reads what a selection may choose from as columns, one block of problems at a time.</summary>
internal sealed class SelectionColumnReader(NpgsqlDataSource source)
{
    private const int Block = 64;
    private const string Models = "selection_models";

    public async Task<SelectionHeader?> Header(Guid id, CancellationToken cancellationToken)
    {
        await using var connection = await source.OpenConnectionAsync(cancellationToken);
        var selection = await connection.QuerySingle<Subject>(
            """
            select e.request::text as request, coalesce(e.pool_revision, p.revision) as revision,
                (select count(*) from dataset.problems q where q.pool_id = p.id)::int as problems
            from dataset.selections e join dataset.pools p on p.id = e.pool_id
            where e.job_id = @id and e.request is not null
            """,
            new { id },
            cancellationToken
        );
        if (selection is null)
        {
            return null;
        }

        var models = await UsedModels.Of(connection, Models, id, cancellationToken);
        return new(
            JsonSerializer.Deserialize<SubmitSelection>(selection.Request, JsonSerializerOptions.Web)!,
            [.. models.Select(m => m.Lineage)],
            selection.Revision,
            selection.Problems
        );
    }

    public async IAsyncEnumerable<SelectionColumns> Problems(
        Guid id,
        SubmitSelection request,
        [EnumeratorCancellation] CancellationToken cancellationToken
    )
    {
        await using var connection = await source.OpenConnectionAsync(cancellationToken);
        long[] models = [.. (await UsedModels.Of(connection, Models, id, cancellationToken)).Select(m => m.Id)];
        var problems = await connection.Query<Problem>(
            """
            select p.id, p.key, p.subject, p.statement from dataset.selections e
            join dataset.problems p on p.pool_id = e.pool_id where e.job_id = @id order by p.ordinal
            """,
            new { id },
            cancellationToken
        );
        var excluded = await Statements(connection, request.Exclude, cancellationToken);
        var controls = await Statements(connection, request.Controls, cancellationToken);
        List<Problem[]> blocks = [.. problems.Chunk(Block)];
        // The database reads the next block while this one is written.
        var next = blocks.Count == 0 ? null : Load(blocks[0], models, request, cancellationToken);
        for (var i = 0; i < blocks.Count; i++)
        {
            var (solutions, scores) = await next!;
            next = i + 1 < blocks.Count ? Load(blocks[i + 1], models, request, cancellationToken) : null;
            foreach (var problem in blocks[i])
            {
                var statement = SameText.Of(problem.Statement);
                yield return Columns(
                    problem,
                    excluded.Contains(statement),
                    controls.Contains(statement),
                    [.. solutions[problem.Id]],
                    models,
                    scores
                );
            }
        }
    }

    private static SelectionColumns Columns(
        Problem problem,
        bool excluded,
        bool control,
        Solution[] solutions,
        long[] models,
        StoredScores scores
    )
    {
        long[] ids = [.. solutions.Select(s => s.Id)];
        return new(
            problem.Key,
            problem.Subject,
            excluded,
            control,
            StoredScores.Bytes<long>(ids),
            StoredScores.Bytes<int>([.. solutions.Select(s => s.Sample)]),
            [.. solutions.Select(s => (byte)(s.Answered ? 1 : 0))],
            StoredScores.Bytes<sbyte>(
                [.. solutions.Select(s => (sbyte)(s.Correct is { } right ? (right ? 1 : 0) : -1))]
            ),
            [.. solutions.Select(s => (byte)(s.Labelled ? 1 : 0))],
            StoredScores.Bytes<long>([.. solutions.Select(s => s.Text)]),
            StoredScores.Bytes<int>([.. solutions.Select(s => s.Steps)]),
            StoredScores.Bytes<int>([.. solutions.Select(s => s.Characters)]),
            [.. models.Select(m => scores.Column(m, ids))]
        );
    }

    private async Task<(ILookup<long, Solution> Solutions, StoredScores Scores)> Load(
        Problem[] block,
        long[] models,
        SubmitSelection request,
        CancellationToken cancellationToken
    )
    {
        await using var connection = await source.OpenConnectionAsync(cancellationToken);
        var solutions = await connection.Query<Solution>(
            """
            select s.problem_id, s.id, s.sample, s.finished and s.answer_key is not null as answered, s.correct,
                cardinality(s.steps) as steps, length(t.text) as characters,
                hashtextextended(trim(regexp_replace(t.text, '\s+', ' ', 'g')), 0) as text,
                @skip <> @Nobody and exists (
                    select 1 from dataset.labels l where l.solution_id = s.id
                        and (@skip = @Anyone or l.labeller = @skip or starts_with(l.labeller, @skip || ':'))
                ) as labelled
            from dataset.solutions s
            cross join lateral (select array_to_string(s.steps, ' ') as text offset 0) t
            where s.problem_id = any(@problems) order by s.problem_id, s.sample
            """,
            new
            {
                problems = block.Select(p => p.Id).ToArray(),
                skip = request.SkipLabelledBy ?? Skip.Anyone,
                Skip.Anyone,
                Skip.Nobody,
            },
            cancellationToken
        );
        var scores = await StoredScores.Load(connection, models, [.. solutions.Select(s => s.Id)], cancellationToken);
        return (solutions.ToLookup(s => s.ProblemId), scores);
    }

    private static async Task<HashSet<string>> Statements(
        NpgsqlConnection connection,
        IReadOnlyList<string>? pools,
        CancellationToken cancellationToken
    ) =>
        pools is not { Count: > 0 }
            ? []
            :
            [
                .. (
                    await connection.Query<string>(
                        """
                        select p.statement from dataset.pools q join dataset.problems p on p.pool_id = q.id
                        where q.name = any(@pools)
                        """,
                        new { pools = pools.ToArray() },
                        cancellationToken
                    )
                ).Select(SameText.Of),
            ];

    private sealed record Subject(string Request, long Revision, int Problems);

    private sealed record Problem(long Id, string Key, string? Subject, string Statement);

    private sealed record Solution(
        long ProblemId,
        long Id,
        int Sample,
        bool Answered,
        bool? Correct,
        int Steps,
        int Characters,
        long Text,
        bool Labelled
    );
}
