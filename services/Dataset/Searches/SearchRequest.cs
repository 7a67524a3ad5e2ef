using Platform.Contracts;
using Platform.Dataset.Evaluations;
using Platform.Dataset.Jobs;

namespace Platform.Dataset.Searches;

/// <summary>Reads a message on <c>search-jobs</c>.</summary>
internal static class SearchRequest
{
    private const int MostBeams = 4096;
    private const int MostExpansions = 256;
    private const int MostSteps = 1000;

    /// <summary>Largest number of draws of a round.</summary>
    private const int MostDraws = 4096;

    private static readonly string[] Fields =
    [
        "searchId",
        "pool",
        "model",
        "strategy",
        "name",
        "beams",
        "expansions",
        "aggregation",
        "neutral",
        "maxSteps",
        "sampling",
        "seed",
        "against",
    ];

    /// <summary>Reads a submission. Never throws; format errors are part of the result.</summary>
    public static JobRequest Read(byte[] body) =>
        JobBody<SubmitSearch>
            .Read(
                body,
                """{"pool":"NAME","model":"NAME","strategy":"beam","beams":4,"expansions":4,"name":"NAME"}""",
                new SubmitSearch(null, "", "", StepSearchStrategy.BestOfN, ""),
                Read
            )
            .Request(c => c.SearchId);

    private static SubmitSearch Read(JsonFields fields)
    {
        fields.Known(Fields);
        var strategy = fields.Choice<StepSearchStrategy>("strategy", required: true);
        var beams = (int?)fields.Integer("beams", 1, MostBeams);
        var expansions = (int?)fields.Integer("expansions", 1, MostExpansions);
        if (strategy == StepSearchStrategy.BestOfN)
        {
            foreach (var name in (string[])["expansions", "maxSteps"])
            {
                if (fields.Has(name))
                {
                    fields.Error(name, "best-of-n draws whole solutions, as many as beams says; leave it out");
                }
            }
        }
        else if (beams * expansions > MostDraws)
        {
            fields.Error(
                "beams",
                $"beams times expansions is {beams * expansions}; a round has at most {MostDraws} draws"
            );
        }

        var sampling = fields.Object("sampling");
        if (sampling?.Integer("seed", long.MinValue, long.MaxValue) is not (null or 0))
        {
            sampling!.Error("seed", "every draw has a seed of its own; give the field seed of the search");
        }

        return new(
            fields.Id("searchId"),
            fields.Text("pool", required: true) ?? "",
            fields.Text("model", required: true) ?? "",
            strategy ?? StepSearchStrategy.BestOfN,
            fields.Text("name", required: true) ?? "",
            beams,
            expansions,
            fields.Choice<ScoreAggregation>("aggregation"),
            fields.Choice<NeutralSteps>("neutral"),
            (int?)fields.Integer("maxSteps", 1, MostSteps),
            SamplingFields.Read(sampling),
            fields.Integer("seed", long.MinValue / 2, long.MaxValue / 2),
            fields.Texts("against")
        );
    }
}
