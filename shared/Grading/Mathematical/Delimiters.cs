namespace Platform.Grading.Mathematical;

/// <summary>The marks around mathematics in a text: <c>$...$</c>, <c>\(...\)</c>, <c>\[...\]</c>.</summary>
internal static class Delimiters
{
    public static bool Occur(string text)
    {
        for (var i = 0; i < text.Length; i++)
        {
            if (text[i] == '\\')
            {
                i++;
                if (i < text.Length && text[i] is '(' or '[')
                {
                    return true;
                }
            }
            else if (text[i] == '$' && !IsCurrency(text, i, isInside: false))
            {
                return true;
            }
        }
        return false;
    }

    /// <summary>
    /// Whether a dollar sign is an amount's: it opens before a digit and no other one closes there ("$5 and $6"), or it stands
    /// behind a number at the end.
    /// </summary>
    public static bool IsCurrency(string text, int at, bool isInside)
    {
        if (isInside)
        {
            return false;
        }
        var close = Next(text, at + 1);
        if (close < 0 && at > 0 && text.AsSpan(at + 1).Trim(" .").IsEmpty)
        {
            return true;
        }
        var opensNumber = at + 1 < text.Length && (char.IsAsciiDigit(text[at + 1]) || text[at + 1] == '.');
        return opensNumber
            && (close < 0 || (text[close - 1] == ' ' && close + 1 < text.Length && char.IsAsciiDigit(text[close + 1])));
    }

    private static int Next(string text, int from)
    {
        for (var i = from; i < text.Length; i++)
        {
            if (text[i] == '\\')
            {
                i++;
            }
            else if (text[i] == '$')
            {
                return i;
            }
        }
        return -1;
    }
}
