using Npgsql;
using Platform.Contracts;
using Platform.Dataset.Labels;
using Platform.Dataset.Storage;
using Platform.Kernels.Labelling;

namespace Platform.Dataset.Labellings;

/// <summary>Compares the labels of labellings with the exact oracle's.</summary>
internal sealed class LabelQualities(NpgsqlDataSource source)
{
    /// <param name="labelling">A labelling by a model or by rollouts.</param>
    /// <param name="cut">The fraction from which a step is right; null: any above 0.</param>
    /// <param name="cancellationToken">Stops the query.</param>
    /// <returns>Null if there is no such labelling, or its labels are not those of one labeller.</returns>
    public async Task<LabelQuality?> Of(Guid labelling, double? cut, CancellationToken cancellationToken)
    {
        await using var connection = await source.OpenConnectionAsync(cancellationToken);
        if (await LabellingInputs.Of(connection, labelling, cancellationToken) is not { Labeller: { } labeller } inputs)
        {
            return null;
        }

        var comparison = new LabelComparison();
        await foreach (
            var row in connection
                .Stream<Row>(
                    $"""
                    select p.statement, s.steps, {StepLabels.Exact("l")} as labels
                    from dataset.problems p
                    join dataset.solutions s on s.problem_id = p.id
                    join dataset.labels l on l.solution_id = s.id
                    where p.pool_id = @PoolId and l.labeller = @labeller and l.generation = @Generation
                        and (@SelectionId::uuid is null or exists (
                            select 1 from dataset.selected_solutions x
                            where x.job_id = @SelectionId and x.solution_id = s.id
                        ))
                    """,
                    new
                    {
                        inputs.PoolId,
                        labeller,
                        inputs.Generation,
                        inputs.SelectionId,
                    }
                )
                .WithCancellation(cancellationToken)
        )
        {
            if (Oracle.Judge(row.Statement, row.Steps) is var (_, exact))
            {
                comparison.Add(
                    Array.ConvertAll(row.Labels, v => IsRight(v, inputs.Rollouts is not null, cut)),
                    [.. exact.Labels.Select(l => l is null ? (bool?)null : l >= 0)]
                );
            }
        }

        var found = comparison.FirstErrors;
        return new(
            labelling,
            labeller,
            cut,
            comparison.Solutions,
            Number(found.ErroneousAccuracy),
            Number(found.CorrectAccuracy),
            Number(found.F1),
            [
                .. comparison
                    .Positions.Index()
                    .Select(p => new LabelQualityAt(
                        p.Index,
                        p.Item.Wrong,
                        p.Item.FalsePositives,
                        p.Item.Right,
                        p.Item.FalseNegatives
                    )),
            ]
        );
    }

    /// <summary>Ratings count as right from neutral on; fractions from the cut on.</summary>
    private static bool? IsRight(double value, bool fraction, double? cut) =>
        double.IsNaN(value) ? null
        : !fraction ? value >= 0
        : cut is { } least ? value >= least
        : value > 0;

    private static double? Number(double value) => double.IsNaN(value) ? null : value;

    private sealed record Row(string Statement, string[] Steps, double[] Labels);
}
