using System.Text.Json;
using System.Text.Json.Nodes;
using Platform.DatasetClient;
using Refit;

namespace Platform.Gateway.Answering;

/// <summary>
/// Stores a request that asks for it in a pool: the statement as a problem under the id of the completion, and every
/// candidate with its source and its scores.
/// </summary>
internal sealed class PoolStore(IDatasetApi dataset, ILogger<PoolStore> log)
{
    /// <returns>Why it was not stored; null if it was.</returns>
    public async Task<string?> Store(Answer answer, string pool, CancellationToken cancellationToken)
    {
        using var file = new MemoryStream(JsonSerializer.SerializeToUtf8Bytes(Line(answer)));
        string? reason;
        try
        {
            var result = await dataset.Import(pool, "pool", file, cancellationToken);
            reason = result.ErrorCount == 0 ? null : string.Join("; ", result.Errors.Select(e => e.ToString()));
        }
        catch (ApiException e)
        {
            reason = e.Content ?? e.Message;
        }
        catch (HttpRequestException e)
        {
            reason = $"Dataset does not answer: {e.Message}";
        }

        if (reason is not null)
        {
            log.NotStored(answer.Question.Id, pool, reason);
        }

        return reason;
    }

    /// <summary>The request in the project's own format.</summary>
    internal static JsonObject Line(Answer answer) =>
        new()
        {
            ["id"] = answer.Question.Id,
            ["problem"] = answer.Question.Statement,
            ["solutions"] = new JsonArray(
                [
                    .. answer.Candidates.Select(candidate =>
                    {
                        var source = candidate.Solution.Source;
                        var line = new JsonObject
                        {
                            ["sample"] = candidate.Index,
                            ["steps"] = new JsonArray([.. candidate.Solution.Steps.Select(s => JsonValue.Create(s))]),
                            ["finished"] = candidate.Solution.Finished,
                            ["model"] =
                                $"{source.Model} ({source.Server}, seed {source.Seed?.ToString() ?? "none"}, temperature "
                                + FormattableString.Invariant($"{source.Temperature ?? double.NaN})"),
                        };
                        if (candidate.Solution.Reasoning is { } reasoning)
                        {
                            line["reasoning"] = reasoning;
                        }

                        if (candidate.Scores.Rows is { } rows && answer.Verifier is { } verifier)
                        {
                            line["scores"] = new JsonObject
                            {
                                [$"{verifier.Name}-{verifier.Version[..8]}"] = new JsonObject
                                {
                                    ["kind"] = verifier.Kind,
                                    ["classes"] = new JsonArray([.. verifier.Classes.Select(c => JsonValue.Create(c))]),
                                    ["probabilities"] = JsonSerializer.SerializeToNode(rows),
                                },
                            };
                        }

                        return line;
                    }),
                ]
            ),
        };
}
