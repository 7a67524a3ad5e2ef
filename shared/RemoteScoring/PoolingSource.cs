using System.Text.Json;
using Platform.Contracts;
using Platform.Inference;
using Refit;

namespace Platform.RemoteScoring;

/// <summary>
/// Asks vLLM. With a tokenizer in the model's directory, token ids are sent, and the rows of all tokens are read where the
/// manifest says, as in a local model. Without one, the template's text is sent, and the server must give a row a step.
/// </summary>
internal sealed class PoolingSource : RemoteSource
{
    private readonly IPoolingApi _api;
    private readonly RewardModelManifest _manifest;
    private readonly RemoteModel _remote;
    private readonly SequenceTemplate? _template;
    private readonly TextTemplate _text;
    private readonly Head _head;

    public PoolingSource(RewardModelManifest manifest, string directory, HttpClient http)
        : base(http)
    {
        (_manifest, _remote, _head) = (manifest, manifest.Remote!, new(manifest));
        _api = RestService.ForGenerated<IPoolingApi>(http, RemoteApis.Settings);
        _text = new(manifest.Template);
        if (manifest.Tokenizer is not null)
        {
            _template = new(manifest, Tokenizer.Load(manifest.Tokenizer, directory));
        }
    }

    public override string Endpoint => Address(_remote.Api == RemoteModel.Classify ? "/classify" : "/pooling");

    public override async Task<RemoteScores> Ask(
        string statement,
        IReadOnlyList<IReadOnlyList<string>> solutions,
        CancellationToken cancellationToken
    )
    {
        var scores = new Scores[solutions.Count];
        var inputs = new List<(int Solution, object Input, TokenSequence? Sequence)>();
        var prefix = _template?.Prefix(statement);
        for (int i = 0; i < scores.Length; i++)
        {
            var (sequence, failure) =
                solutions[i].Count == 0
                    ? (null, "the solution has no steps")
                    : _template?.Complete(prefix!, solutions[i]) ?? (null, null);
            if (failure is null)
            {
                inputs.Add((i, sequence?.Ids ?? (object)_text.Of(statement, solutions[i]), sequence));
            }

            scores[i] = new(null, failure);
        }

        if (inputs.Count == 0)
        {
            return new(scores, 0);
        }

        var (rows, tokens) = await Rows([.. inputs.Select(input => input.Input)], cancellationToken);
        foreach (var (place, (solution, _, sequence)) in inputs.Index())
        {
            scores[solution] =
                rows.Count == inputs.Count
                    ? Read(rows[place], solutions[solution].Count, sequence)
                    : Failed($"gave {rows.Count} results for {inputs.Count} solutions");
        }

        return new(scores, tokens);
    }

    /// <summary>The rows of each input, in the order of the inputs.</summary>
    private async Task<(IReadOnlyList<float[][]> Rows, long Tokens)> Rows(
        object[] inputs,
        CancellationToken cancellationToken
    )
    {
        // Whether the server turns logits into probabilities is its own affair, unless it is told.
        bool probabilities = _manifest.Head.Kind == "probabilities";
        var request = new PoolingRequest(_remote.Model, inputs, "float", probabilities, probabilities, probabilities);
        if (_remote.Api == RemoteModel.Classify)
        {
            var classified = await _api.Classify(request, cancellationToken);
            return (
                [
                    .. (classified.Data ?? [])
                        .OrderBy(d => d.Index)
                        .Select(d => new[] { (d.Probs ?? []).Select(p => (float)p).ToArray() }),
                ],
                classified.Usage?.PromptTokens ?? 0
            );
        }

        var pooled = await _api.Pool(request, cancellationToken);
        return (
            [.. (pooled.Data ?? []).OrderBy(d => d.Index).Select(d => Parse(d.Data))],
            pooled.Usage?.PromptTokens ?? 0
        );
    }

    /// <summary>A list of rows; a flat list is one row, or one value a row for a model with a single value.</summary>
    private float[][] Parse(JsonElement data)
    {
        if (data.ValueKind != JsonValueKind.Array || data.GetArrayLength() == 0)
        {
            return [];
        }

        try
        {
            return data[0].ValueKind == JsonValueKind.Array ? data.Deserialize<float[][]>()!
                : _manifest.Classes.Count == 1 ? [.. data.Deserialize<float[]>()!.Select(value => new[] { value })]
                : [data.Deserialize<float[]>()!];
        }
        catch (JsonException)
        {
            return [];
        }
    }

    private Scores Read(float[][] rows, int steps, TokenSequence? sequence)
    {
        int wanted = _manifest.Kind == "outcome" ? 1 : steps;
        int[] positions =
            rows.Length == sequence?.Ids.Length ? sequence.Positions
            : rows.Length == wanted ? [.. Enumerable.Range(0, wanted)]
            : [];
        if (positions.Length == 0)
        {
            var tokens = sequence is null ? "" : $" and {sequence.Ids.Length} tokens";
            return Failed($"gave {rows.Length} rows of scores for {wanted} step(s){tokens}");
        }

        var probabilities = new double[positions.Length][];
        for (int row = 0; row < positions.Length; row++)
        {
            var values = rows[positions[row]];
            if (_head.Mismatch(values.Length) is { } mismatch)
            {
                return Failed($"gave {mismatch}");
            }

            probabilities[row] = new double[_manifest.Classes.Count];
            _head.Read(values, probabilities[row]);
        }

        return _head.Implausible(probabilities) is { } reason ? new(null, reason) : new(probabilities, null);
    }

    private Scores Failed(string reason) => new(null, $"{Endpoint} {reason}");
}
