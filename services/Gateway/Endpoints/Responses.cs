using Platform.Contracts;
using Platform.Gateway.Answering;
using Platform.Gateway.Choosing;

namespace Platform.Gateway.Endpoints;

/// <summary>An answer as the bodies of the two endpoints. Properties are sent in snake case.</summary>
internal sealed class Responses(Question question, long created)
{
    /// <summary>The whole response.</summary>
    public object Whole(Answer answer) =>
        new
        {
            question.Id,
            Object = question.IsChat ? "chat.completion" : "text_completion",
            Created = created,
            question.Model,
            Choices = answer.Chosen.Select((candidate, index) => Choice(candidate, index)).ToList(),
            answer.Usage,
            Platform = answer.Trace,
        };

    /// <summary>A chunk without choices that says how far the request is.</summary>
    public object Progress(GatewayProgress progress) => Chunk([], platform: progress);

    /// <summary>The answer as chunks: for each choice its steps one by one, and its end; then the trace.</summary>
    public IEnumerable<object> Chunks(Answer answer)
    {
        foreach (var (index, candidate) in answer.Chosen.Index())
        {
            bool first = true;
            foreach (string piece in Pieces(candidate))
            {
                yield return Chunk([Delta(index, piece, first, null)]);
                first = false;
            }

            yield return Chunk([Delta(index, first ? "" : null, first, Finish(candidate))]);
        }

        // OpenAI ends a stream with a chunk without choices too, if the usage is asked for.
        yield return Chunk([], answer.Trace, question.IncludeUsage ? answer.Usage : null);
    }

    private object Chunk(IReadOnlyList<object> choices, object? platform = null, TokenUsage? usage = null) =>
        new
        {
            question.Id,
            Object = question.IsChat ? "chat.completion.chunk" : "text_completion",
            Created = created,
            question.Model,
            Choices = choices,
            Usage = usage,
            Platform = platform,
        };

    private object Choice(SampledCandidate candidate, int index) =>
        question.IsChat
            ? new
            {
                Index = index,
                Message = new
                {
                    Role = "assistant",
                    Content = string.Concat(Pieces(candidate)),
                    ReasoningContent = candidate.Solution.Reasoning,
                },
                FinishReason = Finish(candidate),
            }
            : new
            {
                Index = index,
                Text = string.Concat(Pieces(candidate)),
                FinishReason = Finish(candidate),
            };

    private object Delta(int index, string? text, bool first, string? finish) =>
        question.IsChat
            ? new
            {
                Index = index,
                Delta = new { Role = first ? "assistant" : null, Content = text },
                FinishReason = finish,
            }
            : new
            {
                Index = index,
                Text = text ?? "",
                FinishReason = finish,
            };

    /// <summary>The steps after those that the request gave, with what separates them.</summary>
    private IEnumerable<string> Pieces(SampledCandidate candidate)
    {
        string end = candidate.Solution.Source.Split == StepSplit.BlankLine ? "\n\n" : "\n";
        return candidate
            .Solution.Steps.Skip(question.Prefix?.Count ?? 0)
            .Select((step, i) => i == 0 ? step : end + step);
    }

    private static string Finish(SampledCandidate candidate) => candidate.Solution.Finished ? "stop" : "length";
}
