using Platform.Grading.Algebra;

namespace Platform.Grading.Mathematical;

/// <summary>
/// A token; its text is normalised (<c>\leq</c>, <c>≤</c> and <c>&lt;=</c> are one), its value that of a number or name.
/// </summary>
/// <param name="Kind">What the token is.</param>
/// <param name="Text">The normalised text; of a word, in lower case.</param>
/// <param name="Value">A number's or name's value.</param>
/// <param name="AfterSpace">Whether a space stands before it.</param>
/// <param name="IsText">Whether it is set as text, not as mathematics.</param>
internal readonly record struct MathToken(
    TokenKind Kind,
    string Text = "",
    Expression? Value = null,
    bool AfterSpace = false,
    bool IsText = false
)
{
    /// <summary>The text of a number with a point, which has no fraction behind it as mixed numbers have.</summary>
    public const string Decimal = ".";

    /// <summary>The text of a number of two digits.</summary>
    public const string TwoDigits = "00";

    public bool Is(TokenKind kind, string text) => Kind == kind && Text == text;

    public bool IsWord(string text) => Kind == TokenKind.Word && Text == text;
}

/// <summary>What a token of an answer is.</summary>
internal enum TokenKind
{
    End,
    Number,
    Name,
    Function,
    Word,
    Operator,
    Relation,
    Open,
    Close,
    Bar,
    Separator,
    PlusMinus,
    SetOperator,
    Set,
    Fraction,
    Root,
    Binomial,

    /// <summary><c>\over</c> or <c>\choose</c>, between the parts of a fraction or a binomial.</summary>
    Between,

    /// <summary>A sum, product, integral or limit.</summary>
    Big,
    MatrixBegin,
    MatrixEnd,
    Cell,
    Row,

    /// <summary>A unit's sign: %, a currency.</summary>
    Unit,
    Ellipsis,

    /// <summary><c>\pmod</c>.</summary>
    Modulus,

    /// <summary>A command or character without a known meaning, which only equals itself.</summary>
    Unknown,
    Ignored,
}
