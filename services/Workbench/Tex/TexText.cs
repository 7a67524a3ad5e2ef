namespace Platform.Workbench.Tex;

/// <summary>
/// Finds the formulas of a text: <c>$..$</c>, <c>$$..$$</c>, <c>\(..\)</c>, <c>\[..\]</c> and display environments. Texts of
/// problems are full of amounts of money, so <see cref="DollarPair"/> decides whether two dollar signs enclose a formula.
/// Drawings in Asymptote are no formulas, although their labels have dollar signs.
/// </summary>
internal static class TexText
{
    /// <summary>Characters of the longest formula: a delimiter that is never closed must not be searched for to the end.</summary>
    public const int Longest = 4000;

    private const string Drawing = "[asy]";
    private const int LongestDrawing = 20_000;
    private const string EndOfDrawing = "[/asy]";

    private static readonly string[] Environments =
    [
        "align",
        "align*",
        "alignat",
        "alignat*",
        "equation",
        "equation*",
        "gather",
        "gather*",
    ];

    /// <summary>The text in segments, whose texts make up the text.</summary>
    public static IReadOnlyList<TexSegment> Split(string text)
    {
        var segments = new List<TexSegment>();
        int prose = 0;
        for (int i = 0; i < text.Length; )
        {
            if (Formula(text, i) is not { } formula)
            {
                i = Next(text, i);
                continue;
            }

            if (i > prose)
            {
                segments.Add(new(text[prose..i], TexKind.Prose));
            }

            segments.Add(formula);
            i += formula.Text.Length;
            prose = i;
        }

        if (prose < text.Length)
        {
            segments.Add(new(text[prose..], TexKind.Prose));
        }

        return segments;
    }

    /// <summary>
    /// A final answer in segments: without delimiters it is one formula if it has a command or a power.
    /// </summary>
    public static IReadOnlyList<TexSegment> SplitAnswer(string answer)
    {
        var segments = Split(answer);
        return segments is [{ Kind: TexKind.Prose }] && IsTex(answer) ? [new(answer, TexKind.Inline)] : segments;
    }

    /// <summary>Whether one of the texts has a formula, so that the page needs KaTeX.</summary>
    public static bool Any(IEnumerable<string?> texts) => texts.Any(t => t is not null && Has(Split(t)));

    /// <summary>Whether one of the final answers has a formula.</summary>
    public static bool AnyAnswer(IEnumerable<string?> answers) =>
        answers.Any(a => a is not null && Has(SplitAnswer(a)));

    /// <summary>
    /// The beginning of a text, which is cut neither within a formula nor within a character: at most
    /// <paramref name="most"/> characters of prose and of formulas that begin within them.
    /// </summary>
    public static string Beginning(string text, int most)
    {
        int length = 0;
        foreach (var segment in Split(text))
        {
            if (segment.Kind != TexKind.Prose && length < most)
            {
                length += segment.Text.Length;
            }
            else
            {
                length += Math.Min(segment.Text.Length, Math.Max(0, most - length));
            }

            if (length >= most)
            {
                break;
            }
        }

        if (length < text.Length && length > 0 && char.IsHighSurrogate(text[length - 1]))
        {
            length--;
        }

        return length < text.Length ? text[..length] + "…" : text;
    }

    private static bool Has(IReadOnlyList<TexSegment> segments) => segments.Any(s => s.Kind != TexKind.Prose);

    private static bool IsTex(string answer) =>
        answer.Contains('^', StringComparison.Ordinal)
        || answer
            .Index()
            .Any(c => c.Item == '\\' && c.Index + 1 < answer.Length && char.IsAsciiLetter(answer[c.Index + 1]));

    /// <summary>Where to look on if no formula begins here.</summary>
    private static int Next(string text, int i)
    {
        if (text[i] == '\\')
        {
            return Math.Min(i + 2, text.Length);
        }

        int end = At(text, i, Drawing)
            ? text.IndexOf(EndOfDrawing, i, Math.Min(LongestDrawing, text.Length - i), StringComparison.Ordinal)
            : -1;
        return end < 0 ? i + 1 : end + EndOfDrawing.Length;
    }

    private static TexSegment? Formula(string text, int i) =>
        text[i] switch
        {
            '$' when At(text, i, "$$") => Enclosed(text, i, "$$", "$$", TexKind.Display),
            '$' => DollarPair.At(text, i) is { } length ? new(text.Substring(i, length), TexKind.Inline, 1, 1) : null,
            '\\' when At(text, i, @"\(") => Enclosed(text, i, @"\(", @"\)", TexKind.Inline),
            '\\' when At(text, i, @"\[") => Enclosed(text, i, @"\[", @"\]", TexKind.Display),
            '\\' when At(text, i, @"\begin{") => Environment(text, i),
            _ => null,
        };

    private static TexSegment? Enclosed(string text, int i, string open, string close, TexKind kind)
    {
        int most = Math.Min(text.Length, i + Longest);
        for (int j = i + open.Length; j < most; j += text[j] == '\\' ? 2 : 1)
        {
            if (At(text, j, close))
            {
                return string.IsNullOrWhiteSpace(text[(i + open.Length)..j])
                    ? null
                    : new(text[i..(j + close.Length)], kind, open.Length, close.Length);
            }
        }

        return null;
    }

    private static TexSegment? Environment(string text, int i)
    {
        foreach (string name in Environments)
        {
            string begin = $@"\begin{{{name}}}";
            string end = $@"\end{{{name}}}";
            if (
                At(text, i, begin)
                && text.IndexOf(end, i, Math.Min(Longest, text.Length - i), StringComparison.Ordinal)
                    is var last
                        and >= 0
            )
            {
                return new(text[i..(last + end.Length)], TexKind.Display);
            }
        }

        return null;
    }

    private static bool At(string text, int i, string what) =>
        string.CompareOrdinal(text, i, what, 0, what.Length) == 0;
}
