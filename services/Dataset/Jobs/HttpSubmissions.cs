using MassTransit;

namespace Platform.Dataset.Jobs;

/// <summary>Handles submissions over HTTP like those from a queue: the answer is published as well.</summary>
internal sealed class HttpSubmissions(Submissions submissions, IPublishEndpoint events)
{
    /// <summary>More than the largest submission: a plan with its jobs.</summary>
    private const int MostBytes = 1 << 20;

    /// <summary>The event that answers the submission.</summary>
    /// <exception cref="BadHttpRequestException">The body is too large.</exception>
    public async Task<object> Take(JobKind kind, HttpRequest request, CancellationToken cancellationToken)
    {
        using var body = new MemoryStream();
        byte[] buffer = new byte[8192];
        for (int read; (read = await request.Body.ReadAsync(buffer, cancellationToken)) > 0; )
        {
            body.Write(buffer, 0, read);
            if (body.Length > MostBytes)
            {
                throw new BadHttpRequestException(
                    $"A submission has at most {MostBytes} bytes.",
                    StatusCodes.Status413PayloadTooLarge
                );
            }
        }

        object answer = await submissions.Take(kind, body.ToArray(), null, cancellationToken);
        await events.Publish(answer, answer.GetType(), cancellationToken);
        return answer;
    }
}
