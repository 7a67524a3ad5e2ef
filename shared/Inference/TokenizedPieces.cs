using Platform.Contracts;

namespace Platform.Inference;

/// <summary>Pieces of a template, tokenised once except for the part that depends on the content.</summary>
public sealed class TokenizedPieces
{
    private readonly Tokenizer _tokenizer;
    private readonly string _placeholder;
    private readonly Part[] _parts;

    public TokenizedPieces(IReadOnlyList<TemplatePiece> pieces, string placeholder, Tokenizer tokenizer)
    {
        (_placeholder, _tokenizer) = (placeholder, tokenizer);
        var parts = new List<Part>();
        var before = new List<int>();
        foreach (var piece in pieces)
        {
            before.AddRange(piece.Ids ?? []);
            foreach (var (special, text) in piece.Text is null ? [] : tokenizer.Cut(piece.Text))
            {
                if (special is { } id)
                {
                    before.Add(id);
                }
                else if (!text.Contains(placeholder))
                {
                    tokenizer.Encode(text, before);
                }
                else
                {
                    parts.Add(new([.. before], text));
                    before.Clear();
                }
            }
        }
        if (before.Count > 0)
        {
            parts.Add(new([.. before], null));
        }

        _parts = [.. parts];
    }

    /// <summary>
    /// Appends the pieces and returns the last position of the part that holds the placeholder; -1 if that part is empty.
    /// </summary>
    /// <exception cref="UnknownCharacterException">The content holds a character that has no id.</exception>
    public int Append(string content, List<int> ids)
    {
        var end = -1;
        foreach (var part in _parts)
        {
            ids.AddRange(part.Before);
            if (part.Text is null)
            {
                continue;
            }

            var start = ids.Count;
            _tokenizer.Encode(part.Text.Replace(_placeholder, content), ids);
            end = ids.Count > start ? ids.Count - 1 : -1;
        }
        return end;
    }

    private sealed record Part(int[] Before, string? Text);
}
