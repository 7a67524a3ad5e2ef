using System.Text;

namespace Platform.Inference;

/// <summary>One token per UTF-8 byte: id = byte + offset, below the size of the vocabulary and not reserved.</summary>
public sealed class ByteTokenizer(int vocabulary, int offset, IReadOnlyCollection<int> reserved) : Tokenizer
{
    private readonly bool[] _known =
    [
        .. Enumerable.Range(offset, 256).Select(id => id >= 0 && id < vocabulary && !reserved.Contains(id)),
    ];

    public override void Encode(string text, List<int> ids)
    {
        Span<byte> bytes = stackalloc byte[4];
        var position = 0;
        foreach (var rune in text.EnumerateRunes())
        {
            foreach (var value in bytes[..rune.EncodeToUtf8(bytes)])
            {
                if (!_known[value])
                {
                    throw new UnknownCharacterException(
                        $"the character {Shown(rune)} at position {position} is not in the model's vocabulary"
                    );
                }

                ids.Add(value + offset);
            }
            position += rune.Utf16SequenceLength;
        }
    }

    public override ReadOnlySpan<byte> BytesOf(int id) =>
        (uint)(id - offset) < 256 && _known[id - offset] ? SingleBytes[id - offset] : [];

    private static string Shown(Rune rune) =>
        Rune.IsControl(rune) ? $"U+{rune.Value:X4}" : $"'{rune}' (U+{rune.Value:X4})";
}
