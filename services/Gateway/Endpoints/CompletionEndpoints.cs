using Platform.Gateway.Answering;
using Platform.Gateway.OpenAi;

namespace Platform.Gateway.Endpoints;

/// <summary>The two endpoints that answer.</summary>
internal static class CompletionEndpoints
{
    public static void MapCompletions(this IEndpointRouteBuilder app)
    {
        app.MapPost(
                "/v1/chat/completions",
                async (HttpContext context, QuestionReader reader, Completions completions, CancellationToken c) =>
                    await completions.Answer(context, reader.Chat(await RequestFields.Read(context.Request, c)), c)
            )
            .WithMetadata(MeasuredOperation.Chat);
        app.MapPost(
                "/v1/completions",
                async (HttpContext context, QuestionReader reader, Completions completions, CancellationToken c) =>
                    await completions.Answer(
                        context,
                        reader.Completion(await RequestFields.Read(context.Request, c)),
                        c
                    )
            )
            .WithMetadata(MeasuredOperation.Completion);
    }
}
