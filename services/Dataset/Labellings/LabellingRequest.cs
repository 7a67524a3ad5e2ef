using Platform.Contracts;
using Platform.Dataset.Jobs;

namespace Platform.Dataset.Labellings;

/// <summary>Reads a message on <c>labelling-jobs</c>.</summary>
internal static class LabellingRequest
{
    private static readonly string[] Fields = ["labellingId", "by", "selection", "pool", "threshold"];

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

        if (!fields.Has("selection") && !fields.Has("pool"))
        {
            fields.Error("selection", "missing; give the id of a selection, or a pool");
        }
        else if (fields.Has("selection") && fields.Has("pool"))
        {
            fields.Error("pool", "a selection has its own pool; give one of them");
        }

        return new(fields.Id("labellingId"), by ?? "", fields.Id("selection"), fields.Text("pool"), threshold);
    }
}
