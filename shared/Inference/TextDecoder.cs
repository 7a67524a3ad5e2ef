using System.Text;

namespace Platform.Inference;

/// <summary>
/// Decodes token ids to text as they arrive. A character whose bytes are spread over several tokens appears with the last of
/// them. Bytes that are not UTF-8 become U+FFFD; ids that stand for no text give nothing.
/// </summary>
public sealed class TextDecoder(Tokenizer tokenizer)
{
    private readonly Decoder _utf8 = Encoding.UTF8.GetDecoder();
    private char[] _characters = new char[16];

    /// <summary>The characters that this id completes; often none.</summary>
    public ReadOnlySpan<char> Next(int id) => Take(tokenizer.BytesOf(id), end: false);

    /// <summary>U+FFFD if the ids ended within a character, else nothing. Resets the decoder.</summary>
    public ReadOnlySpan<char> End() => Take([], end: true);

    private ReadOnlySpan<char> Take(ReadOnlySpan<byte> bytes, bool end)
    {
        // Up to three bytes from earlier calls may turn out not to be a character.
        if (_characters.Length < bytes.Length + 4)
        {
            _characters = new char[2 * bytes.Length + 4];
        }

        return _characters.AsSpan(0, _utf8.GetChars(bytes, _characters, end));
    }
}
