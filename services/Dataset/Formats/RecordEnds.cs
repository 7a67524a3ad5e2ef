using System.Buffers;

namespace Platform.Dataset.Formats;

/// <summary>Finds the ends of records. It receives a file's bytes in order, each once.</summary>
/// <param name="values">
/// True if records are JSON values (the elements of one array, or values in sequence) instead of lines. A broken value
/// affects only itself as long as its quotes are balanced.
/// </param>
/// <param name="grouped">True if records are the elements of arrays that are the values of one object.</param>
internal sealed class RecordEnds(bool values, bool grouped = false)
{
    private static readonly SearchValues<byte> Marks = SearchValues.Create("\"{}[],"u8);
    private static readonly SearchValues<byte> TextMarks = SearchValues.Create("\"\\"u8);
    private static readonly SearchValues<byte> AroundLines = SearchValues.Create(" \t\r\n"u8);

    // The brackets of the outer array form a record of their own, which is empty after trimming.
    private static readonly SearchValues<byte> AroundValues = SearchValues.Create(" \t\r\n,[]"u8);
    private bool _any;
    private bool _open;
    private bool _inText;
    private bool _escaped;
    private int _depth;
    private bool _inGroup;

    /// <summary>True if the record that has just ended is no record, but the name of a group.</summary>
    public bool IsHeading { get; private set; }

    /// <summary>Bytes around a record that do not belong to it.</summary>
    public SearchValues<byte> Around => values ? AroundValues : AroundLines;

    /// <summary>True if empty records are numbered: lines are counted as in an editor.</summary>
    public bool CountsEmpty => !values;

    /// <summary>What is missing if the file ends here.</summary>
    public string? Missing => _open ? $"the {(grouped ? "object" : "array")} does not end: the file was cut off" : null;

    /// <summary>
    /// Returns the length up to the end of the current record, or -1 if it continues after <paramref name="bytes"/>.
    /// </summary>
    public int Find(ReadOnlySpan<byte> bytes)
    {
        if (values)
        {
            return FindValue(bytes);
        }

        var feed = bytes.IndexOf((byte)'\n');
        return feed < 0 ? -1 : feed + 1;
    }

    private int FindValue(ReadOnlySpan<byte> bytes)
    {
        for (var at = 0; at < bytes.Length; at++)
        {
            if (_escaped)
            {
                _escaped = false;
                continue;
            }
            var mark = bytes[at..].IndexOfAny(_inText ? TextMarks : Marks);
            if (mark < 0)
            {
                return -1;
            }

            at += mark;
            if (bytes[at] == '\\')
            {
                _escaped = true;
            }
            else if (bytes[at] == '"')
            {
                _inText = !_inText;
            }
            else if (Closes(bytes[at]))
            {
                return at + 1;
            }
        }
        return -1;
    }

    private bool Closes(byte mark)
    {
        if (grouped && _depth == 0)
        {
            return ClosesInGroups((char)mark);
        }

        var first = !_any;
        _any = true;
        switch ((char)mark)
        {
            case '[' when first:
                return _open = true;
            case '{' or '[':
                _depth++;
                return false;
            case ',':
                return _depth == 0;
            case var _ when _depth > 0:
                return --_depth == 0;
            default:
                _open = false;
                return true;
        }
    }

    /// <summary>Decides about a mark outside of records.</summary>
    private bool ClosesInGroups(char mark)
    {
        IsHeading = !_inGroup;
        switch (mark)
        {
            case '{' when !_inGroup:
                _open = true;
                return false;
            case '[' when !_inGroup:
                return _inGroup = true;
            case '{' or '[':
                _depth++;
                return false;
            case ']' when _inGroup:
                _inGroup = false;
                return true;
            case '}':
                _open = false;
                return true;
            default:
                return _inGroup;
        }
    }
}
