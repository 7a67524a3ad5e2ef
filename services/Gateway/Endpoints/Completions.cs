using Microsoft.AspNetCore.Http.Features;
using Platform.Contracts;
using Platform.Gateway.Answering;
using Platform.Gateway.Limits;
using Platform.Gateway.OpenAi;

namespace Platform.Gateway.Endpoints;

/// <summary>Answers a request, whole or as a stream: counts its tokens, and stores it if it asks for that.</summary>
internal sealed class Completions(Answers answers, Quotas quotas, PoolStore store, TimeProvider time)
{
    public async Task Answer(HttpContext context, Question question, CancellationToken cancellationToken)
    {
        var measured = context.Features.GetRequiredFeature<MeasuredRequest>();
        measured.Strategy = question.Name.Word;
        string? key = LimitedKey.Of(context.User);
        await quotas.Check(key, cancellationToken);
        var plan = await answers.Prepare(question, cancellationToken);
        measured.Model = plan.Generator.Name;
        var responses = new Responses(question, time.GetUtcNow().ToUnixTimeSeconds());
        if (!question.Stream)
        {
            var whole = await Given(_ => Task.CompletedTask);
            await Results.Json(responses.Whole(whole), OpenAiJson.Options).ExecuteAsync(context);
            return;
        }

        var events = new EventStream(context.Response);
        try
        {
            var answer = await Given(progress => events.Send(responses.Progress(progress), cancellationToken));
            foreach (var chunk in responses.Chunks(answer))
            {
                await events.Send(chunk, cancellationToken);
            }
        }
        catch (Refused refused) when (context.Response.HasStarted)
        {
            measured.Status = refused.Status;
            await events.Send(refused.Error, cancellationToken);
        }

        await events.End(cancellationToken);

        async Task<Answer> Given(Func<GatewayProgress, Task> progress)
        {
            var answer = await answers.Give(plan, progress, cancellationToken);
            await quotas.Add(key, answer.AllTokens);
            return question.Pool is { } pool ? await Stored(answer, pool, cancellationToken) : answer;
        }
    }

    /// <summary>The answer with the pool, or with the reason why it is not in it.</summary>
    private async Task<Answer> Stored(Answer answer, string pool, CancellationToken cancellationToken)
    {
        var reason = await store.Store(answer, pool, cancellationToken);
        return answer with
        {
            Trace = reason is null
                ? answer.Trace with
                {
                    Pool = pool,
                }
                : answer.Trace with
                {
                    Failures = [.. answer.Trace.Failures, $"The request was not stored in the pool {pool}: {reason}"],
                },
        };
    }
}
