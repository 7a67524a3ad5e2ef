using System.Text.Json;
using System.Text.Json.Nodes;
using System.Text.Json.Schema;
using System.Text.Json.Serialization;
using Platform.Contracts;

namespace Platform.Dataset.Api;

/// <summary>JSON schemas of what clients send and receive, for validation and code generation in any language.</summary>
internal static class Schemas
{
    private static readonly JsonSerializerOptions Json = new(JsonSerializerDefaults.Web)
    {
        Converters = { new JsonStringEnumConverter(JsonNamingPolicy.CamelCase) },
        NumberHandling = JsonNumberHandling.Strict,
        TypeInfoResolver = JsonSerializerOptions.Default.TypeInfoResolver,
    };

    private static readonly IReadOnlyDictionary<string, Type> Types = new[]
    {
        typeof(SubmitEvaluation),
        typeof(EvaluationAccepted),
        typeof(EvaluationRejected),
        typeof(EvaluationCompleted),
        typeof(EvaluationFailed),
        typeof(EvaluationCancelled),
        typeof(TrainRewardModel),
        typeof(TrainLanguageModel),
        typeof(TrainingAccepted),
        typeof(TrainingRejected),
        typeof(TrainingProgressed),
        typeof(TrainingCompleted),
        typeof(TrainingFailed),
        typeof(TrainingCancelled),
        typeof(SubmitSelection),
        typeof(SelectionAccepted),
        typeof(SelectionRejected),
        typeof(SelectionCompleted),
        typeof(SelectionFailed),
        typeof(SelectionCancelled),
        typeof(SelectedLine),
        typeof(SubmitLabelling),
        typeof(LabellingAccepted),
        typeof(LabellingRejected),
        typeof(LabellingCompleted),
        typeof(LabellingFailed),
        typeof(LabellingCancelled),
        typeof(SubmitExperiment),
        typeof(ExperimentAccepted),
        typeof(ExperimentRejected),
        typeof(ExperimentCompleted),
        typeof(ExperimentFailed),
        typeof(ExperimentCancelled),
        typeof(SubmitGenerations),
        typeof(GenerationsAccepted),
        typeof(GenerationsRejected),
        typeof(GenerationsCompleted),
        typeof(GenerationsFailed),
        typeof(GenerationsCancelled),
        typeof(SubmitSearch),
        typeof(SearchAccepted),
        typeof(SearchRejected),
        typeof(SearchCompleted),
        typeof(SearchFailed),
        typeof(SearchCancelled),
        typeof(GenerateSolutions),
        typeof(SolutionsGenerated),
        typeof(GenerateSteps),
        typeof(StepsGenerated),
        typeof(ScoreSolutions),
        typeof(SolutionsScored),
        typeof(RewardModelManifest),
        typeof(LanguageModelManifest),
    }.ToDictionary(t => t.Name);

    public static WebApplication MapSchemas(this WebApplication app)
    {
        app.MapGet("/schemas", () => Types.Keys.Order(StringComparer.Ordinal))
            .WithSummary("Names of the JSON schemas of submissions, events, work messages and manifests");
        app.MapGet(
                "/schemas/{name}",
                (string name) =>
                    Find(name) is { } schema
                        ? Results.Json(schema)
                        : Refusal.NotFound($"There is no schema '{name}'; GET /schemas lists them.")
            )
            .WithSummary("The JSON schema of a message or manifest");
        return app;
    }

    /// <summary>Null: no such schema.</summary>
    internal static JsonNode? Find(string name) =>
        Types.TryGetValue(name, out var type)
            ? Json.GetJsonSchemaAsNode(type, new JsonSchemaExporterOptions { TreatNullObliviousAsNonNullable = true })
            : null;
}
