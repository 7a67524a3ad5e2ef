using System.Text;
using System.Text.Json;
using System.Text.Json.Nodes;
using Platform.Contracts;

namespace Platform.Dataset.Evaluations;

/// <summary>A submission as far as it could be read, with everything that is wrong with its form.</summary>
/// <param name="Command">What was read; fields with an error keep their defaults.</param>
/// <param name="Errors">Each names the field and how to mend it.</param>
/// <param name="Text">The body as text, cut at <see cref="MaximumText"/> characters.</param>
internal sealed record Submission(SubmitEvaluation Command, IReadOnlyList<string> Errors, string Text)
{
    public const int MaximumText = 4096;

    private const int MaximumSamples = 100_000;

    private static readonly string[] Fields = ["evaluationId", "pool", "models", "samples", "sampling", "seed"];

    private static readonly string[] SamplingFields =
    [
        "temperature",
        "topP",
        "maxTokens",
        "stop",
        "seed",
        "model",
        "split",
    ];

    /// <summary>Reads plain JSON, or the <c>message</c> of a MassTransit envelope; never throws.</summary>
    public static Submission Read(byte[] body)
    {
        var text = Encoding.UTF8.GetString(body);
        // The database keeps neither NUL nor half a surrogate pair.
        var length = Math.Min(text.Length, MaximumText);
        length -= length > 0 && char.IsHighSurrogate(text[length - 1]) ? 1 : 0;
        text = text[..length].Replace('\0', '\uFFFD');
        var errors = new List<string>();
        try
        {
            return Parse(body) is { } json
                ? new(Read(json, errors), errors, text)
                : Unreadable("The body is JSON but not an object");
        }
        catch (JsonException e)
        {
            return Unreadable($"The body is not JSON ({NotJson.Reason(e)})");
        }
        catch (InvalidOperationException)
        {
            return Unreadable("The body holds half a surrogate pair");
        }

        Submission Unreadable(string what) =>
            new(new SubmitEvaluation(null, ""), [$"{what}: send {{\"pool\":\"NAME\",\"models\":[\"NAME\"]}}."], text);
    }

    private static JsonObject? Parse(byte[] body) =>
        JsonNode.Parse(body, documentOptions: new() { AllowDuplicateProperties = false }) as JsonObject;

    private static SubmitEvaluation Read(JsonObject json, List<string> errors)
    {
        json = json["messageType"] is not null && json["message"] is JsonObject message ? message : json;
        var fields = new JsonFields(json, errors);
        fields.Known(Fields);
        var sampling = fields.Object("sampling");
        sampling?.Known(SamplingFields);
        var defaults = new Sampling();
        return new SubmitEvaluation(
            fields.Id("evaluationId"),
            fields.Text("pool", required: true) ?? "",
            fields.Texts("models"),
            (int?)fields.Integer("samples", 1, MaximumSamples),
            sampling is null
                ? null
                : new Sampling(
                    sampling.Number("temperature", 0, 10) ?? defaults.Temperature,
                    sampling.Number("topP", double.Epsilon, 1) ?? defaults.TopP,
                    (int)(sampling.Integer("maxTokens", 1, int.MaxValue) ?? defaults.MaxTokens),
                    sampling.Texts("stop"),
                    sampling.Integer("seed", long.MinValue, long.MaxValue) ?? defaults.Seed,
                    sampling.Text("model"),
                    sampling.Choice<StepSplit>("split")
                ),
            fields.Integer("seed", long.MinValue, long.MaxValue)
        );
    }
}
