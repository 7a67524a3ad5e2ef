using Platform.Contracts;

namespace Platform.Inference;

/// <summary>A solution as a model sees it.</summary>
/// <param name="Ids">Token ids, not padded.</param>
/// <param name="Positions">Where the scores are read: one a step, or one for the whole solution (outcome models).</param>
public sealed record TokenSequence(int[] Ids, int[] Positions);

/// <summary>
/// Turns a statement and steps into one sequence. Every piece is tokenised by itself, so that where a step ends never depends
/// on what follows it, and separators are ids.
/// </summary>
public sealed class SequenceTemplate
{
    /// <summary>Stands for the problem's text in a prefix.</summary>
    public const string Statement = "{statement}";

    /// <summary>Stands for a step's text.</summary>
    public const string Step = "{step}";

    private readonly Tokenizer _tokenizer;
    private readonly RewardModelManifest _manifest;
    private readonly Part[] _prefix;
    private readonly Part[] _first;
    private readonly Part[] _step;
    private readonly int[] _separator;
    private readonly int[] _last;
    private readonly Part[] _between;
    private readonly Part[] _suffix;

    public SequenceTemplate(RewardModelManifest manifest, Tokenizer tokenizer)
    {
        (_manifest, _tokenizer) = (manifest, tokenizer);
        var template = manifest.Template;
        _prefix = Compile(template.Prefix);
        _step = Compile(template.Step);
        _first = template.FirstStep is null ? _step : Compile(template.FirstStep);
        _separator = [.. template.Separator];
        _last = [.. template.LastSeparator ?? template.Separator];
        _between = Compile(template.Between ?? []);
        _suffix = Compile(template.Suffix ?? []);
    }

    /// <summary>The ids before the first step, the same for all solutions of a problem.</summary>
    /// <exception cref="UnknownCharacterException">The statement holds a character that has no id.</exception>
    public int[] Prefix(string statement)
    {
        var ids = new List<int>();
        Append(_prefix, statement, ids);
        return [.. ids];
    }

    /// <summary>A solution's sequence, or the reason why there is none.</summary>
    public (TokenSequence? Sequence, string? Failure) Complete(int[] prefix, IReadOnlyList<string> steps)
    {
        if (steps.Count == 0)
            return (null, "the solution has no steps");
        var ids = new List<int>(prefix.Length + steps.Sum(s => s.Length) + 2 * steps.Count);
        ids.AddRange(prefix);
        var positions = new int[steps.Count];
        for (var i = 0; i < steps.Count; i++)
        {
            var end = -1;
            try
            {
                end = Append(i == 0 ? _first : _step, steps[i], ids);
            }
            catch (UnknownCharacterException e)
            {
                return (null, $"step {i + 1}: {e.Message}");
            }
            var separator = i == steps.Count - 1 ? _last : _separator;
            if (_manifest.Read == "stepEnd" && end < 0)
                return (null, $"step {i + 1} is empty and the model reads at a step's last token");
            var labelled = ids.Count;
            ids.AddRange(separator);
            positions[i] = _manifest.Read switch
            {
                "stepEnd" => end,
                "beforeLabel" => labelled - 1,
                _ => ids.Count - 1,
            };
            if (i < steps.Count - 1)
                Append(_between, "", ids);
        }
        Append(_suffix, "", ids);
        if (ids.Count > _manifest.MaximumTokens)
            return (null, $"too long: {ids.Count} tokens, the model takes {_manifest.MaximumTokens}");
        if (_manifest.Kind == "outcome")
            positions = [_manifest.Read is "last" or "pooled" ? ids.Count - 1 : positions[^1]];
        return (new TokenSequence([.. ids], positions), null);
    }

    /// <summary>Appends the pieces; returns the last position of the part that holds the placeholder, -1 where it is empty.</summary>
    private int Append(Part[] parts, string content, List<int> ids)
    {
        var end = -1;
        foreach (var part in parts)
        {
            ids.AddRange(part.Before);
            if (part.Text is null)
                continue;
            var start = ids.Count;
            _tokenizer.Encode(part.Text.Replace(part.Placeholder, content), ids);
            end = ids.Count > start ? ids.Count - 1 : -1;
        }
        return end;
    }

    /// <summary>Everything that does not depend on the content is tokenised once.</summary>
    private Part[] Compile(IReadOnlyList<TemplatePiece> pieces)
    {
        var parts = new List<Part>();
        var before = new List<int>();
        foreach (var piece in pieces)
        {
            before.AddRange(piece.Ids ?? []);
            foreach (var (special, text) in piece.Text is null ? [] : _tokenizer.Cut(piece.Text))
            {
                var placeholder =
                    text.Contains(Statement) ? Statement
                    : text.Contains(Step) ? Step
                    : null;
                if (special is { } id)
                    before.Add(id);
                else if (placeholder is null)
                    _tokenizer.Encode(text, before);
                else
                {
                    parts.Add(new([.. before], text, placeholder));
                    before.Clear();
                }
            }
        }
        if (before.Count > 0)
            parts.Add(new([.. before], null, ""));
        return [.. parts];
    }

    private sealed record Part(int[] Before, string? Text, string Placeholder);
}
