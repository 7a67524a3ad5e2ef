using System.Text;

namespace Platform.Inference;

/// <summary>
/// Tokenises numbers, frequent pieces, and bytes for the rest, so that any text has ids. The ids are offset + byte, then the
/// integers from 0 to the largest, each for a whole run of digits, then the pieces. From the left, the longest piece that
/// fits is taken.
/// </summary>
public sealed class PieceTokenizer : Tokenizer
{
    private readonly int _offset;
    private readonly int _largestNumber;
    private readonly byte[][] _bytes;

    /// <summary>The pieces as a trie: (node, character) gives the next node; the root is 0.</summary>
    private readonly Dictionary<(int Node, char Next), int> _tree = [];

    /// <summary>The id of the piece that ends at a node; -1 if none does.</summary>
    private readonly List<int> _ends = [-1];

    /// <param name="offset">Id of byte 0; the ids below it stand for no text.</param>
    /// <param name="largestNumber">Largest integer with an id of its own; -1: no integer has one.</param>
    /// <param name="pieces">Distinct texts without digits, in the order of their ids.</param>
    public PieceTokenizer(int offset, int largestNumber, IReadOnlyList<string> pieces)
    {
        (_offset, _largestNumber) = (offset, largestNumber);
        var numbers = Enumerable.Range(0, largestNumber + 1).Select(n => Encoding.UTF8.GetBytes($"{n}"));
        _bytes = [.. SingleBytes, .. numbers, .. pieces.Select(Encoding.UTF8.GetBytes)];
        for (var i = 0; i < pieces.Count; i++)
        {
            Plant(pieces[i], FirstPiece + i);
        }
    }

    /// <summary>Number of ids; the largest id is one less.</summary>
    public int Size => _offset + _bytes.Length;

    private int FirstNumber => _offset + 256;

    private int FirstPiece => FirstNumber + _largestNumber + 1;

    public override void Encode(string text, List<int> ids)
    {
        for (var rest = text.AsSpan(); rest.Length > 0; )
        {
            var digits = rest.IndexOfAnyExceptInRange('0', '9');
            digits = digits < 0 ? rest.Length : digits;
            if (digits > 0 && Number(rest[..digits]) is { } number)
            {
                ids.Add(FirstNumber + number);
            }
            else
            {
                AddBytes(rest[..digits], ids);
            }

            rest = rest[digits..];
            var words = rest.IndexOfAnyInRange('0', '9');
            words = words < 0 ? rest.Length : words;
            EncodeWords(rest[..words], ids);
            rest = rest[words..];
        }
    }

    public override ReadOnlySpan<byte> BytesOf(int id) =>
        (uint)(id - _offset) < (uint)_bytes.Length ? _bytes[id - _offset] : [];

    private void EncodeWords(ReadOnlySpan<char> words, List<int> ids)
    {
        while (words.Length > 0)
        {
            var (id, length) = Longest(words);
            if (id < 0)
            {
                Rune.DecodeFromUtf16(words, out _, out length);
                AddBytes(words[..length], ids);
            }
            else
            {
                ids.Add(id);
            }

            words = words[length..];
        }
    }

    private (int Id, int Length) Longest(ReadOnlySpan<char> words)
    {
        var (id, length, node) = (-1, 0, 0);
        for (var i = 0; i < words.Length && _tree.TryGetValue((node, words[i]), out node); i++)
        {
            if (_ends[node] >= 0)
            {
                (id, length) = (_ends[node], i + 1);
            }
        }

        return (id, length);
    }

    /// <summary>The number, if it has an id; null if the digits have a leading zero or the number is too large.</summary>
    private int? Number(ReadOnlySpan<char> digits) =>
        (digits.Length == 1 || digits[0] != '0') && int.TryParse(digits, out var number) && number <= _largestNumber
            ? number
            : null;

    private void AddBytes(ReadOnlySpan<char> text, List<int> ids)
    {
        Span<byte> bytes = stackalloc byte[4];
        foreach (var rune in text.EnumerateRunes())
        {
            foreach (var value in bytes[..rune.EncodeToUtf8(bytes)])
            {
                ids.Add(_offset + value);
            }
        }
    }

    private void Plant(string piece, int id)
    {
        var node = 0;
        foreach (var next in piece)
        {
            if (!_tree.TryGetValue((node, next), out var child))
            {
                _tree[(node, next)] = child = _ends.Count;
                _ends.Add(-1);
            }
            node = child;
        }
        _ends[node] = id;
    }
}
