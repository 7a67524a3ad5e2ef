using System.Text;

namespace Platform.Inference;

/// <summary>
/// GPT-2's letters for bytes, in which byte-level vocabularies are written: printable characters of Latin-1 stand for
/// themselves, and the other 68 bytes are U+0100 and following, in order.
/// </summary>
internal static class ByteLetters
{
    private static readonly Dictionary<char, byte> Values = Read();

    /// <summary>The bytes that a token's letters stand for; a token with any other character is its own UTF-8.</summary>
    public static byte[] Bytes(string token) =>
        token.All(Values.ContainsKey) ? [.. token.Select(c => Values[c])] : Encoding.UTF8.GetBytes(token);

    private static Dictionary<char, byte> Read()
    {
        var (values, others) = (new Dictionary<char, byte>(), '\u0100');
        for (var value = 0; value < 256; value++)
        {
            values[value is >= '!' and <= '~' or >= 0xA1 and <= 0xAC or >= 0xAE ? (char)value : others++] = (byte)value;
        }

        return values;
    }
}
