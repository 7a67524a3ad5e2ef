using Platform.Contracts;
using Platform.Gateway.Choosing;
using Platform.Gateway.OpenAi;
using Platform.Gateway.Upstream;

namespace Platform.Gateway.Endpoints;

/// <summary>What can be asked for.</summary>
internal static class ModelEndpoints
{
    public static void MapModels(this IEndpointRouteBuilder app)
    {
        app.MapGet("/v1/models", List);
        app.MapGet("/v1/models/{**id}", Get);
    }

    /// <summary>
    /// Every language model by itself and with a majority vote, with every reward model and the strategies that need one, and
    /// the reward models for <c>/v1/score</c>. Other numbers than 16 can be asked for.
    /// </summary>
    private static async Task<IResult> List(KnownModels models, CancellationToken cancellationToken)
    {
        var all = await models.All(cancellationToken);
        var (languages, verifiers) = (
            all.Where(m => m.Kind == ModelKind.Language).ToList(),
            all.Where(m => m.Kind != ModelKind.Language).ToList()
        );
        var listed = languages
            .SelectMany(language =>
                new[]
                {
                    Entry(language.Name, language),
                    Entry($"{language.Name}/majority-{ModelName.UsualSamples}", language),
                }.Concat(
                    verifiers.SelectMany(verifier =>
                        new[] { "best-of", "weighted" }.Select(strategy =>
                            Entry(
                                $"{language.Name}+{verifier.Name}/{strategy}-{ModelName.UsualSamples}",
                                language,
                                verifier
                            )
                        )
                    )
                )
            )
            .Concat(verifiers.Select(verifier => Entry(verifier.Name, verifier)));
        return Results.Json(new { Object = "list", Data = listed }, OpenAiJson.Options);
    }

    private static async Task<IResult> Get(string id, KnownModels models, CancellationToken cancellationToken)
    {
        var name = ModelName.Parse(id);
        var all = await models.All(cancellationToken);
        var parts = new[] { name.Generator, name.Verifier }
            .OfType<string>()
            .Select(part => all.FirstOrDefault(m => m.Name == part || m.Version == part))
            .ToArray();
        return Array.TrueForAll(parts, part => part is not null)
            ? Results.Json(Entry(id, parts!), OpenAiJson.Options)
            : throw Refused.NoModel($"There is no model '{id}'; GET /v1/models lists them.");
    }

    private static object Entry(string id, params ModelSummary[] parts) =>
        new
        {
            Id = id,
            Object = "model",
            Created = parts.Max(p => p.Registered).ToUnixTimeSeconds(),
            OwnedBy = "platform",
            Platform = new { Kind = parts[^1].Kind, Versions = parts.Select(p => $"{p.Name}@{p.Version}") },
        };
}
