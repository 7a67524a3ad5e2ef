namespace Platform.Dataset.Quality;

/// <summary>SQL about the agreement of a task with its gold solution.</summary>
internal static class GoldSql
{
    /// <summary>
    /// True if the finished task <c>t</c> names one of the acceptable first bad steps of its gold solution <c>g</c>. Somebody
    /// who is unsure of a step and finds no bad one has named none.
    /// </summary>
    public const string Agrees = """
        (
            t.ending = 'finished' and coalesce(
                (
                    select min(r.step) from dataset.labelling_ratings r
                    where r.task_id = t.id and r.labeller = t.labeller and r.rating = -1
                ) = any(g.first_errors),
                -1 = any(g.first_errors) and not exists (
                    select 1 from dataset.labelling_ratings r
                    where r.task_id = t.id and r.labeller = t.labeller and r.rating is null
                )
            )
        )
        """;
}
