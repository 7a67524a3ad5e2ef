using System.Text;

namespace Platform.Dataset.Json;

/// <summary>
/// Explains why a text is not JSON and how to mend it, for the faults that other programs and people make: NaN, comments,
/// trailing commas, Python's dictionaries, single backslashes of LaTeX, lines that were cut off. Linear in the text's length.
/// </summary>
internal ref struct JsonFault
{
    private const int Deepest = 64;

    private readonly ReadOnlySpan<byte> _text;
    private readonly Stack<byte> _open = [];
    private int _at;

    private JsonFault(ReadOnlySpan<byte> text) => _text = text;

    /// <summary>Returns the reason, or null if this scan finds no fault.</summary>
    public static string? Reason(ReadOnlySpan<byte> text)
    {
        var fault = new JsonFault(text);
        fault.Skip();
        return fault.Root();
    }

    private string? Root()
    {
        if (_at == _text.Length)
        {
            return "not JSON: there is nothing";
        }

        if (Start() is { } foreign)
        {
            return foreign;
        }

        if (Value() is { } fault)
        {
            return fault;
        }

        Skip();
        return _at == _text.Length
            ? null
            : Comment()
                ?? (Current is (byte)',' ? Not("a comma follows the object", "remove it") : null)
                ?? Not("more follows the first value", "write one object a line");
    }

    private readonly byte Current => _at < _text.Length ? _text[_at] : (byte)0;

    private void Skip()
    {
        while (Current is (byte)' ' or (byte)'\t' or (byte)'\r' or (byte)'\n')
        {
            _at++;
        }
    }

    /// <summary>A text that does not begin like an object or array is no JSON at all, whatever follows.</summary>
    private readonly string? Start() =>
        Current is (byte)'{' or (byte)'[' ? null : Comment() ?? $"not JSON: it begins with '{Excerpt()}', not with {{";

    /// <summary>The first characters of the line; control characters are replaced.</summary>
    private readonly string Excerpt()
    {
        var text = Encoding.UTF8.GetString(_text[_at..Math.Min(_text.Length, _at + 160)]);
        var end = text.AsSpan().IndexOfAny('\r', '\n');
        var line = end < 0 ? text : text[..end];
        var most = line.Length > 40 && char.IsHighSurrogate(line[39]) ? 39 : 40;
        return string.Concat(
            (line.Length <= most ? line : $"{line[..most]}...").Select(c => char.IsControl(c) ? '\uFFFD' : c)
        );
    }

    private readonly string Character()
    {
        Rune.DecodeFromUtf8(_text[_at..], out var rune, out _);
        return Rune.IsControl(rune) ? $"U+{rune.Value:X4}" : $"'{rune}'";
    }

    private string? Value() =>
        Current switch
        {
            (byte)'{' => Collection((byte)'}'),
            (byte)'[' => Collection((byte)']'),
            (byte)'"' => Text(),
            (byte)'-' or (byte)'+' or (byte)'.' or (>= (byte)'0' and <= (byte)'9') => Number(),
            _ => Word(),
        };

    private string? Collection(byte close)
    {
        if (_open.Count == Deepest)
        {
            return Not($"values are nested more than {Deepest} deep", "flatten them");
        }

        _open.Push(close);
        _at++;
        for (var first = true; ; first = false)
        {
            Skip();
            if (Comment() is { } comment)
            {
                return comment;
            }

            if (_at == _text.Length)
            {
                return CutOff(close == '}' ? "an object" : "an array");
            }

            if (Current == close && first)
            {
                break;
            }

            if (!first)
            {
                if (Current == close)
                {
                    break;
                }

                if (Current is (byte)'}' or (byte)']')
                {
                    return Not($"'{(char)Current}' stands where '{(char)close}' is due", "balance the brackets");
                }

                if (Current != ',')
                {
                    return Not("a comma is missing between two values", "insert it");
                }

                _at++;
                Skip();
                if (Comment() is { } behind)
                {
                    return behind;
                }

                if (Current is (byte)'}' or (byte)']')
                {
                    return Not($"a comma stands before '{(char)Current}'", "remove it");
                }
            }
            if (Current == ',')
            {
                return Not("a value is missing before a comma", "remove the comma");
            }

            if ((close == '}' ? Name() : null) is { } name)
            {
                return name;
            }

            if (_at == _text.Length)
            {
                return CutOff(close == '}' ? "an object" : "an array");
            }

            if (Value() is { } fault)
            {
                return fault;
            }
        }
        _at++;
        _open.Pop();
        return null;
    }

    private string? Name()
    {
        if (_at == _text.Length)
        {
            return CutOff("an object");
        }

        if (Current == '\'')
        {
            return SingleQuotes();
        }

        if (Current != '"')
        {
            return Not(
                char.IsAsciiLetterOrDigit((char)Current) || Current == '_'
                    ? $"the field's name {Run()} has no quotes"
                    : $"a field's name is due instead of {Character()}",
                "write the name in double quotes"
            );
        }

        if (Text() is { } fault)
        {
            return fault;
        }

        Skip();
        if (_at == _text.Length)
        {
            return CutOff("an object");
        }

        if (Current != ':')
        {
            return Not("a colon is missing behind a field's name", "insert it");
        }

        _at++;
        Skip();
        return Comment();
    }

    private string? Text()
    {
        for (_at++; _at < _text.Length; _at++)
        {
            switch (Current)
            {
                case (byte)'"':
                    _at++;
                    return null;
                case (byte)'\\':
                    _at++;
                    if (_at == _text.Length)
                    {
                        return CutOff("a text");
                    }

                    if (Current == 'u' && _at + 4 < _text.Length && !Hex(_text.Slice(_at + 1, 4)))
                    {
                        return Not("\\u stands without four hexadecimal digits", "write \\\\u for a backslash and a u");
                    }

                    if (!"\"\\/bfnrtu"u8.Contains(Current))
                    {
                        var character = Character();
                        _at--;
                        return Not($"a single backslash stands before {character}", "double it: \\\\");
                    }
                    break;
                case < 0x20 and var control:
                    var (what, escape) = control switch
                    {
                        (byte)'\n' or (byte)'\r' => ("a line break", "\\n"),
                        (byte)'\t' => ("a tab", "\\t"),
                        _ => ($"the control character {control}", $"\\u{control:x4}"),
                    };
                    return Not($"a text holds {what}", $"write {escape} in its place");
            }
        }
        return CutOff("a text");
    }

    private static bool Hex(ReadOnlySpan<byte> digits)
    {
        foreach (var digit in digits)
        {
            if (!char.IsAsciiHexDigit((char)digit))
            {
                return false;
            }
        }

        return true;
    }

    private string? Number()
    {
        var run = Run(int.MaxValue);
        if (run is "-Infinity" or "+Infinity" or "-NaN" or "-inf" or "+inf")
        {
            return Named(run);
        }

        var digits = run.AsSpan(run[0] == '-' ? 1 : 0);
        var whole = digits.IndexOfAnyExceptInRange('0', '9') is var end && end < 0 ? digits.Length : end;
        var rest = digits[whole..];
        var fraction = rest.StartsWith(".");
        if (fraction)
        {
            rest = rest[1..].TrimStart("0123456789");
        }

        var holds =
            whole > 0
            && (whole == 1 || digits[0] != '0')
            && !(fraction && (digits.Length == whole + 1 || !char.IsAsciiDigit(digits[whole + 1])))
            && (rest.IsEmpty || Exponent(rest));
        if (holds)
        {
            _at += run.Length;
            return null;
        }
        return _at + run.Length == _text.Length
            ? CutOff("a number")
            : Not($"{run} is no number of JSON", "write it like -0.5 or 1e-3, or in double quotes as text");
    }

    private static bool Exponent(ReadOnlySpan<char> text) =>
        text is ['e' or 'E', ..]
        && text[1..] is var digits
        && (digits is ['+' or '-', ..] ? digits[1..] : digits) is { Length: > 0 } only
        && !only.ContainsAnyExceptInRange('0', '9');

    private string? Word()
    {
        if (IsLiteral())
        {
            _at += Run().Length;
            return null;
        }
        if (Current == '\'')
        {
            return SingleQuotes();
        }

        if (Current is (byte)'}' or (byte)']')
        {
            return Not($"a value is missing before '{(char)Current}'", "insert it");
        }

        var run = Run();
        return Named()
            ?? (
                run.Length > 0 && _at + run.Length == _text.Length && IsBeginning(run) ? CutOff("a value")
                : run.Length > 0 ? Not($"{run} is no value of JSON", "write a text in double quotes")
                : Not($"{Character()} is no value of JSON", "write a text in double quotes")
            );
    }

    private readonly bool IsLiteral() => Run() is "true" or "false" or "null";

    private static bool IsBeginning(string run) =>
        "true".StartsWith(run, StringComparison.Ordinal)
        || "false".StartsWith(run, StringComparison.Ordinal)
        || "null".StartsWith(run, StringComparison.Ordinal);

    /// <summary>Words of other languages.</summary>
    private readonly string? Named(string? word = null) =>
        (word ?? Run()) switch
        {
            "None" or "undefined" => Invalid(word ?? Run(), "write null"),
            "True" or "TRUE" => Invalid(word ?? Run(), "write true"),
            "False" or "FALSE" => Invalid(word ?? Run(), "write false"),
            var run when run.TrimStart('-', '+').ToLowerInvariant() is "nan" or "inf" or "infinity" => Invalid(
                run,
                "write null, or leave the field out"
            ),
            _ => null,
        };

    private readonly string Invalid(string word, string mend) => $"{word} is not valid JSON ({Place()}): {mend}";

    /// <summary>Letters, digits and signs from here.</summary>
    private readonly string Run(int most = 40)
    {
        var end = _at;
        while (
            end < _text.Length
            && end - _at < most
            && (
                char.IsAsciiLetterOrDigit((char)_text[end])
                || _text[end] is (byte)'_' or (byte)'-' or (byte)'+' or (byte)'.'
            )
        )
        {
            end++;
        }

        return Encoding.ASCII.GetString(_text[_at..end]);
    }

    private readonly string? Comment() =>
        Current == '#' || (Current == '/' && _at + 1 < _text.Length && _text[_at + 1] is (byte)'/' or (byte)'*')
            ? $"a comment is not valid JSON ({Place()}): remove it"
            : null;

    private readonly string SingleQuotes() =>
        Not("a text stands in single quotes", "write JSON's double quotes; Python: json.dumps");

    private readonly string CutOff(string within) => $"not JSON: it ends within {within}: it was cut off";

    private readonly string Not(string what, string mend) => $"not JSON: {what} ({Place()}): {mend}";

    private readonly string Place()
    {
        var before = _text[.._at];
        var lines = before.Count((byte)'\n');
        var character = Encoding.UTF8.GetCharCount(before[(before.LastIndexOf((byte)'\n') + 1)..]) + 1;
        return lines == 0 ? $"character {character}" : $"its line {lines + 1}, character {character}";
    }
}
