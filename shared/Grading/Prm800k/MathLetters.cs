using System.Text;

namespace Platform.Grading.Prm800k;

/// <summary>Letters in one of Unicode's mathematical alphabets, whose gaps are filled by older characters.</summary>
internal static class MathLetters
{
    public static string Style(string text, string style)
    {
        var (upper, lower, exceptions) = style switch
        {
            "bold" => (0x1D400, 0x1D41A, ""),
            "italic" => (0x1D434, 0x1D44E, "hℎ"),
            "script" => (0x1D49C, 0x1D4B6, "BℬEℰFℱHℋIℐLℒMℳRℛeℯgℊoℴ"),
            "fraktur" => (0x1D504, 0x1D51E, "CℭHℌIℑRℜZℨ"),
            "doublestruck" => (0x1D538, 0x1D552, "CℂHℍNℕPℙQℚRℝZℤ"),
            "sans" => (0x1D5A0, 0x1D5BA, ""),
            _ => (0x1D670, 0x1D68A, ""),
        };
        var result = new StringBuilder(text.Length * 2);
        foreach (var c in text)
        {
            var exception = exceptions.IndexOf(c);
            if (exception >= 0 && c < 128)
            {
                result.Append(exceptions[exception + 1]);
            }
            else if (char.IsAsciiLetter(c))
            {
                result.Append(char.ConvertFromUtf32(char.IsAsciiLetterUpper(c) ? upper + c - 'A' : lower + c - 'a'));
            }
            else
            {
                result.Append(c);
            }
        }
        return result.ToString();
    }
}
