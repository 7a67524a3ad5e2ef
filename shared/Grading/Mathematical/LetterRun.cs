namespace Platform.Grading.Mathematical;

/// <summary>
/// Adjacent letters outside of text commands. One or two are factors, three or more are a word; functions and units are known,
/// and so are products such as <c>abc/d</c> by the signs beside them.
/// </summary>
/// <param name="Text">The whole text.</param>
/// <param name="Start">Where the run starts.</param>
/// <param name="Letters">The run.</param>
/// <param name="Before">The tokens before it.</param>
/// <param name="AfterSpace">Whether a space stands before it.</param>
internal readonly record struct LetterRun(
    string Text,
    int Start,
    string Letters,
    List<MathToken> Before,
    bool AfterSpace
)
{
    private int End => Start + Letters.Length;

    public LetterRunKind Kind =>
        Letters.Length > 2 && Letters[2] < 'a' && Letters.StartsWith("or", StringComparison.Ordinal) && Start > 0
            ? LetterRunKind.Alternative
        : Letters is "pi" or "infty" or "inf" or "infinity" or "Infinity" ? LetterRunKind.Constant
        : IsUnit() ? LetterRunKind.Unit
        : IsFunction() ? LetterRunKind.Function
        : (Letters.Length > 2 ? !IsProduct() : IsShortWord()) ? LetterRunKind.Word
        : LetterRunKind.Factors;

    private bool IsUnit()
    {
        // The function min, not the minutes.
        var isCall = Letters == "min" && Text.AsSpan(End).TrimStart(' ').StartsWith("(");
        return Letters.Length > 1
            && !isCall
            && Units.Find(Letters) is not null
            && (Letters.Length > 2 || IsBehindOperand());
    }

    private bool IsBehindOperand() =>
        Before is [.., { Kind: TokenKind.Number or TokenKind.Close or TokenKind.MatrixEnd or TokenKind.Word } last]
            && (AfterSpace || last.Kind == TokenKind.Number)
        || Before is [.., { Kind: TokenKind.Word }, { Kind: TokenKind.Operator, Text: "/" or "*" }]
        || (
            Before is [.., { Kind: TokenKind.Number }, { Kind: TokenKind.Open, Text: "(" or "[" }]
            && End < Text.Length
            && Text[End] is ')' or ']'
        );

    private bool IsFunction() =>
        MathWords.FunctionIn(Letters) is { } function
        && (function == Letters || function.Length > 2 || End >= Text.Length || !char.IsLetter(Text[End]));

    /// <summary>Whether signs beside the letters show that these are factors.</summary>
    private bool IsProduct()
    {
        const int Longest = 4;
        if (
            Letters.Length > Longest
            || Letters is "and" or "mod"
            || Numerals.Value(Letters.ToLowerInvariant()) is not null
            || (Before is [.., { Kind: TokenKind.Number }] && AfterSpace)
        )
        {
            return false;
        }
        var (before, after) = Neighbours();
        return IsSign(before) || IsSign(after) || (before == '{' && after == '}');

        static bool IsSign(char c) => c is '+' or '-' or '*' or '/' or '^' or '_';
    }

    private bool IsShortWord()
    {
        var lower = Letters.ToLowerInvariant();
        var (before, after) = Neighbours();
        return lower switch
        {
            "or" => before is not ('+' or '-' or '*' or '/') && after is not ('=' or '*' or '/' or '^'),
            "am" or "pm" => Before is [.., { Kind: TokenKind.Number }],
            "st" or "nd" or "rd" or "th" => Before is [.., { Kind: TokenKind.Number }] && !AfterSpace,
            _ => Letters.Length == 2
                && MathWords.IsShortWord(lower)
                && (IsOfText(before) || (before == '(' && after != ')'))
                && IsOfText(after),
        };

        static bool IsOfText(char c) => c is ' ' or ',' or '.' or '$' || char.IsLetterOrDigit(c);
    }

    /// <summary>The characters on both sides; a space where there is none.</summary>
    private (char Before, char After) Neighbours()
    {
        var before = Text.AsSpan(0, Start).TrimEnd(' ');
        var after = Text.AsSpan(End).TrimStart(' ');
        return (before.IsEmpty ? ' ' : before[^1], after.IsEmpty ? ' ' : after[0]);
    }
}
