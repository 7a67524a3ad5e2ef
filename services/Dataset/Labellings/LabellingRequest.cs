using Platform.Contracts;
using Platform.Dataset.Jobs;
using Platform.Dataset.Rollouts;

namespace Platform.Dataset.Labellings;

/// <summary>Reads a message on <c>labelling-jobs</c>.</summary>
internal static class LabellingRequest
{
    private const int MostLabellers = 1000;

    private static readonly string[] Fields =
    [
        "labellingId",
        "by",
        "selection",
        "pool",
        "threshold",
        "overlap",
        "controls",
        "labellers",
        "generation",
        "rollouts",
    ];

    /// <summary>Fields that only a labelling by people has.</summary>
    private static readonly string[] OfPeople = ["overlap", "controls", "labellers"];

    /// <summary>Reads a submission. Never throws; format errors are part of the result.</summary>
    public static JobRequest Read(byte[] body) =>
        JobBody<SubmitLabelling>
            .Read(body, """{"pool":"NAME","by":"oracle"}""", new SubmitLabelling(null, ""), Read)
            .Request(c => c.LabellingId);

    private static SubmitLabelling Read(JsonFields fields)
    {
        fields.Known(Fields);
        var by = fields.Text("by", required: true);
        if (by is not null && !Supervisor.IsKnown(by))
        {
            fields.Error("by", $"'{by}' is no supervisor; give {Supervisor.Choices}");
        }

        var threshold = fields.Number("threshold", 0, 1);
        if (threshold is not null && by is not null && !Supervisor.IsModel(by))
        {
            fields.Error("threshold", $"'{by}' has none; leave it out, or give model:NAME as by");
        }

        if (by is not null && Supervisor.IsKnown(by) && by != Supervisor.People)
        {
            foreach (string name in OfPeople.Where(fields.Has))
            {
                fields.Error(name, $"'{by}' has none; leave it out, or give people as by");
            }
        }

        var rollouts = fields.Object("rollouts");
        rollouts?.Known(RolloutFields.Names);
        var settings = rollouts is null ? null : RolloutFields.Read(rollouts);
        if (by is not null && Supervisor.IsKnown(by) && !Supervisor.IsRollouts(by) && rollouts is not null)
        {
            fields.Error("rollouts", $"'{by}' has none; leave it out, or give rollouts:MODEL as by");
        }

        if (settings?.Method == RolloutAlgorithm.OmegaPrm && fields.Has("selection"))
        {
            fields.Error(
                "selection",
                "omegaprm adds completions to a problem's solutions, and a selection is fixed; give a pool, or math-shepherd as method"
            );
        }

        var labellers = Invited(fields);
        var overlap = fields.Integer("overlap", 1, 100);
        if (overlap > labellers?.Count && labellers.Count > 0)
        {
            fields.Error("overlap", $"{overlap} different people are needed, and labellers names {labellers.Count}");
        }

        if (!fields.Has("selection") && !fields.Has("pool"))
        {
            fields.Error("selection", "missing; give the id of a selection, or a pool");
        }
        else if (fields.Has("selection") && fields.Has("pool"))
        {
            fields.Error("pool", "a selection has its own pool; give one of them");
        }

        return new(
            fields.Id("labellingId"),
            by ?? "",
            fields.Id("selection"),
            fields.Text("pool"),
            threshold,
            (int?)overlap,
            fields.Number("controls", 0, 0.5),
            labellers,
            (int?)fields.Integer("generation", 0, 1_000_000),
            settings
        );
    }

    private static IReadOnlyList<string>? Invited(JsonFields fields)
    {
        var names = fields.Texts("labellers");
        if (names is null)
        {
            return null;
        }

        foreach (string name in names.Where(n => !Names.IsValid(n)))
        {
            fields.Error("labellers", $"'{name}' is not a valid name: use {Names.Rule}");
        }

        if (names.Distinct().Count() < names.Count)
        {
            fields.Error("labellers", "a name occurs twice; give each once");
        }

        if (names.Count > MostLabellers)
        {
            fields.Error("labellers", $"{names.Count} names; give at most {MostLabellers}, or none for everybody");
        }

        return names;
    }
}
