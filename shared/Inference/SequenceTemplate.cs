using Platform.Contracts;

namespace Platform.Inference;

/// <summary>
/// Builds one sequence from a statement and steps. Every piece is tokenised by itself, so where a step ends never depends on
/// what follows it, and separators are ids.
/// </summary>
public sealed class SequenceTemplate
{
    /// <summary>Placeholder for the problem's text in a prefix.</summary>
    public const string Statement = "{statement}";

    /// <summary>Placeholder for a step's text.</summary>
    public const string Step = "{step}";

    private readonly RewardModelManifest _manifest;
    private readonly TokenizedPieces _prefix;
    private readonly TokenizedPieces _first;
    private readonly TokenizedPieces _step;
    private readonly int[] _separator;
    private readonly int[] _last;
    private readonly TokenizedPieces _between;
    private readonly TokenizedPieces _suffix;
    private readonly Tokenizer _tokenizer;
    private readonly string _tagged;
    private readonly string _joint;

    public SequenceTemplate(RewardModelManifest manifest, Tokenizer tokenizer)
    {
        (_manifest, _tokenizer) = (manifest, tokenizer);
        var template = manifest.Template;
        _prefix = new(template.Prefix, Statement, tokenizer);
        _step = new(template.Step, Step, tokenizer);
        _first = template.FirstStep is null ? _step : new(template.FirstStep, Step, tokenizer);
        _separator = [.. template.Separator];
        _last = [.. template.LastSeparator ?? template.Separator];
        _between = new(template.Between ?? [], Step, tokenizer);
        _suffix = new(template.Suffix ?? [], Step, tokenizer);
        _tagged = string.Concat(template.Step.Select(p => p.Text));
        _joint = string.Concat((template.Between ?? []).Select(p => p.Text));
    }

    /// <summary>The ids before the first step, the same for all solutions of a problem.</summary>
    /// <exception cref="UnknownCharacterException">The statement holds a character that has no id.</exception>
    public int[] Prefix(string statement)
    {
        var ids = new List<int>();
        _prefix.Append(statement, ids);
        return [.. ids];
    }

    /// <summary>A solution's sequence, or the reason why there is none.</summary>
    public (TokenSequence? Sequence, string? Failure) Complete(int[] prefix, IReadOnlyList<string> steps)
    {
        if (steps.Count == 0)
        {
            return (null, "the solution has no steps");
        }

        if (_manifest.Template.Joined)
        {
            return Join(prefix, steps);
        }

        var ids = new List<int>(prefix.Length + steps.Sum(s => s.Length) + 2 * steps.Count);
        ids.AddRange(prefix);
        var positions = new int[steps.Count];
        for (var i = 0; i < steps.Count; i++)
        {
            var end = -1;
            try
            {
                end = (i == 0 ? _first : _step).Append(steps[i], ids);
            }
            catch (UnknownCharacterException e)
            {
                return (null, $"step {i + 1}: {e.Message}");
            }
            var separator = i == steps.Count - 1 ? _last : _separator;
            if (_manifest.Read == "stepEnd" && end < 0)
            {
                return (null, $"step {i + 1} is empty and the model reads at a step's last token");
            }

            var labelled = ids.Count;
            ids.AddRange(separator);
            positions[i] = _manifest.Read switch
            {
                "stepEnd" => end,
                "beforeLabel" => labelled - 1,
                _ => ids.Count - 1,
            };
            if (i < steps.Count - 1)
            {
                _between.Append("", ids);
            }
        }
        _suffix.Append("", ids);
        if (ids.Count > _manifest.MaximumTokens)
        {
            return (null, TooLong(ids.Count));
        }

        if (_manifest.Kind == "outcome")
        {
            positions = [_manifest.Read is "last" or "pooled" ? ids.Count - 1 : positions[^1]];
        }

        return (new TokenSequence([.. ids], positions), null);
    }

    private string TooLong(int tokens) => $"too long: {tokens} tokens, the model takes {_manifest.MaximumTokens}";

    /// <summary>
    /// Tokenises the steps with their tags as one text after the prefix. A step that holds the tag itself would have two
    /// scores, so it is a failure.
    /// </summary>
    private (TokenSequence? Sequence, string? Failure) Join(int[] prefix, IReadOnlyList<string> steps)
    {
        var ids = new List<int>(prefix);
        _tokenizer.Encode(string.Join(_joint, steps.Select(s => _tagged.Replace(Step, s))), ids);
        var tag = _separator[0];
        int[] positions = [.. Enumerable.Range(0, ids.Count).Where(i => ids[i] == tag)];
        if (positions.Length != steps.Count)
        {
            return (null, $"{steps.Count} steps have {positions.Length} step tags: a text holds the tag itself");
        }

        return ids.Count > _manifest.MaximumTokens
            ? (null, TooLong(ids.Count))
            : (new TokenSequence([.. ids], positions), null);
    }
}

/// <summary>A solution as a model sees it.</summary>
/// <param name="Ids">Token ids, not padded.</param>
/// <param name="Positions">Where the scores are read: one per step, or one for the whole solution (outcome models).</param>
public sealed record TokenSequence(int[] Ids, int[] Positions);
