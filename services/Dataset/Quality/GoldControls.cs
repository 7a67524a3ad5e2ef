namespace Platform.Dataset.Quality;

/// <summary>SQL of the gold solutions that can be hidden controls.</summary>
internal static class GoldControls
{
    /// <summary>
    /// Begins at <c>from</c> and ends within a condition: gold <c>g</c> outside of the screening's pool, which is the parameter
    /// <c>screening</c>, that the round does not ask for anyway.
    /// </summary>
    /// <param name="round">SQL of the round's id.</param>
    public static string Of(string round) =>
        $"""
            from dataset.gold_solutions g
            join dataset.solutions s on s.id = g.solution_id
            join dataset.problems p on p.id = s.problem_id
            join dataset.pools q on q.id = p.pool_id
            where q.name is distinct from @screening and not exists (
                select 1 from dataset.labelling_tasks x
                where x.job_id = {round} and x.solution_id = g.solution_id and x.kind = 'label'
            )
            """;
}
