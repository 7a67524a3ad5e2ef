using System.Text.Json;
using Platform.Contracts;
using Refit;

namespace Platform.RemoteScoring;

/// <summary>This platform's own <c>/v1/score</c>, of another installation.</summary>
internal interface IScoreApi
{
    [Post("/v1/score")]
    Task<ScoreResponse> Score([Body] ScoreRequest request, CancellationToken cancellationToken);
}

/// <summary>Settings of Refit for the two.</summary>
internal static class RemoteApis
{
    public static RefitSettings Settings { get; } =
        new(
            new SystemTextJsonContentSerializer(
                new JsonSerializerOptions
                {
                    PropertyNamingPolicy = JsonNamingPolicy.SnakeCaseLower,
                    DefaultIgnoreCondition = System.Text.Json.Serialization.JsonIgnoreCondition.WhenWritingNull,
                }
            )
        )
        {
            TransportExceptionFactory = (_, e, _) => e,
        };
}
