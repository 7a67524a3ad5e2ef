using System.Text;

namespace Platform.Inference;

/// <summary>
/// Token ids to text as they come. A character whose bytes lie in several tokens appears with the last of them; bytes that are
/// no UTF-8 become U+FFFD, ids that stand for no text nothing.
/// </summary>
public sealed class TextDecoder(Tokenizer tokenizer)
{
    private readonly Decoder _utf8 = Encoding.UTF8.GetDecoder();
    private char[] _characters = new char[16];

    /// <summary>The characters that this id completes; often none.</summary>
    public ReadOnlySpan<char> Next(int id) => Take(tokenizer.BytesOf(id), end: false);

    /// <summary>U+FFFD where the ids ended within a character, else nothing. The decoder begins anew.</summary>
    public ReadOnlySpan<char> End() => Take([], end: true);

    private ReadOnlySpan<char> Take(ReadOnlySpan<byte> bytes, bool end)
    {
        // Up to three bytes of before may turn out to be no character.
        if (_characters.Length < bytes.Length + 4)
            _characters = new char[2 * bytes.Length + 4];
        return _characters.AsSpan(0, _utf8.GetChars(bytes, _characters, end));
    }
}
