using System.Text.Json;
using Platform.Contracts;
using Platform.Dataset.Jobs;

namespace Platform.Dataset.Evaluations;

/// <summary>Reads how process models are compared with step labels.</summary>
internal static class StepFields
{
    private static readonly string[] Names = ["labellers", "threshold", "thresholdFrom", "labelCut"];

    /// <summary>Reads an object; a field that is wrong is reported as an error and null.</summary>
    public static StepOptions? Read(JsonFields? steps)
    {
        if (steps is null)
        {
            return null;
        }

        steps.Known(Names);
        var read = new StepOptions(
            steps.Texts("labellers"),
            steps.Number("threshold", 0, 1),
            steps.Text("thresholdFrom"),
            steps.Number("labelCut", double.Epsilon, 1)
        );
        if (steps.Has("threshold") && steps.Has("thresholdFrom"))
        {
            steps.Error("thresholdFrom", "the threshold is given by threshold already; give one of the two");
        }

        return read;
    }

    /// <summary>Reads the JSON in <c>dataset.evaluations</c>.</summary>
    public static StepOptions? Parse(string? json) =>
        json is null ? null : JsonSerializer.Deserialize<StepOptions>(json, JsonSerializerOptions.Web);
}
