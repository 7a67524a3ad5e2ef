using System.Text;

namespace Platform.UnitTests.Inference;

/// <summary>Random texts: ASCII, NUL, combining marks, CJK, emoji with their joiners, the rest of Unicode.</summary>
internal static class AnyUnicode
{
    private static readonly (int First, int Last)[] Ranges =
    [
        (0x00, 0x00),
        (0x20, 0x7E),
        ('0', '9'),
        (0x80, 0x24F),
        (0x300, 0x36F),
        (0x600, 0x6FF),
        (0x2000, 0x22FF),
        (0x4E00, 0x9FFF),
        (0xAC00, 0xD7A3),
        (0xFE0F, 0xFE0F),
        (0xFFFD, 0xFFFF),
        (0x1D400, 0x1D7FF),
        (0x1F300, 0x1FAFF),
        (0x10000, 0x10FFFF),
    ];

    /// <summary>Returns 0 to 29 characters, without unpaired surrogates.</summary>
    public static string Text(Random random)
    {
        var text = new StringBuilder();
        for (var i = random.Next(30); i > 0; i--)
        {
            var (first, last) = Ranges[random.Next(Ranges.Length)];
            text.Append(new Rune(random.Next(first, last + 1)));
        }
        return text.ToString();
    }
}
